package com.khaosbridge.activities.credits;

import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Makes invoices out of the rows of their lines, each of which repeats the invoice. */
final class InvoiceReader {
  static final String ID = "invoice_id";

  private static final List<String> SAME_IN_EVERY_ROW =
      List.of("order_code", "finalised", "delivery_net", "delivery_vat");

  private final Map<String, List<SourceRow>> rows = new LinkedHashMap<>();

  /** A row without an id is an invoice of its own, so that each is told of. */
  void add(SourceRow row) {
    String id = row.text(ID);
    rows.computeIfAbsent(id == null ? row.where() : id, none -> new ArrayList<>()).add(row);
  }

  /** The final invoices of what was added, by order code and invoice id. */
  Map<String, Map<String, InvoicedLines>> finalInvoices(Consumer<UnreadableCredit> problems) {
    Map<String, Map<String, InvoicedLines>> byOrder = new HashMap<>();
    for (List<SourceRow> invoice : rows.values()) {
      SourceRow first = invoice.get(0);
      try {
        // Without lines it may be still on its way into the copy.
        if (first.flag("finalised") && first.text("line_no") != null) {
          byOrder
              .computeIfAbsent(first.code("order_code"), none -> new HashMap<>())
              .put(first.code(ID), read(invoice));
        }
      } catch (BadField e) {
        problems.accept(e.problem());
      }
    }
    return byOrder;
  }

  private static InvoicedLines read(List<SourceRow> rows) throws BadField {
    SourceRow first = rows.get(0);
    TreeMap<Integer, OrderLine> lines = new TreeMap<>();
    for (SourceRow row : rows) {
      requireSameInvoice(row, first);
      OrderLine line = line(row);
      if (lines.put(line.ordinal(), line) != null) {
        throw row.bad(
            "line_no",
            "a number that an earlier row of the invoice has",
            "a line that comes twice would be told twice");
      }
    }
    BigDecimal delivery = first.decimal("delivery_net");
    return new InvoicedLines(
        List.copyOf(lines.values()), delivery, delivery.add(first.decimal("delivery_vat")));
  }

  private static void requireSameInvoice(SourceRow row, SourceRow first) throws BadField {
    for (String column : SAME_IN_EVERY_ROW) {
      if (!Objects.equals(row.text(column), first.text(column))) {
        throw row.bad(
            column,
            "another value than in the invoice's first row",
            "all rows of an invoice must agree on it");
      }
    }
  }

  private static OrderLine line(SourceRow row) throws BadField {
    BigDecimal exVat = row.decimal("unit_net");
    return new OrderLine(
        row.whole("line_no"),
        row.required("stock_code"),
        row.textOrEmpty("description"),
        row.decimal("quantity"),
        exVat,
        exVat.add(row.decimal("unit_vat")));
  }
}
