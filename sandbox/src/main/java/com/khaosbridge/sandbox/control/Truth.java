package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.credits.CreditNote;
import com.khaosbridge.sandbox.credits.CreditNotes;
import com.khaosbridge.sandbox.credits.Refund;
import com.khaosbridge.sandbox.khaos.Erp;
import com.khaosbridge.sandbox.retail.AddedCredits;
import com.khaosbridge.sandbox.retail.Chronicle;
import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Departure;
import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.Invoice;
import com.khaosbridge.sandbox.retail.Invoices;
import com.khaosbridge.sandbox.retail.OrderStory;
import com.khaosbridge.sandbox.retail.Ownership;
import com.khaosbridge.sandbox.retail.PlannedAct;
import com.khaosbridge.sandbox.retail.RejectedLine;
import com.khaosbridge.sandbox.retail.Shop;
import com.khaosbridge.sandbox.retail.ShopFacts;
import com.khaosbridge.sandbox.retail.Trickle;
import com.khaosbridge.sandbox.retail.UkTime;
import com.khaosbridge.sandbox.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is true in the shop, to compare a bridge's work with: a line on the run, then a line a
 * customer, a line a document (an invoice, where an order has two) with its whole invented life
 * (also what is yet to come), a line for every refund, a line for every line of the file that was
 * set aside. An invoice that is not the file's has {@code "trickle": true}, a credit note that is
 * not the file's {@code "added": true}. Where several customers may be one person by design, a
 * customer's line has the {@code "person"}: the lowest companyId with the same e-mail. Where they
 * become others, it has {@code "mayBeOptedIn"}, too, and what happened has lines. Amounts are
 * decimal text in GBP exVat; times are given as UK local time and, with the suffix {@code At}, as
 * instants.
 */
public final class Truth {
  private final RunInfo run;
  private final Shop shop;
  private final Trickle trickle;
  private final Customers customers;
  private final Ownership ownership;
  private final Chronicle chronicle;
  private final Erp erp;
  private final AddedCredits addedCredits;
  private final CreditNotes credits;
  private final boolean creditsExported;
  private final Invoices invoices;

  public Truth(
      RunInfo run,
      Shop shop,
      Trickle trickle,
      Customers customers,
      Ownership ownership,
      Chronicle chronicle,
      Erp erp,
      Invoices invoices,
      AddedCredits addedCredits,
      CreditNotes credits,
      boolean creditsExported) {
    this.run = run;
    this.shop = shop;
    this.trickle = trickle;
    this.customers = customers;
    this.ownership = ownership;
    this.chronicle = chronicle;
    this.erp = erp;
    this.addedCredits = addedCredits;
    this.credits = credits;
    this.creditsExported = creditsExported;
    this.invoices = invoices;
  }

  void write(Writer out) throws IOException {
    try {
      ObjectNode about = Json.mapper().createObjectNode().put("type", "run");
      about.setAll(about(run));
      line(out, about);
      customers(out);
      shop.documents(
          null, null, document -> of(document).forEach(described -> line(out, described)));
      credits.refunds("").forEach(refund -> line(out, of(refund)));
      shop.rejectedLines(rejected -> line(out, of(rejected)));
    } catch (UncheckedIOException e) {
      throw new IOException("the truth could not be written on", e);
    }
  }

  private void customers(Writer out) {
    boolean identity = customers.identitiesChange() || chronicle.tellsOfIdentity();
    if (!identity && !customers.personsHaveSeveralNumbers()) {
      customers.all(customer -> line(out, of(customer)));
      return;
    }
    TruePersons persons = TruePersons.of(customers, ownership, chronicle);
    customers.all(customer -> line(out, of(customer, persons, identity)));
    if (identity) {
      chronicle.all(happening -> line(out, HappeningLine.of(happening, persons)));
    }
  }

  private ObjectNode of(Customer customer, TruePersons persons, boolean identity) {
    String number = customer.number();
    ObjectNode json = of(customer).put("person", Long.toString(persons.personOf(number)));
    if (identity) {
      json.put("mayBeOptedIn", persons.mayBeOptedIn(number));
      Departure gone = customers.departure(number);
      if (gone != null) {
        json.put("gone", gone.how());
      }
    }
    return json;
  }

  private @Nullable String ownerOf(Document document) {
    String number = ownership.customerOf(document);
    return number == null ? null : customers.urnOf(number);
  }

