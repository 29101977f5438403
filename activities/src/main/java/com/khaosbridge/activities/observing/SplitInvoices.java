package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.credits.CreditSource;
import com.khaosbridge.activities.credits.InvoiceLines;
import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.credits.ReportingCopyException;
import com.khaosbridge.activities.credits.UnreadableCredit;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.cases.UnreadableRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which lines belong to which invoice, where a reporting copy says so. */
public final class SplitInvoices {
  private static final Logger LOG = LoggerFactory.getLogger(SplitInvoices.class);
  private static final String INVOICE = "invoice";

  private final InvoiceLines source;
  private final Cases cases;

  public SplitInvoices(InvoiceLines source, Cases cases) {
    this.source = source;
    this.cases = cases;
  }

  /** Of these sources; only a reporting copy may know which lines belong to which invoice. */
  public static SplitInvoices of(List<CreditSource> sources, Cases cases) {
    for (CreditSource source : sources) {
      if (source instanceof InvoiceLines lines) {
        return new SplitInvoices(lines, cases);
      }
    }
    return unknown(cases);
  }

  /** Of a site without such a copy. */
  public static SplitInvoices unknown(Cases cases) {
    return new SplitInvoices((orders, problems) -> Map.of(), cases);
  }

  /** By order and invoice; a copy that is away is as one that knows nothing yet. */
  Map<String, Map<String, InvoicedLines>> of(Collection<String> orderCodes) {
    if (orderCodes.isEmpty()) {
      return Map.of();
    }
    Map<String, Map<String, InvoicedLines>> lines;
    try {
      lines =
          source.ofOrders(
              orderCodes, problem -> cases.unreadable(List.of(SplitInvoices.problem(problem))));
    } catch (ReportingCopyException e) {
      LOG.warn("the lines of invoices are asked for again later: {}", e.getMessage());
      return Map.of();
    }
    cases.readable(
        INVOICE,
        lines.values().stream()
            .flatMap(invoices -> invoices.keySet().stream())
            .collect(Collectors.toSet()));
    return lines;
  }

  private static UnreadableRecord problem(UnreadableCredit problem) {
    return new UnreadableRecord(
        INVOICE,
        problem.key(),
        problem.field(),
        "invoice %s, %s, field %s has %s: %s. Correct it where it comes from; it is read again by itself."
            .formatted(
                problem.key(),
                problem.where(),
                problem.field(),
                problem.shape(),
                problem.reason()));
  }
}
