package com.khaosbridge.workflows.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the ledger has it, for its workflow.
 *
 * @param carried whether the workflow must carry it on: it has not ended, and is not left to the
 *     backfill
 * @param endedAt when it ended, in real time; null if it has not
 * @param note what makes us say so: the evidence, or the reason of an exclusion
 */
public record DeliveryLine(
    DeliveryRef delivery,
    DeliveryState state,
    boolean carried,
    @Nullable Instant endedAt,
    @Nullable String note) {}
