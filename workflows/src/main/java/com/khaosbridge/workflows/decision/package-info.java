/**
 * Pure rules: what follows from a change, and what may be written where. The same question always
 * has the same answer, whether the ledger or a workflow asks.
 */
@NullMarked
package com.khaosbridge.workflows.decision;

import org.jspecify.annotations.NullMarked;
