package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.UkTime;
import com.khaosbridge.sandbox.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** Writes what the ERP shows now: a line a customer, then a line an order. */
final class KhaosState {
  private final Erp erp;
  private final Customers customers;

  KhaosState(Erp erp, Customers customers) {
    this.erp = erp;
    this.customers = customers;
  }

  void write(Writer out) throws IOException {
    try {
      customers.all(customer -> line(out, customer(customer)));
      erp.orders(null, null, order -> line(out, order(order)));
    } catch (UncheckedIOException e) {
      throw new IOException("the state could not be written on", e);
    }
  }

  private static ObjectNode customer(Customer customer) {
    return Json.mapper()
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
  }

  private static ObjectNode order(Order order) {
    Document document = order.document();
    Instant shipped = order.consigned() ? order.story().shipped() : null;
    return Json.mapper()
        .createObjectNode()
        .put("type", "order")
        .put("orderCode", document.orderCode())
        .put("associatedRef", document.associatedRef())
        .put("companyCode", document.customer() == null ? "" : document.customer())
        .put("invoiceId", document.invoiceId())
        .put("invoiceCode", document.number())
        .put("stageId", order.stage().id())
        .put("consignment", shipped == null ? null : order.story().consignment())
        .put("shipDate", shipped == null ? null : UkTime.text(shipped))
        .put("placed", UkTime.text(document.placed()))
        .put("lines", document.lines())
        .put("totalExVat", document.totalExVat().toPlainString());
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
