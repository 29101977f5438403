package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.CreditNote;
import com.khaosbridge.activities.credits.CreditRefund;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records credit notes and refunds, finds the orders that credit notes take back, and plans what
 * destinations are owed for it. Several sources may report the same note, and each may report it
 * again: it is one note, and only what it says otherwise is news.
 */
public final class CreditLedger {
  private static final int ATTRIBUTED_AT_ONCE = 200;

  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final CreditRows rows;
  private final PendingSignals signals;
  private final OrderLives lives;
  private final CancelledAfterFinal cancelledAfterFinal;

  public CreditLedger(
      LedgerDatabase database, String source, List<DestinationScope> scopes, OrderTimes times) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.rows = new CreditRows(database, source);
    this.signals = new PendingSignals(database, source);
    this.lives = new OrderLives(database, source, times);
    this.cancelledAfterFinal = new CancelledAfterFinal(database, source, scopes, lives);
  }

  /**
   * Records credit notes as just read. Their orders are found by {@link #attribute}; a note that
   * says otherwise than before gives back what it had taken.
   *
   * @param observedAt business time before the read
   * @return how many notes were new or said otherwise than before
   */
  public int record(Collection<CreditNote> notes, Instant observedAt, Lane lane) {
    return database.inTransaction(
        () -> {
          database.recordAlone(source);
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
          Set<String> corrected = rows.write(notes, before, observedAt, lane);
          round(observations, observedAt).giveBack(corrected);
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
   * @param observedAt business time
   * @param lane history for the backfill, which tells of old notes in its own time
   * @return how many notes were attributed; there may be more
   */
  public int attribute(Instant observedAt, Lane lane) {
    return database.inTransaction(
        () -> {
          database.recordAlone(source);
          List<WaitingCredit> waiting =
              new CreditParts(database, source).waiting(lane, ATTRIBUTED_AT_ONCE);
          round(new Observations(database, source, scopes), observedAt).attribute(waiting);
          return waiting.size();
        });
  }

  /**
   * Tells people of the notes that take nothing back, and of those that wait for too long.
   *
   * @param now business time
   */
  public void tellOfTheRest(Instant now) {
    database.inTransaction(
        () -> {
          database.recordAlone(source);
          new CreditCases(database, source).check(now);
        });
  }

  private CreditRound round(Observations observations, Instant observedAt) {
    return new CreditRound(database, source, observations, observedAt, this::tell);
  }

  /** Call it in the transaction that changed what these orders are worth. */
  private void tell(Set<String> orderCodes) {
    if (!orderCodes.isEmpty()) {
      signals.add(PendingSignals.Kind.ORDER_REFUNDED, orderCodes);
      lives.schedule(orderCodes);
      cancelledAfterFinal.check(orderCodes);
    }
  }
}
