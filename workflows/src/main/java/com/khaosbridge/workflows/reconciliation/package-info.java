/** Reconciliation: what should be at a destination, and how what is there may differ from it. */
@NullMarked
package com.khaosbridge.workflows.reconciliation;

import org.jspecify.annotations.NullMarked;
