package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.ledger.cases.UnreadableRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order as just read from the ERP.
 *
 * @param detail null if the ERP gave none that can be read
 * @param problem why there is no detail
 * @param lines what each invoice is about, by its id, where a reporting copy says so of all final
 *     ones; else empty, as those of some would make the order's sum a guess
 * @param afterOthers it had final invoices that are gone, so that what it comes to besides them is
 *     unknown
 */
public record ObservedOrder(
    OrderFacts facts,
    @Nullable OrderDetail detail,
    @Nullable UnreadableRecord problem,
    Map<String, InvoicedLines> lines,
    boolean afterOthers) {

  public ObservedOrder {
    lines = !afterOthers && areOfAll(lines, facts) ? Map.copyOf(lines) : Map.of();
  }

  /** An order of which no copy says more. */
  public ObservedOrder(
      OrderFacts facts, @Nullable OrderDetail detail, @Nullable UnreadableRecord problem) {
    this(facts, detail, problem, Map.of());
  }

  /** An order that had no other final invoices. */
  public ObservedOrder(
      OrderFacts facts,
      @Nullable OrderDetail detail,
      @Nullable UnreadableRecord problem,
      Map<String, InvoicedLines> lines) {
    this(facts, detail, problem, lines, false);
  }

  ObservedOrder withOthersGone() {
    return new ObservedOrder(facts, detail, problem, Map.of(), true);
  }

  private static boolean areOfAll(Map<String, InvoicedLines> lines, OrderFacts facts) {
    return facts.invoices().stream()
        .filter(InvoiceFacts::finalised)
        .allMatch(invoice -> lines.containsKey(invoice.invoiceId()));
  }

  ObservedOrder withoutLines() {
    return new ObservedOrder(facts, detail, problem, Map.of(), afterOthers);
  }

  /** Whether it has, or had, several invoices. */
  boolean several() {
    return afterOthers || facts.invoices().size() > 1;
  }

  /** Whether nobody can tell which line belongs to which of its invoices. */
  boolean linesUnknown() {
    return several() && lines.isEmpty();
  }

  /**
   * What an invoice is about; null if nobody can tell, as with several invoices, since the ERP's
   * web service does not say which line belongs to which.
   */
  @Nullable InvoicedLines of(InvoiceFacts invoice) {
    if (detail == null || !detail.hasRate()) {
      return null;
    }
    InvoicedLines own = lines.get(invoice.invoiceId());
    if (own != null || several()) {
      return own;
    }
    return detail.asOneInvoice();
  }

  /** The ERP said nothing of the order's detail, which is no fact: it is asked again. */
  boolean absent() {
    return detail == null && problem == null;
  }
}
