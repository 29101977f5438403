package com.khaosbridge.activities.credits;

import com.khaosbridge.activities.khaos.records.ErpTime;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the ERP's database that is kept for reports, read by queries of the site's own. One
 * call at a time; after a failure the next call connects again.
 */
public final class ReportingCopy implements RepeatableCredits, InvoiceLines, MergeAudit {
  /** States of a database that is gone, full, busy or shutting down, not of a wrong query. */
  private static final Pattern PASSING = Pattern.compile("(08|40|53|55|57|58|HYT).*");

  private static final String WRITES = "25006";
  private static final String NO_ORDER = "";

  private final ReportingCopySettings settings;
  private final Map<QueryContract, NamedQuery> queries = new EnumMap<>(QueryContract.class);
  private final ErpTime time;
  private @Nullable CopyConnection connection;
  private boolean closed;

  private ReportingCopy(ReportingCopySettings settings, NamedQueries queries, ErpTime time) {
    this.settings = settings;
    this.time = time;
    for (QueryContract contract : QueryContract.values()) {
      if (contract.optional() && !queries.has(contract.query())) {
        continue;
      }
      NamedQuery query = queries.query(contract.query());
      contract.requireOrder(query);
      this.queries.put(contract, query);
    }
  }

  /**
   * Connects, and tries every query for what changes at the end of time: what it returns then is of
   * no interest, only whether it can be run and has the right columns.
   *
   * @throws IllegalArgumentException if there is no driver, or a query is missing, fails, or
   *     returns something else than it should; the message names the query, the column and the next
   *     step
   * @throws ReportingCopyException if the database can't be reached or is too busy
   */
  public static ReportingCopy open(
      ReportingCopySettings settings, NamedQueries queries, ErpTime time) {
    ReportingCopy copy = new ReportingCopy(settings, queries, time);
    copy.connected();
    return copy;
  }

  /**
   * Reads the credit notes that changed at or after an instant, as of one moment.
   *
   * @param changedSince null for all
   * @param batches takes at most 200 whole notes at a time
   * @param problems takes those that can't be used
   * @return how many notes were handed over
   * @throws ReportingCopyException if the database fails; what was handed over before stands
   */
  @Override
  public synchronized int creditNotes(
      @Nullable Instant changedSince,
      Consumer<List<CreditNote>> batches,
      Consumer<UnreadableCredit> problems) {
    Batches<CreditNote> notes = new Batches<>(batches);
    NoteAssembly assembly = new NoteAssembly(new NoteReader(time), notes::add, problems);
    each(QueryContract.CREDIT_NOTES, changedSince, assembly::add);
    assembly.end();
    return notes.end();
  }

  /** Reads the refunds that changed at or after an instant, as {@link #creditNotes} does. */
  @Override
  public synchronized int refunds(
      @Nullable Instant changedSince,
      Consumer<List<CreditRefund>> batches,
      Consumer<UnreadableCredit> problems) {
    Batches<CreditRefund> refunds = new Batches<>(batches);
    RefundReader reader = new RefundReader(time);
    each(
        QueryContract.REFUNDS,
        changedSince,
        row -> {
          try {
            refunds.add(reader.read(row));
          } catch (BadField e) {
            problems.accept(e.problem());
          }
        });
    return refunds.end();
  }

  @Override
  public synchronized Map<String, Map<String, InvoicedLines>> ofOrders(
      Collection<String> orderCodes, Consumer<UnreadableCredit> problems) {
    if (!queries.containsKey(QueryContract.INVOICE_LINES)) {
      return Map.of();
    }
    InvoiceReader reader = new InvoiceReader();
    List<String> codes = List.copyOf(orderCodes);
    for (int from = 0; from < codes.size(); from += NamedQuery.ORDERS_AT_ONCE) {
      List<String> some =
          codes.subList(from, Math.min(codes.size(), from + NamedQuery.ORDERS_AT_ONCE));
      rows(QueryContract.INVOICE_LINES, places(some), reader::add);
    }
    return reader.finalInvoices(problems);
  }

  @Override
  public synchronized List<Merged> merges(
      @Nullable Instant changedSince, Consumer<UnreadableCredit> problems) {
    List<Merged> merges = new ArrayList<>();
    if (queries.containsKey(QueryContract.MERGES)) {
      each(
          QueryContract.MERGES,
          changedSince,
          row -> {
            try {
              merges.add(
                  new Merged(
                      row.code("merge_id"),
                      row.code("from_company_id"),
                      row.code("into_company_id")));
            } catch (BadField e) {
              problems.accept(e.problem());
            }
          });
    }
    return merges;
  }

  /** As many as the query has places for; asking for one twice changes nothing. */
  private static List<String> places(List<String> codes) {
    List<String> all = new ArrayList<>(codes);
    while (all.size() < NamedQuery.ORDERS_AT_ONCE) {
      all.add(codes.get(0));
    }
    return all;
  }

  /** Ends the connection; a call after this is refused. */
  @Override
  public synchronized void close() {
    closed = true;
    disconnect();
  }

  private void each(
      QueryContract contract, @Nullable Instant changedSince, Consumer<SourceRow> rows) {
    rows(contract, List.of(time.since(changedSince)), rows);
  }

  private void rows(QueryContract contract, List<?> values, Consumer<SourceRow> rows) {
    CopyConnection open = connected();
    NamedQuery query = query(contract);
    boolean ended = false;
    try {
      open.each(query, contract, values, rows);
      ended = true;
    } catch (SQLException e) {
      throw ReportingCopyException.failed(query.name(), e, settings.querySeconds());
    } finally {
      // Whoever takes the rows may fail too, in the middle of a result.
      if (!ended) {
        disconnect();
      }
    }
  }

  private synchronized CopyConnection connected() {
    if (closed) {
      throw new IllegalStateException("this reporting copy was closed");
    }
    CopyConnection open = connection;
    if (open != null && open.isUsable()) {
      return open;
    }
    disconnect();
    try {
      open = CopyConnection.open(settings);
    } catch (SQLException e) {
      throw ReportingCopyException.unreachable(e);
    }
    connection = open;
    boolean checked = false;
    try {
      for (QueryContract contract : queries.keySet()) {
        check(open, contract);
      }
      checked = true;
    } finally {
      if (!checked) {
        disconnect();
      }
    }
    return open;
  }

  private void check(CopyConnection open, QueryContract contract) {
    NamedQuery query = query(contract);
    try {
      Object nothing = contract == QueryContract.INVOICE_LINES ? NO_ORDER : ErpTime.FOR_EVER;
      open.each(query, contract, List.of(nothing), row -> {});
    } catch (SQLException e) {
      String state = ReportingCopyException.state(e);
      if (PASSING.matcher(state).matches()) {
        throw ReportingCopyException.failed(query.name(), e, settings.querySeconds());
      }
      throw new IllegalArgumentException(
          "query "
              + query.name()
              + (state.equals(WRITES) ? ": writes" : ": fails")
              + ", SQLState "
              + state
              + ". Run it in a client of the database, as the same user, and correct it.");
    }
  }

  private NamedQuery query(QueryContract contract) {
    NamedQuery query = queries.get(contract);
    if (query == null) {
      throw new IllegalStateException("no query for " + contract);
    }
    return query;
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
