package com.khaosbridge.activities.credits;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A credit note of the ERP's, whole. A credit is not a refund: it may stay on the customer's
 * account.
 *
 * @param creditId the id that never changes
 * @param creditCode the code people see
 * @param companyId the customer's {@code COMPANY_ID}, null for a guest's
 * @param orderCode the order it credits, null if none is known
 * @param issuedAt when it was issued
 * @param businessDate the London date of issue, as the ERP's books have it
 * @param currency ISO 4217
 * @param reason free text of people's, so never to be logged; empty if none is given
 * @param lines at least one, by ordinal
 * @param changedAt when the ERP last changed it
 */
public record CreditNote(
    String creditId,
    String creditCode,
    @Nullable String companyId,
    @Nullable String orderCode,
    Instant issuedAt,
    LocalDate businessDate,
    String currency,
    String reason,
    List<CreditLine> lines,
    Instant changedAt) {

  public CreditNote {
    lines = List.copyOf(lines);
  }

  /** What is credited, delivery included, unrounded. */
  public BigDecimal exVat() {
    return sum(CreditLine::exVat);
  }

  /** The VAT of what is credited, delivery included, unrounded. */
  public BigDecimal vat() {
    return sum(CreditLine::vat);
  }

  private BigDecimal sum(Function<CreditLine, BigDecimal> amount) {
    return lines.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Without the reason, which may name a person. */
  @Override
  public String toString() {
    return "CreditNote[creditId=" + creditId + ", lines=" + lines.size() + "]";
  }
}
