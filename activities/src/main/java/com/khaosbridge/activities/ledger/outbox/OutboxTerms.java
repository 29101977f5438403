package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.workflows.decision.FirstSight;
import com.khaosbridge.workflows.decision.MarketingHours;
import org.jspecify.annotations.Nullable;

/**
 * What a site says of what may go.
 *
 * @param marketingHours when marketing events may go out; null for always
 * @param limits how much of a kind may go in a while
 * @param firstSight what an opt-out in the ERP means that was there before we looked
 */
public record OutboxTerms(
    @Nullable MarketingHours marketingHours, BlastLimits limits, FirstSight firstSight) {}
