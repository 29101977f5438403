package com.khaosbridge.workflows.decision;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person bought and was credited, over all customers of the person.
 *
 * @param orders those with a finalised invoice, in any order; one with several invoices may be
 *     given once for each
 * @param credits null without a source of credit notes: then nothing is known of them, which is not
 *     the same as none
 */
public record Purchases(List<Order> orders, @Nullable Credits credits) {
  public Purchases {
    orders = List.copyOf(orders);
  }

  /**
   * An invoiced order.
   *
   * @param businessDate the ERP's business date of the sale
   * @param despatchedOn the ERP's local date of its despatch, null if it was not despatched yet
   * @param totalExVat lines and delivery as invoiced, before any credit
   * @param lines lines of goods, without the delivery charge
   */
  public record Order(
      String code,
      LocalDate businessDate,
      @Nullable LocalDate despatchedOn,
      BigDecimal totalExVat,
      List<Line> lines) {
    public Order {
      lines = List.copyOf(lines);
    }
  }

  /** A line of goods. */
  public record Line(String sku, BigDecimal quantity) {}

  /**
   * What was credited.
   *
   * @param lines all lines of all credit notes, whether they found an order or not
   * @param unallocated exVat of these lines that found no order
   */
  public record Credits(List<CreditedLine> lines, BigDecimal unallocated) {
    public Credits {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A line of a credit note.
   *
   * @param sku the SKU, or {@link CreditAttribution#DELIVERY}
   * @param exVat of the whole line; negative where the note charges something
   * @param businessDate the credit note's
   */
  public record CreditedLine(
      String sku, BigDecimal quantity, BigDecimal exVat, LocalDate businessDate) {

    /** Whether it gives goods back: neither the delivery charge nor something charged. */
    boolean returnsGoods() {
      return !sku.equals(CreditAttribution.DELIVERY)
          && quantity.signum() > 0
          && exVat.signum() >= 0;
    }
  }
}
