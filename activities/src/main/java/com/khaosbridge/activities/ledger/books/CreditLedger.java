package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.CreditNote;
import com.khaosbridge.activities.credits.CreditRefund;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.workflows.decision.CreditAttribution;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records credit notes and refunds, and finds the orders that credit notes take back. Several
 * sources may report the same note, and each may report it again: it is one note, and only what it
 * says otherwise is news.
 */
public final class CreditLedger {
  private static final int ATTRIBUTED_AT_ONCE = 200;

  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final CreditRows rows;
  private final CreditParts parts;
  private final PendingSignals signals;
  private final OrderLives lives;

  public CreditLedger(
      LedgerDatabase database, String source, List<DestinationScope> scopes, OrderTimes times) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.rows = new CreditRows(database, source);
    this.parts = new CreditParts(database, source);
    this.signals = new PendingSignals(database, source);
    this.lives = new OrderLives(database, source, times);
  }

  /**
   * Records credit notes as just read. Their orders are found by {@link #attribute}.
   *
   * @param observedAt business time before the read
   * @return how many notes were new or said otherwise than before
   */
  public int record(Collection<CreditNote> notes, Instant observedAt, Lane lane) {
    return database.inTransaction(
        () -> {
          database.oneAtATime(CustomerLedger.recordingOf(source));
          Map<String, CreditRows.Known> before = rows.known(notes);
          Map<String, String> persons = rows.personsOf(notes);
          Observations observations = new Observations(database, source, scopes);
          int news = 0;
          for (CreditNote note : notes) {
            CreditRows.Known known = before.get(note.creditId());
            if (known == null || !known.says(note)) {
              observations.add(
                  occurrence(note, known, persons, observedAt, lane),
                  (seq, scope, owed) -> {
                    throw new IllegalStateException("a credit note owes nothing by itself");
                  });
              news++;
            }
          }
          Set<String> changed = rows.write(notes, before, observedAt, lane);
          observations.write();
          tell(parts.takeOff(changed));
          return news;
        });
  }

  private static Occurrence occurrence(
      CreditNote note,
      CreditRows.@Nullable Known before,
      Map<String, String> persons,
      Instant observedAt,
      Lane lane) {
    String companyId = note.companyId();
    return new Occurrence(
        Change.CREDITED,
        note.creditId(),
        companyId == null ? null : persons.get(companyId),
        note.orderCode(),
        note.issuedAt(),
        observedAt,
        lane,
        companyId == null,
        before == null ? note.exVat() : note.exVat().subtract(before.exVat()));
  }

  /** Records refunds; what is known is left as it is. */
  public void recordRefunds(Collection<CreditRefund> refunds, Instant observedAt) {
    database.inTransaction(() -> tell(rows.writeRefunds(refunds, observedAt)));
  }

  /**
   * Finds the orders of the notes that wait and can be attributed now, the oldest first. A note
   * that names an order waits until that is invoiced; one that names none waits until its customer
   * and the history of orders are known.
   *
   * @return how many notes were attributed; there may be more
   */
  public int attribute() {
    return database.inTransaction(
        () -> {
          database.oneAtATime(CustomerLedger.recordingOf(source));
          List<WaitingCredit> waiting = parts.waiting(ATTRIBUTED_AT_ONCE);
          SoldOrders sold = SoldOrders.of(database, source, waiting);
          Set<String> live = new TreeSet<>();
          for (WaitingCredit note : waiting) {
            CreditAttribution.Result result =
                CreditAttribution.attribute(
                    note.lines(),
                    sold.before(note),
                    sold.has(note.orderCode()) ? note.orderCode() : null);
            parts.write(note, result);
            if (note.live()) {
              result.parts().forEach(part -> live.add(part.orderCode()));
            }
          }
          tell(live);
          return waiting.size();
        });
  }

  /** Call it in the transaction that changed what these orders are worth. */
  private void tell(Set<String> orderCodes) {
    if (!orderCodes.isEmpty()) {
      signals.add(PendingSignals.Kind.ORDER_REFUNDED, orderCodes);
      lives.schedule(orderCodes);
    }
  }
}
