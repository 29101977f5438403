/**
 * The shop behind the sandbox: transactions read from a file in Online Retail format, and what is
 * invented on top of them by formula so that anyone can recompute it from the file and the seed.
 */
@NullMarked
package com.khaosbridge.sandbox.retail;

import org.jspecify.annotations.NullMarked;
