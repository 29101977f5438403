/**
 * Reconciliation: what should be at a destination, how what is there may differ from it, and the
 * workflow that compares them.
 */
@NullMarked
package com.khaosbridge.workflows.reconciliation;

import org.jspecify.annotations.NullMarked;
