package com.khaosbridge.sandbox.credits;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as the reporting copy has it, in GBP.
 *
 * @param placed UK local time of the order
 * @param finalAt UK local time at which it became final, or will
 * @param delivery exVat of the delivery charge, unrounded
 * @param linesOfOrder JSON of all lines of the order, as the shop keeps them: to read and write
 *     them line by line would take the sandbox seconds at its start
 * @param ordinals of its own lines among them; null if it has them all
 */
record CopiedInvoice(
    String invoiceId,
    String orderCode,
    LocalDateTime placed,
    LocalDateTime finalAt,
    BigDecimal delivery,
    String linesOfOrder,
    @Nullable Set<Integer> ordinals) {}