  /** The run as {@code /_sandbox/info} shows it. */
  static ObjectNode about(RunInfo run) {
    ShopFacts facts = run.facts();
    ObjectNode json = Json.mapper().createObjectNode().put("seed", run.seed());
    json.putObject("source").put("name", facts.source()).put("sha256", facts.sha256());
    json.put("scenario", run.scenario())
        .put("liveDays", run.liveDays())
        .put("start", run.start().toString())
        .put("end", run.end().toString())
        .put("firstTimestamp", UkTime.text(facts.first()))
        .put("lastDay", facts.lastDay().toString())
        .put("customers", facts.customers())
        .put("invoices", facts.invoices())
        .put("guestInvoices", facts.guestInvoices())
        .put("writeOffs", facts.writeOffs())
        .put("creditNotes", facts.creditNotes())
        .put("lines", facts.lines())
        .put("rejectedLines", facts.rejectedLines());
    return run.acts().isEmpty() ? json : planned(json, run.acts());
  }

  private static ObjectNode planned(ObjectNode json, List<PlannedAct> acts) {
    Map<PlannedAct.Kind, Integer> counts = new EnumMap<>(PlannedAct.Kind.class);
    acts.forEach(act -> counts.merge(act.kind(), 1, Integer::sum));
    ObjectNode planned = json.putObject("acts");
    counts.forEach((kind, count) -> planned.put(kind.label(), count));
    json.put("lastAct", acts.get(acts.size() - 1).at().toString());
    for (PlannedAct act : acts) {
      if (act.customer().isEmpty()) {
        json.put(act.kind().label() + "At", act.at().toString());
      }
    }
    return json;
  }

  static ObjectNode of(Customer customer) {
    return Json.mapper()
        .createObjectNode()
        .put("type", "customer")
        .put("companyId", Long.toString(customer.companyId()))
        .put("companyCode", customer.companyCode())
        .put("email", customer.email())
        .put("emailValid", customer.emailValid())
        .put("consent", customer.consent().name())
        .put("hasOrders", customer.hasOrders());
  }

  private List<ObjectNode> of(Document document) {
    return switch (document.kind()) {
      case INVOICE -> invoices.of(document).stream().map(one -> of(document, one)).toList();
      case CREDIT_NOTE -> List.of(creditNote(document));
      case WRITE_OFF ->
          List.of(amounts(issued("writeOff", document).put("exported", false), document));
    };
  }

  private ObjectNode of(Document document, Invoice invoice) {
    OrderStory story = invoice.story();
    Instant shipped = story.shipped();
    ObjectNode json =
        Json.mapper()
            .createObjectNode()
            .put("type", "invoice")
            .put("invoiceId", invoice.id())
            .put("invoiceCode", invoice.code())
            .put("orderCode", document.orderCode())
            .put("associatedRef", document.associatedRef())
            .put("customer", ownerOf(document));
    time(json, "placed", document.placedAt());
    time(json, "shipped", shipped);
    time(json, "issued", story.issued());
    json.put("path", story.path().label())
        .put("consignment", shipped == null ? null : story.consignment())
        .put("courier", shipped == null ? null : story.courier().name())
        .put("live", erp.live(document));
    if (trickle.holds(document)) {
      json.put("trickle", true);
    }
    return amounts(json, invoice.part());
  }

  private ObjectNode creditNote(Document document) {
    AddedCredits.Origin origin = addedCredits.origin(document.number());
    ObjectNode json =
        issued("creditNote", document)
            .put("exported", creditsExported)
            .put("creditId", CreditNote.idOf(document.number()))
            .put("orderCode", origin == null ? null : origin.orderCode());
    if (origin != null) {
      json.put("added", true);
    }
    return amounts(json, document);
  }

  private ObjectNode issued(String type, Document document) {
    ObjectNode json =
        Json.mapper()
            .createObjectNode()
            .put("type", type)
            .put("documentCode", document.number())
            .put("customer", ownerOf(document));
    time(json, "issued", document.placedAt());
    return json.put("live", erp.live(document));
  }

  private static ObjectNode of(Refund refund) {
    ObjectNode json =
        Json.mapper()
            .createObjectNode()
            .put("type", "refund")
            .put("refundId", refund.refundId())
            .put("creditId", refund.creditId());
    time(json, "paid", UkTime.instant(refund.paid()));
    return json.put("amountIncVat", refund.amount().toPlainString());
  }

  private static ObjectNode of(RejectedLine line) {
    return Json.mapper()
        .createObjectNode()
        .put("type", "rejectedLine")
        .put("file", line.file())
        .put("line", line.line())
        .put("field", line.field())
        .put("shape", line.shape())
        .put("reason", line.reason());
  }

  private static ObjectNode amounts(ObjectNode json, Document document) {
    return json.put("lines", document.lines())
        .put("units", document.units())
        .put("goods", document.goods().toPlainString())
        .put("delivery", document.delivery().toPlainString())
        .put("totalExVat", document.totalExVat().toPlainString());
  }

  private static void time(ObjectNode json, String name, @Nullable Instant instant) {
    json.put(name, instant == null ? null : UkTime.text(instant));
    json.put(name + "At", instant == null ? null : instant.toString());
  }

  private static void line(Writer out, ObjectNode line) {
    try {
      out.write(Json.mapper().writeValueAsString(line));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
