package com.khaosbridge.activities.ledger;

import com.khaosbridge.activities.ledger.books.InvoiceFacts;
import com.khaosbridge.activities.ledger.books.InvoiceFacts.Parcel;
import com.khaosbridge.activities.ledger.books.ObservedOrder;
import com.khaosbridge.activities.ledger.books.OrderDetail;
import com.khaosbridge.activities.ledger.books.OrderFacts;
import com.khaosbridge.activities.ledger.cases.UnreadableRecord;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An order as the ERP gives it, in words: {@code anOrder().of(customer).finalised()}. Every step
 * gives a new one, so that an order's life is told by a chain of them.
 */
record OrderInErp(
    String code,
    @Nullable String urn,
    Instant placedAt,
    boolean cancelled,
    List<InvoiceFacts> invoices,
    List<OrderLine> lines,
    BigDecimal delivery,
    Reading reading) {
  /** What came of asking the ERP for the order's detail. */
  enum Reading {
    FINE,
    UNREADABLE,
    ABSENT
  }

  static final Instant NOW = Instant.parse("2011-06-10T09:00:00Z");
  static final int WAREHOUSE = 10;
  static final int CANCELLED = 1;

  private static final AtomicInteger NUMBER = new AtomicInteger(5000);
  private static final BigDecimal WITH_VAT = new BigDecimal("1.2");

  /** Placed an hour ago by nobody yet, in the warehouse, with one invoice over 12.345. */
  static OrderInErp anOrder() {
    int n = NUMBER.incrementAndGet();
    return new OrderInErp(
        "SO" + n,
        null,
        NOW.minusSeconds(3600),
        false,
        List.of(invoice("INV" + n, WAREHOUSE, false, null)),
        List.of(line(1, "5", "2.469")),
        BigDecimal.ZERO,
        Reading.FINE);
  }

  OrderInErp of(CustomerInErp customer) {
    return new OrderInErp(
        code, customer.urn(), placedAt, cancelled, invoices, lines, delivery, reading);
  }

  OrderInErp ofGuest() {
    return new OrderInErp(code, null, placedAt, cancelled, invoices, lines, delivery, reading);
  }

  OrderInErp placed(Instant at) {
    return new OrderInErp(code, urn, at, cancelled, invoices, lines, delivery, reading);
  }

  /** With one line of this amount exVat and no delivery charge. */
  OrderInErp over(String exVat) {
    return new OrderInErp(
        code,
        urn,
        placedAt,
        cancelled,
        invoices,
        List.of(line(1, "1", exVat)),
        BigDecimal.ZERO,
        reading);
  }

  OrderInErp plusDelivery(String exVat) {
    return new OrderInErp(
        code, urn, placedAt, cancelled, invoices, lines, new BigDecimal(exVat), reading);
  }

  OrderInErp finalised() {
    return inStage(70);
  }

  OrderInErp inStage(int stage) {
    return each(i -> invoice(i.invoiceId(), stage, i.despatched(), i.parcel()));
  }

  OrderInErp despatched() {
    return despatched(NOW.minusSeconds(60));
  }

  OrderInErp despatched(@Nullable Instant at) {
    return each(
        i ->
            invoice(i.invoiceId(), i.stage(), true, new Parcel("CN" + i.invoiceCode(), "DPD", at)));
  }

  OrderInErp relabelled() {
    return each(
        i ->
            invoice(
                i.invoiceId(),
                i.stage(),
                true,
                new Parcel("CN-new" + i.invoiceCode(), "Royal Mail", NOW)));
  }

  OrderInErp cancelledByShop() {
    List<InvoiceFacts> gone = inStage(CANCELLED).invoices;
    return new OrderInErp(code, urn, placedAt, true, gone, lines, delivery, reading);
  }

  OrderInErp withoutInvoices() {
    return new OrderInErp(code, urn, placedAt, false, List.of(), lines, delivery, reading);
  }

  /** With two lines of these amounts exVat and no delivery charge. */
  OrderInErp over(String one, String other) {
    return new OrderInErp(
        code,
        urn,
        placedAt,
        cancelled,
        invoices,
        List.of(line(1, "1", one), line(2, "1", other)),
        BigDecimal.ZERO,
        reading);
  }

  /** With one more invoice, in the warehouse. */
  OrderInErp withAnotherInvoice() {
    List<InvoiceFacts> more = new ArrayList<>(invoices);
    more.add(invoice(invoices.get(0).invoiceId() + "-" + more.size(), WAREHOUSE, false, null));
    return new OrderInErp(code, urn, placedAt, cancelled, more, lines, delivery, reading);
  }

  /** Deleted in the ERP and imported again, over this amount exVat: its invoice has another id. */
  OrderInErp amendedTo(String exVat) {
    List<InvoiceFacts> again = List.of(invoice(invoiceId() + "-again", WAREHOUSE, false, null));
    return new OrderInErp(code, urn, placedAt, cancelled, again, lines, delivery, reading)
        .over(exVat);
  }

  OrderInErp readsAs(Reading other) {
    return new OrderInErp(code, urn, placedAt, cancelled, invoices, lines, delivery, other);
  }

  String invoiceId() {
    return invoices.get(0).invoiceId();
  }

  BigDecimal exVat() {
    return lines.stream().map(OrderLine::exVat).reduce(delivery, BigDecimal::add);
  }

  OrderFacts facts() {
    return new OrderFacts(code, "WEB" + code.substring(2), cancelled, invoices);
  }

  ObservedOrder sight() {
    OrderDetail detail =
        new OrderDetail(
            urn,
            placedAt,
            placedAt.atZone(ZoneId.of("Europe/London")).toLocalDate(),
            "GBP",
            "MAIN",
            "WEB",
            "",
            lines,
            delivery,
            delivery.multiply(WITH_VAT),
            new OrderDetail.Terms("GBP", BigDecimal.ONE, true, false));
    UnreadableRecord problem =
        new UnreadableRecord(
            "sales order",
            code,
            "ITEM/PRICE_NET",
            "sales order "
                + code
                + ", field ITEM/PRICE_NET: text of 3 letters where a decimal number belongs."
                + " Correct it in the ERP.");
    return switch (reading) {
      case FINE -> new ObservedOrder(facts(), detail, null);
      case UNREADABLE -> new ObservedOrder(facts(), null, problem);
      case ABSENT -> new ObservedOrder(facts(), null, null);
    };
  }

  private OrderInErp each(UnaryOperator<InvoiceFacts> change) {
    List<InvoiceFacts> changed = invoices.stream().map(change).toList();
    return new OrderInErp(code, urn, placedAt, cancelled, changed, lines, delivery, reading);
  }

  /** The same with only its invoice at this place changed. */
  OrderInErp invoiceAt(int place, UnaryOperator<OrderInErp> change) {
    List<InvoiceFacts> changed = new ArrayList<>(invoices);
    changed.set(place, change.apply(this).invoices.get(place));
    return new OrderInErp(code, urn, placedAt, cancelled, changed, lines, delivery, reading);
  }

  private static InvoiceFacts invoice(
      String id, int stage, boolean despatched, @Nullable Parcel parcel) {
    boolean finalised = stage >= 70 && stage <= 73;
    return new InvoiceFacts(
        id, id.substring(3), stage, null, stage >= 9 && stage <= 16, finalised, despatched, parcel);
  }

  private static OrderLine line(int ordinal, String quantity, String price) {
    BigDecimal exVat = new BigDecimal(price);
    return new OrderLine(
        ordinal, "22423", "CAKE STAND", new BigDecimal(quantity), exVat, exVat.multiply(WITH_VAT));
  }
}
