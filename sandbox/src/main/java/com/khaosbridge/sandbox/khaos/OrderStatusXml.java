package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.OrderStory;
import com.khaosbridge.sandbox.retail.UkTime;
import java.time.Instant;

/**
 * Writes the document of {@code ExportOrderStatusEx}. The names of order code, invoice id, code and
 * date and of the tracking nodes are assumed, as no public source has them.
 */
final class OrderStatusXml {
  private final XmlOut xml = XmlOut.document().open("ORDER_STATUSES");
  private final boolean tracking;
  private int orders;

  OrderStatusXml(boolean tracking) {
    this.tracking = tracking;
  }

  void add(Order order) {
    orders++;
    Document document = order.document();
    xml.open("ORDER_STATUS")
        .attribute("ASSOCIATED_REF", document.associatedRef())
        .attribute("SORDER_CODE", document.orderCode())
        .open("INVOICES")
        .open("INVOICE")
        .attribute("INVOICE_STAGE_ID", Integer.toString(order.stage().id()))
        .attribute("INVOICE_STAGE_DESC", order.stage().description())
        .attribute("INVOICE_ID", document.invoiceId())
        .attribute("INVOICE_CODE", document.number())
        .attribute("INVOICE_DATE", UkTime.text(document.placed()));
    Instant shipped = order.story().shipped();
    if (tracking && order.consigned() && shipped != null) {
      consignment(order.story(), shipped);
    }
    xml.close().close().close();
  }

  private void consignment(OrderStory story, Instant shipped) {
    xml.open("CONSIGNMENT")
        .element("CONSIGNMENT_REF", story.consignment())
        .element("COURIER_CODE", story.courier().name())
        .element("COURIER_DESC", story.courier().description())
        .element("SHIP_DATE", UkTime.text(shipped))
        .close();
  }

  int orders() {
    return orders;
  }

  /** The document, or an empty text if nothing was added. */
  String text() {
    xml.close();
    return orders == 0 ? "" : xml.toString();
  }
}
