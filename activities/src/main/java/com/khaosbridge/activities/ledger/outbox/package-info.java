/** Deliveries on their way: planned, claimed for a call, and settled by its verdicts. */
@NullMarked
package com.khaosbridge.activities.ledger.outbox;

import org.jspecify.annotations.NullMarked;
