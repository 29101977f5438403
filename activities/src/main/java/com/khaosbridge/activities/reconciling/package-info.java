/** Reconciliation: reads destinations and the ERP back, and compares them with the ledger. */
@NullMarked
package com.khaosbridge.activities.reconciling;

import org.jspecify.annotations.NullMarked;
