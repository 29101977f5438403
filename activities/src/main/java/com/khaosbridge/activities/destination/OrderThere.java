package com.khaosbridge.activities.destination;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An order's record as a destination has it. What a record lacks, or has in another type than we
 * write, is null: others write records, too.
 *
 * @param orderKey the record's key
 * @param contactId the contact that owns it
 * @param statedKey the order key that stands in the record, which is the record's key unless
 *     somebody copied it
 * @param total as we wrote it, in the decimals that it has there
 * @param refunded what was taken back in all, null if nothing was written of it
 * @param units the sum of the lines' quantities, zero without lines
 */
public record OrderThere(
    String orderKey,
    @Nullable String contactId,
    @Nullable String statedKey,
    @Nullable String currency,
    @Nullable String status,
    @Nullable BigDecimal total,
    @Nullable BigDecimal refunded,
    @Nullable BigDecimal units) {}
