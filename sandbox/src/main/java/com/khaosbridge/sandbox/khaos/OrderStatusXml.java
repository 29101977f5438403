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
        .open("INVOICES");
    for (Order.Shown shown : order.invoices()) {
      xml.open("INVOICE")
          .attribute("INVOICE_STAGE_ID", Integer.toString(shown.stage().id()))
          .attribute("INVOICE_STAGE_DESC", shown.stage().description())
          .attribute("INVOICE_ID", shown.invoice().id())
          .attribute("INVOICE_CODE", shown.invoice().code())
          .attribute("INVOICE_DATE", UkTime.text(document.placed()));
      Instant shipped = shown.shipped();
      if (tracking && shipped != null) {
        consignment(shown.invoice().story(), shipped);
      }
      xml.close();
    }
    xml.close().close();
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
