/** What workflows are told: signals that the ledger owes, and outcomes that activities wait for. */
@NullMarked
package com.khaosbridge.activities.signals;

import org.jspecify.annotations.NullMarked;
