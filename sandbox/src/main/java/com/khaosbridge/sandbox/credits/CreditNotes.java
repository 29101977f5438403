package com.khaosbridge.sandbox.credits;

import com.khaosbridge.sandbox.retail.AddedCredits;
import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.DocumentLine;
import com.khaosbridge.sandbox.retail.Ownership;
import com.khaosbridge.sandbox.retail.Shop;
import com.khaosbridge.sandbox.retail.UkTime;
import com.khaosbridge.sandbox.store.Json;
import com.khaosbridge.sandbox.store.StateStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The ERP's credit notes and refunds: the file's, whose time may be yet to come, and those that
 * were issued by hand. Thread-safe.
 */
public final class CreditNotes {
  private static final String DELIVERY_CODE = "POST";
  private static final String DELIVERY = "POSTAGE";

  private final Shop shop;
  private final Customers customers;
  private final Ownership ownership;
  private final Owners owners;
  private final AddedCredits added;
  private final StateStore store;
  private final MVMap<String, String> refunds;
  private final Supplier<Instant> businessNow;

  public CreditNotes(
      Shop shop,
      Customers customers,
      Ownership ownership,
      AddedCredits added,
      StateStore store,
      Supplier<Instant> businessNow) {
    this.shop = shop;
    this.customers = customers;
    this.ownership = ownership;
    this.owners = new Owners(ownership, customers);
    this.added = added;
    this.store = store;
    this.refunds = store.map("khaos.refunds");
    this.businessNow = businessNow;
  }

  /**
   * Business time, to the second. All that was issued or paid before it can be read once this
   * returns, so that nothing appears late to whoever was told this time.
   */
  synchronized LocalDateTime now() {
    return UkTime.local(businessNow.get());
  }

  Owners owners() {
    return owners;
  }

  /** The file's credit notes issued after one time and until another, by time. */
  List<CreditNote> ofFile(@Nullable LocalDateTime after, @Nullable LocalDateTime until) {
    List<CreditNote> notes = new ArrayList<>();
    shop.documents(
        after == null ? null : after.plusSeconds(1),
        until,
        document -> {
          if (document.kind() == Document.Kind.CREDIT_NOTE && !added.holds(document)) {
            notes.add(CreditNote.of(document, owners, shop.lines(document.number()), null));
          }
        });
    return notes;
  }

  /**
   * The credit notes issued by hand, in that order.
   *
   * @param after the code of the last one that is not wanted, empty for all
   */
  List<CreditNote> byHand(String after) {
    List<CreditNote> notes = new ArrayList<>();
    for (String code : added.numbersAfter(after)) {
      Document document = shop.document(code);
      // One that a crash left half written was never answered to anybody.
      if (document != null) {
        notes.add(CreditNote.of(document, owners, shop.lines(code), added.origin(code)));
      }
    }
    return notes;
  }

  /**
   * The refunds, in the order in which they were paid.
   *
   * @param after the id of the last one that is not wanted, empty for all
   */
  public List<Refund> refunds(String after) {
    List<Refund> paid = new ArrayList<>();
    for (Iterator<String> ids = refunds.keyIterator(after); ids.hasNext(); ) {
      String id = ids.next();
      if (!id.equals(after)) {
        paid.add(Json.mapper().readValue(refunds.get(id), Refund.class));
      }
    }
    return paid;
  }

  /**
   * Issues a credit note at business now.
   *
   * @throws NotInErp if the ERP does not show its order now, or has no such customer
   */
  public synchronized CreditNote issue(NewCredit credit) {
    Instant at = businessNow.get();
    String orderCode = credit.orderCode();
    Document order = orderCode == null ? null : order(orderCode, at);
    String customer = credit.customer();
    if (customer == null && order != null) {
      customer = ownership.firstCustomerOf(order);
    }
    Customer known = customer == null ? null : customers.customer(customer);
    boolean named = credit.customer() != null;
    if (customer != null && (known == null || (named && customers.departure(customer) != null))) {
      throw new NotInErp("no customer of this number");
    }
    List<DocumentLine> lines = lines(credit, order == null ? "" : order.number());
    Document document =
        added.add(
            new AddedCredits.Origin(orderCode, credit.reason()),
            customer,
            known == null ? "" : known.country(),
            lines,
            at);
    return CreditNote.of(document, owners, lines, added.origin(document.number()));
  }

  private Document order(String orderCode, Instant at) {
    Document order =
        orderCode.startsWith(Document.ORDER_CODE_PREFIX)
            ? shop.document(orderCode.substring(Document.ORDER_CODE_PREFIX.length()))
            : null;
    if (order == null || order.kind() != Document.Kind.INVOICE || order.placedAt().isAfter(at)) {
      throw new NotInErp("no order of this code, or not yet");
    }
    return order;
  }

  private List<DocumentLine> lines(NewCredit credit, String invoice) {
    List<DocumentLine> ordered = shop.lines(invoice);
    List<DocumentLine> lines = new ArrayList<>();
    for (NewCredit.Line line : credit.lines()) {
      String description =
          ordered.stream()
              .filter(sold -> sold.stockCode().equals(line.stockCode()))
              .map(DocumentLine::description)
              .findFirst()
              .orElse("");
      lines.add(
          new DocumentLine(
              line.stockCode(), description, -line.quantity(), line.unitNet().toPlainString()));
    }
    BigDecimal deliveryNet = credit.deliveryNet();
    if (deliveryNet != null) {
      lines.add(new DocumentLine(DELIVERY_CODE, DELIVERY, -1, deliveryNet.toPlainString()));
    }
    return lines;
  }

  /**
   * Pays money back at business now.
   *
   * @param amount GBP incVat
   * @throws NotInErp if there is no such credit note, or not yet
   */
  public synchronized Refund refund(String creditId, BigDecimal amount) {
    Instant at = businessNow.get();
    String code = CreditNote.codeOf(creditId);
    Document note = code == null ? null : shop.document(code);
    if (note == null
        || note.kind() != Document.Kind.CREDIT_NOTE
        || !CreditNote.idOf(note.number()).equals(creditId)
        || note.placedAt().isAfter(at)) {
      throw new NotInErp("no credit note of this id, or not yet");
    }
    String id = String.format(Locale.ROOT, "RFD%012d", refunds.size() + 1);
    Refund refund = new Refund(id, creditId, UkTime.local(at), amount);
    refunds.put(id, Json.mapper().writeValueAsString(refund));
    store.commit();
    return refund;
  }
}
