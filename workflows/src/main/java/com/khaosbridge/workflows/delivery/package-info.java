/** Deliveries: one thing to be made true at one destination, its verdicts, states and cases. */
@NullMarked
package com.khaosbridge.workflows.delivery;

import org.jspecify.annotations.NullMarked;
