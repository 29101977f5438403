package com.khaosbridge.sandbox.credits;

import com.khaosbridge.sandbox.khaos.Erp;
import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.Invoice;
import com.khaosbridge.sandbox.retail.Invoices;
import com.khaosbridge.sandbox.retail.Shop;
import com.khaosbridge.sandbox.retail.Trickle;
import com.khaosbridge.sandbox.retail.UkTime;
import java.util.ArrayList;
import java.util.List;

/** The ERP's invoices for its reporting copy, whose time may be yet to come. Thread-safe. */
public final class CopiedInvoices {
  private final Shop shop;
  private final Trickle trickle;
  private final Invoices invoices;
  private final Erp erp;

  public CopiedInvoices(Shop shop, Trickle trickle, Invoices invoices, Erp erp) {
    this.shop = shop;
    this.trickle = trickle;
    this.invoices = invoices;
    this.erp = erp;
  }

  /** Takes invoices. */
  interface Taker<E extends Exception> {
    void take(CopiedInvoice invoice) throws E;
  }

  /** The numbers of all orders. */
  List<String> all() {
    List<String> numbers = new ArrayList<>();
    shop.documents(null, null, document -> numbers.add(document.number()));
    return numbers;
  }

  /** The numbers of the trickle's orders after one of them, or all after the empty one. */
  List<String> trickleAfter(String last) {
    return trickle.numbersAfter(last);
  }

  /** The numbers of the orders that have two. */
  List<String> inParts() {
    return invoices.inParts();
  }

  /** Hands over the invoices of these orders; what is no order is passed over. */
  <E extends Exception> void of(List<String> numbers, Taker<E> taker) throws E {
    for (String number : numbers) {
      Document order = shop.document(number);
      if (order != null && order.kind() == Document.Kind.INVOICE) {
        for (Invoice invoice : invoices.of(order)) {
          taker.take(
              new CopiedInvoice(
                  invoice.id(),
                  order.orderCode(),
                  order.placed(),
                  UkTime.local(erp.finalAt(order, invoice)),
                  invoice.part().delivery(),
                  shop.linesJson(number),
                  invoice.ordinals()));
        }
      }
    }
  }
}
