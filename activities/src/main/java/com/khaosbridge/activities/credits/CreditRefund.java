package com.khaosbridge.activities.credits;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Money paid back against a credit note. A credit is not a refund: a credit note may have none,
 * one, or several that together are less than it.
 *
 * @param refundId the id that never changes
 * @param creditId the credit note it pays back
 * @param paidAt when it was paid
 * @param incVat what was paid, unrounded, positive where it went to the customer
 * @param currency ISO 4217
 * @param changedAt when the ERP last changed it
 */
public record CreditRefund(
    String refundId,
    String creditId,
    Instant paidAt,
    BigDecimal incVat,
    String currency,
    Instant changedAt) {}
