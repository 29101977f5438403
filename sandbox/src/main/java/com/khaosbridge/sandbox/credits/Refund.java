package com.khaosbridge.sandbox.credits;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.time.LocalDateTime;

/**
 * Money paid back for a credit note.
 *
 * @param paid UK local time
 * @param amount GBP incVat
 */
public record Refund(
    String refundId,
    String creditId,
    LocalDateTime paid,
    @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount) {}
