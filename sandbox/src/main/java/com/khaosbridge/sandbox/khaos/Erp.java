package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.retail.AddedCredits;
import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.Invention;
import com.khaosbridge.sandbox.retail.Invoice;
import com.khaosbridge.sandbox.retail.Invoices;
import com.khaosbridge.sandbox.retail.OrderStory;
import com.khaosbridge.sandbox.retail.Shop;
import com.khaosbridge.sandbox.retail.Trickle;
import com.khaosbridge.sandbox.retail.UkTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The orders as the ERP shows them at business now. Those of the live days appear when they are
 * placed and move on by their stories, and so do those of the trickle; all before are history and
 * finished. Thread-safe.
 */
public final class Erp {
  /** Picking ends before anything can ship, which takes two hours at least. */
  private static final Duration PICKING = Duration.ofHours(1);

  private final Shop shop;
  private final Trickle trickle;
  private final AddedCredits addedCredits;
  private final Invention invention;
  private final Invoices invoices;
  private final LocalDate firstLiveDay;
  private final Supplier<Instant> businessNow;

  public Erp(
      Shop shop,
      Trickle trickle,
      AddedCredits addedCredits,
      Invention invention,
      Invoices invoices,
      LocalDate firstLiveDay,
      Supplier<Instant> businessNow) {
    this.shop = shop;
    this.trickle = trickle;
    this.addedCredits = addedCredits;
    this.invention = invention;
    this.invoices = invoices;
    this.firstLiveDay = firstLiveDay;
    this.businessNow = businessNow;
  }

  /** Whether a document is of the live days or not of the file. */
  public boolean live(Document document) {
    return !document.placed().toLocalDate().isBefore(firstLiveDay) || !ofFile(document);
  }

  private boolean ofFile(Document document) {
    return !trickle.holds(document) && !addedCredits.holds(document);
  }

  /**
   * When all invented events of the file's documents have happened, not before the live days begin.
   */
  public Instant end() {
    Instant[] end = {UkTime.startOf(firstLiveDay)};
    shop.documents(
        firstLiveDay.atStartOfDay(),
        null,
        document -> {
          if (!ofFile(document)) {
            return;
          }
          Instant last =
              document.kind() == Document.Kind.INVOICE
                  ? OrderStory.of(document, invention).end()
                  : document.placedAt();
          if (last.isAfter(end[0])) {
            end[0] = last;
          }
        });
    return end[0];
  }

  /** The order of this document number, or null if the ERP doesn't show one now. */
  @Nullable Order order(String number) {
    Document document = shop.document(number);
    return document == null ? null : order(document, businessNow.get());
  }

  /** Every order that the ERP shows now, by order date, which both limits include. */
  void orders(@Nullable LocalDateTime from, @Nullable LocalDateTime to, Consumer<Order> reader) {
    Instant now = businessNow.get();
    shop.documents(
        from,
        to,
        document -> {
          Order order = order(document, now);
          if (order != null) {
            reader.accept(order);
          }
        });
  }

  private @Nullable Order order(Document document, Instant now) {
    if (document.kind() != Document.Kind.INVOICE) {
      return null;
    }
    if (live(document) && now.isBefore(document.placedAt())) {
      return null;
    }
    return new Order(
        document,
        invoices.of(document).stream().map(invoice -> shown(document, invoice, now)).toList());
  }

  private Order.Shown shown(Document document, Invoice invoice, Instant now) {
    OrderStory story = invoice.story();
    Instant shipped = story.shipped();
    if (!live(document)) {
      return new Order.Shown(invoice, Stage.ISSUED, shipped);
    }
    boolean consigned = shipped != null && !now.isBefore(shipped);
    return new Order.Shown(
        invoice, stage(document, story, consigned, now), consigned ? shipped : null);
  }

  private static Stage stage(Document document, OrderStory story, boolean consigned, Instant now) {
    if (!now.isBefore(story.issued())) {
      return Stage.ISSUED;
    }
    if (consigned) {
      return Stage.INVOICING;
    }
    return now.isBefore(document.placedAt().plus(PICKING)) ? Stage.PICKING : Stage.SHIPPING;
  }

  /** When an invoice became final, or will. */
  public Instant finalAt(Document document, Invoice invoice) {
    return live(document) ? invoice.story().issued() : document.placedAt();
  }

  /**
   * Ships and issues some lines of an order at business now. What is left is a second invoice.
   *
   * @param ordinals of the goods, within the document
   * @return false if the ERP shows no order of this number now
   * @throws IllegalArgumentException if the order can't be shipped in these parts any more; the
   *     message is for a person
   */
  public boolean shipPart(String number, Set<Integer> ordinals) {
    Instant now = businessNow.get();
    Document document = shop.document(number);
    Order order = document == null ? null : order(document, now);
    if (order == null) {
      return false;
    }
    Order.Shown first = order.invoices().get(0);
    if (first.stage() == Stage.ISSUED || first.shipped() != null) {
      throw new IllegalArgumentException("some of the order was shipped or issued already");
    }
    invoices.ship(order.document(), ordinals, now);
    return true;
  }
}
