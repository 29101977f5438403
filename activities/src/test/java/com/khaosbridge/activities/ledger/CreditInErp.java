package com.khaosbridge.activities.ledger;

import com.khaosbridge.activities.credits.CreditLine;
import com.khaosbridge.activities.credits.CreditNote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credit note as a source gives it, in words: {@code aCredit("CRN1").of(anna).over("1", "5")}.
 */
record CreditInErp(
    String id, @Nullable String companyId, @Nullable String order, Instant at, CreditLine line) {
  private static final String SKU = "22423";
  private static final BigDecimal VAT = new BigDecimal("0.2");

  static CreditInErp aCredit(String id) {
    return new CreditInErp(id, null, null, OrderInErp.NOW, line(SKU, "1", "5"));
  }

  private static CreditLine line(String sku, String quantity, String exVat) {
    BigDecimal amount = new BigDecimal(exVat);
    return new CreditLine(
        1, sku, "CAKE STAND", new BigDecimal(quantity), amount, amount.multiply(VAT), false);
  }

  CreditInErp of(CustomerInErp customer) {
    return new CreditInErp(id, customer.id(), order, at, line);
  }

  CreditInErp of(@Nullable String orderCode) {
    return new CreditInErp(id, companyId, orderCode, at, line);
  }

  CreditInErp of(OrderInErp credited) {
    return of(credited.code());
  }

  CreditInErp issued(Instant when) {
    return new CreditInErp(id, companyId, order, when, line);
  }

  CreditInErp over(String quantity, String exVat) {
    return new CreditInErp(id, companyId, order, at, line(line.sku(), quantity, exVat));
  }

  CreditInErp item(String sku) {
    return new CreditInErp(id, companyId, order, at, line(sku, "1", "5"));
  }

  CreditNote note() {
    return new CreditNote(
        id,
        "C" + id,
        companyId,
        order,
        at,
        LocalDate.of(2011, 6, 10),
        "GBP",
        "",
        List.of(line),
        at);
  }
}
