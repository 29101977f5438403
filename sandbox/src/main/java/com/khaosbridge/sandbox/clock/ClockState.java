package com.khaosbridge.sandbox.clock;

import java.time.Instant;

/**
 * What a business clock needs to go on after a restart as if it had never stopped.
 *
 * @param business the business instant that belongs to {@code real}
 * @param real real time at which the clock was last set or changed its factor
 * @param factor business seconds in a real second
 */
public record ClockState(Instant business, Instant real, double factor) {}
