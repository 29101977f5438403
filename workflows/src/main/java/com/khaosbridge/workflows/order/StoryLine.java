package com.khaosbridge.workflows.order;

import java.time.Instant;

/**
 * Something that happened to an order in the ERP.
 *
 * @param at when, in business time
 * @param what e.g. {@code invoiced as INV000000536365, 12.50 GBP exVat}
 */
public record StoryLine(Instant at, String what) {}
