package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.XmlNode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link OrderStatus} out of an {@code ORDER_STATUS} element. The names of codes, dates
 * and tracking in it are assumed, so they may be missing, all but the order's code; a stage may
 * not.
 */
public final class OrderStatusReader implements RecordReader<OrderStatus> {
  private static final String RECORD = "order status";

  /** A number beyond it is no stage but something else, so it is never shown. */
  private static final int HIGHEST_STAGE = 999;

  private final InvoiceRules rules;
  private final ErpTime time;

  public OrderStatusReader(InvoiceRules rules, ErpTime time) {
    this.rules = rules;
    this.time = time;
  }

  @Override
  public OrderStatus read(XmlNode node) throws UnreadableRecord {
    String associatedRef = node.text("ASSOCIATED_REF");
    String orderCode =
        new Fields(RECORD, associatedRef == null ? "" : associatedRef, time)
            .key(node, "SORDER_CODE");
    Fields fields = new Fields(RECORD, orderCode, time);
    List<OrderStatus.InvoiceStatus> invoices = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int cancelled = 0;
    for (XmlNode invoice : node.list("INVOICES", "INVOICE")) {
      OrderStatus.InvoiceStatus status = invoice(invoice, orderCode, invoices.size() + 1, fields);
      if (!ids.add(status.invoiceId())) {
        throw fields.fault("INVOICE_ID", "the same on two invoices of the order");
      }
      cancelled += rules.stages().cancelled().contains(status.stage()) ? 1 : 0;
      invoices.add(status);
    }
    boolean all = !invoices.isEmpty() && cancelled == invoices.size();
    return new OrderStatus(orderCode, associatedRef, all, List.copyOf(invoices));
  }

  private OrderStatus.InvoiceStatus invoice(
      XmlNode invoice, String orderCode, int ordinal, Fields fields) throws UnreadableRecord {
    int stage = fields.number(invoice, "INVOICE_STAGE_ID");
    if (!rules.stages().known().contains(stage)) {
      throw fields.fault(
          "INVOICE_STAGE_ID",
          stage >= 0 && stage <= HIGHEST_STAGE
              ? "the unknown stage " + stage
              : "a number beyond any stage",
          "Say in khaos.stages what the stage means, then read the record again.");
    }
    String id = invoice.text("INVOICE_ID");
    String code = invoice.text("INVOICE_CODE");
    LocalDateTime date = fields.time(invoice, "INVOICE_DATE");
    OrderStatus.Consignment consignment = consignment(invoice, fields);
    return new OrderStatus.InvoiceStatus(
        id == null ? orderCode + "/" + ordinal : id,
        code == null ? "" : code,
        stage,
        date == null ? null : date.toLocalDate(),
        rules.stages().warehouse().contains(stage),
        rules.stages().finalised().contains(stage),
        rules.despatch().despatched(consignment != null, stage),
        consignment);
  }

  private OrderStatus.@Nullable Consignment consignment(XmlNode invoice, Fields fields)
      throws UnreadableRecord {
    for (XmlNode consignment : invoice.list("CONSIGNMENTS", "CONSIGNMENT")) {
      String reference = consignment.text("CONSIGNMENT_REF");
      if (reference != null) {
        LocalDateTime shipped = fields.time(consignment, "SHIP_DATE");
        return new OrderStatus.Consignment(
            reference,
            consignment.text("COURIER_CODE"),
            consignment.text("COURIER_DESC"),
            shipped == null ? null : time.instant(shipped));
      }
    }
    return null;
  }
}
