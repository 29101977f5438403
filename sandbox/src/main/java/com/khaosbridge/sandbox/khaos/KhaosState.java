package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.retail.CompanyDetails;
import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.Invoice;
import com.khaosbridge.sandbox.retail.Ownership;
import com.khaosbridge.sandbox.retail.UkTime;
import com.khaosbridge.sandbox.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** Writes what the ERP shows now: a line a customer, then a line an invoice of an order. */
final class KhaosState {
  private final Erp erp;
  private final Customers customers;
  private final Ownership ownership;

  KhaosState(Erp erp, Customers customers, Ownership ownership) {
    this.erp = erp;
    this.customers = customers;
    this.ownership = ownership;
  }

  void write(Writer out) throws IOException {
    try {
      customers.living(customer -> line(out, customer(customer)));
      erp.orders(
          null,
          null,
          order -> order.invoices().forEach(shown -> line(out, order(order.document(), shown))));
    } catch (UncheckedIOException e) {
      throw new IOException("the state could not be written on", e);
    }
  }

  private static ObjectNode customer(Customer customer) {
    ObjectNode line =
        Json.mapper()
            .createObjectNode()
            .put("type", "customer")
            .put("companyId", Long.toString(customer.companyId()))
            .put("companyCode", customer.companyCode())
            .put("companyName", customer.companyName())
            .put("forename", customer.forename())
            .put("surname", customer.surname())
            .put("contactEmail", CompanyXml.contactEmail(customer))
            .put("webUser", CompanyXml.webUser(customer))
            .put("emailSubscribe", customer.emailSubscribe())
            .put("mailingStatus", customer.mailingStatus())
            .put("changed", UkTime.text(customer.changed()));
    CompanyDetails details = customer.details();
    if (details.anonymised()) {
      line.put("anonymised", true);
    }
    return details.standard()
        ? line
        : line.put("mailingFlag", details.mailingFlag())
            .put("hold", details.hold())
            .put("hide", details.hide())
            .put("supplier", details.supplier())
            .put("postcode", details.postcode())
            .put("companyClass", details.companyClass());
  }

  private ObjectNode order(Document document, Order.Shown shown) {
    String owner = ownership.customerOf(document);
    Invoice invoice = shown.invoice();
    Instant shipped = shown.shipped();
    return Json.mapper()
        .createObjectNode()
        .put("type", "order")
        .put("orderCode", document.orderCode())
        .put("associatedRef", document.associatedRef())
        .put("companyCode", owner == null ? "" : customers.urnOf(owner))
        .put("invoiceId", invoice.id())
        .put("invoiceCode", invoice.code())
        .put("stageId", shown.stage().id())
        .put("consignment", shipped == null ? null : invoice.story().consignment())
        .put("shipDate", shipped == null ? null : UkTime.text(shipped))
        .put("placed", UkTime.text(document.placed()))
        .put("lines", invoice.part().lines())
        .put("totalExVat", invoice.part().totalExVat().toPlainString());
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
