/**
 * The sandbox's own paths under {@code /_sandbox}: clock, faults, states, truth and changes to
 * customers. They are for tests and demonstrations; no real system has them.
 */
@NullMarked
package com.khaosbridge.sandbox.control;

import org.jspecify.annotations.NullMarked;
