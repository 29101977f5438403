package com.khaosbridge.workflows.delivery;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells a destination about an order: schema version 1, to which what may be missing
 * can be added. Holds no personal data.
 *
 * @param schema the version of this schema
 * @param orderNumber the number the customer knows: the associated reference, else the order code
 * @param brand the brand of the order, required
 * @param lines the goods; none on {@link EventType#DESPATCHED} while some of the order is still in
 *     the warehouse, since nobody knows which
 * @param courier name or code of the courier, required for {@link EventType#DESPATCHED}
 * @param tracking the consignment reference, required for {@link EventType#DESPATCHED}
 * @param trackingUrl where the parcel can be followed; only on {@link EventType#DESPATCHED}, and
 *     only where the courier's links are known
 * @param totals amounts, only on {@link EventType#ORDER_CONFIRMED}
 * @param refunded what was refunded, only on {@link EventType#REFUNDED}
 */
public record EventPayload(
    int schema,
    String orderNumber,
    String brand,
    List<Line> lines,
    @Nullable String courier,
    @Nullable String tracking,
    @Nullable String trackingUrl,
    @Nullable Totals totals,
    @Nullable Refunded refunded) {

  /** The current schema version. */
  public static final int SCHEMA = 1;

  /** One line of the goods. Quantity as the ERP has it. */
  public record Line(String sku, String description, BigDecimal quantity) {}

  /**
   * What one credit note takes back of the order.
   *
   * @param exVat all of it, with what is taken back of the delivery charge, unrounded
   * @param lines the goods that it names; none if it is about the delivery charge alone
   */
  public record Refunded(String currency, BigDecimal exVat, List<RefundedLine> lines) {
    public Refunded {
      lines = List.copyOf(lines);
    }
  }

  /** Goods that were taken back. */
  public record RefundedLine(String sku, BigDecimal quantity) {}

  /** Amounts of the whole order, unrounded, in its currency. */
  public record Totals(
      String currency,
      BigDecimal goodsExVat,
      BigDecimal deliveryExVat,
      BigDecimal vat,
      BigDecimal totalIncVat) {}
}
