package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.XmlNode;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link SalesOrder} out of a {@code SALES_ORDER} element. All that money hangs on must be
 * there and legible: the code, the date, one currency, each line's SKU, quantity and prices, and
 * delivery. Line ordinals count from 1 in the order of the export.
 */
public final class SalesOrderReader implements RecordReader<SalesOrder> {
  private static final String RECORD = "sales order";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final ErpTime time;
  private final LineDiscount discount;

  public SalesOrderReader(LineDiscount discount, ErpTime time) {
    this.time = time;
    this.discount = discount;
  }

  @Override
  public SalesOrder read(XmlNode node) throws UnreadableRecord {
    XmlNode header = Objects.requireNonNullElse(node.child("ORDER_HEADER"), node);
    String associatedRef = either(node, header, "ASSOCIATED_REF");
    String orderCode = either(node, header, "SORDER_CODE");
    if (orderCode == null) {
      throw new Fields(RECORD, orEmpty(associatedRef), time).fault("SORDER_CODE", "missing");
    }
    Fields fields = new Fields(RECORD, orderCode, time);
    fields.requireKey("SORDER_CODE", orderCode);
    LocalDateTime placed = fields.requiredTime(header, "ORDER_DATE");
    String currency = currency(node, header, fields);
    List<OrderLine> lines = lines(node, fields);
    BigDecimal deliveryExVat = fields.decimal(header, "DELIVERY_NET");
    BigDecimal deliveryIncVat = deliveryIncVat(header, deliveryExVat, fields);
    if (header.text("ORDER_AMOUNT") != null) {
      new AmountCheck(lines, deliveryExVat, deliveryIncVat)
          .require(fields.decimal(header, "ORDER_AMOUNT"), fields);
    }
    XmlNode customer = node.child("CUSTOMER_DETAIL");
    String urn = either(node, customer == null ? header : customer, "COMPANY_CODE");
    if (urn != null) {
      fields.requireKey("COMPANY_CODE", urn);
    }
    return new SalesOrder(
        orderCode,
        associatedRef,
        urn,
        time.instant(placed),
        placed.toLocalDate(),
        currency,
        orEmpty(header.text("BRAND")),
        orEmpty(header.text("SALES_SOURCE")),
        orEmpty(header.text("WEBSITE_NAME")),
        lines,
        deliveryExVat,
        deliveryIncVat);
  }

  private static String currency(XmlNode node, XmlNode header, Fields fields)
      throws UnreadableRecord {
    String field = "ORDER_CURRENCY_CODE";
    String currency = fields.required(header, field);
    try {
      Currency.getInstance(currency);
    } catch (IllegalArgumentException e) {
      throw fields.fault(field, ValueShape.of(currency) + " where an ISO 4217 code belongs");
    }
    // The customer's own currency may differ from the order's; a line's may not.
    Stream<String> ofLines =
        node.list("ORDER_ITEMS", "ORDER_ITEM").stream()
            .flatMap(item -> item.valuesWithin("CURRENCY_CODE"));
    boolean mixed =
        Stream.concat(node.valuesWithin(field), ofLines)
            .map(String::strip)
            .anyMatch(other -> !other.isEmpty() && !other.equals(currency));
    if (mixed) {
      throw fields.fault(field, "more than one currency in the order");
    }
    return currency;
  }

  private List<OrderLine> lines(XmlNode node, Fields fields) throws UnreadableRecord {
    List<XmlNode> items = node.list("ORDER_ITEMS", "ORDER_ITEM");
    if (items.isEmpty() && node.child("ORDER_ITEMS") == null) {
      throw fields.fault("ORDER_ITEMS", "missing");
    }
    List<OrderLine> lines = new ArrayList<>(items.size());
    for (XmlNode item : items) {
      BigDecimal share = shareOfPrice(item, fields);
      lines.add(
          new OrderLine(
              lines.size() + 1,
              fields.required(item, "STOCK_CODE"),
              orEmpty(item.text("STOCK_DESC")),
              fields.decimal(item, "ORDER_QTY"),
              fields.decimal(item, "PRICE_NET").multiply(share),
              fields.decimal(item, "PRICE_GRS").multiply(share)));
    }
    return List.copyOf(lines);
  }

  private BigDecimal shareOfPrice(XmlNode item, Fields fields) throws UnreadableRecord {
    String field = "KSD_DISCOUNT";
    if (item.text(field) == null) {
      return BigDecimal.ONE;
    }
    BigDecimal percent = fields.decimal(item, field);
    if (percent.signum() == 0 || discount == LineDiscount.IN_PRICE) {
      return BigDecimal.ONE;
    }
    if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
      throw fields.fault(field, "a percentage outside 0 to 100");
    }
    if (discount == LineDiscount.REFUSED) {
      throw fields.fault(
          field,
          "a discount, and it isn't configured whether PRICE_NET already has it taken off",
          "Compare such an order in the ERP with its export, set khaos.line-discount, then read"
              + " the record again.");
    }
    return HUNDRED.subtract(percent).movePointLeft(2);
  }

  private static BigDecimal deliveryIncVat(XmlNode header, BigDecimal exVat, Fields fields)
      throws UnreadableRecord {
    if (header.text("DELIVERY_GRS") == null && header.text("DELIVERY_TAX") != null) {
      return exVat.add(fields.decimal(header, "DELIVERY_TAX"));
    }
    return fields.decimal(header, "DELIVERY_GRS");
  }

  private static @Nullable String either(XmlNode first, XmlNode second, String field) {
    String value = first.text(field);
    return value == null ? second.text(field) : value;
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
