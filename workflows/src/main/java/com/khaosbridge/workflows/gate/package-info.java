/**
 * How a workflow carries its deliveries, each on its own and all in parallel, and the gate at which
 * one that can't go on waits for a person.
 */
@NullMarked
package com.khaosbridge.workflows.gate;

import org.jspecify.annotations.NullMarked;
