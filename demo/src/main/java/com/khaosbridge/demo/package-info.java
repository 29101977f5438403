/**
 * The quick start: the sandbox, a ledger, a Temporal server and the bridge, run on real
 * transactions and summed up.
 */
@NullMarked
package com.khaosbridge.demo;

import org.jspecify.annotations.NullMarked;
