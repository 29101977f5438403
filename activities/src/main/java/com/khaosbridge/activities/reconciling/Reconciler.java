package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.credits.RepeatableCredits;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.ReadBackException;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.CustomersToRead;
import com.khaosbridge.activities.ledger.outbox.FoundOptOuts;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.ledger.reports.AcceptedSales;
import com.khaosbridge.activities.ledger.reports.Expectations;
import com.khaosbridge.activities.ledger.reports.KnownMoney;
import com.khaosbridge.activities.observing.CountedMoney;
import com.khaosbridge.activities.observing.KhaosFacts;
import com.khaosbridge.activities.sending.PersonsInErp;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what the ERP has, what the ledger has seen of it, and what destinations have. */
public final class Reconciler {
  private final KhaosControl erp;
  private final KnownMoney known;
  private final CountedMoney money;
  private final DestinationReconciliation destinations;

  /**
   * @param facts made with the ledger's hash key; without it, a change in the ERP that the ledger
   *     has not seen yet is told as a difference
   */
  public Reconciler(
      LedgerDatabase database,
      String source,
      KhaosControl erp,
      CountedMoney money,
      @Nullable KhaosFacts facts,
      ExpectedMetrics metrics) {
    Persons persons = new Persons(database, source);
    this.erp = erp;
    this.money = money;
    this.known = new KnownMoney(database, source);
    this.destinations =
        new DestinationReconciliation(
            new Expectations(database, source),
            new AcceptedSales(database, source),
            new Profiles(
                new PersonsInErp(erp, persons),
                persons,
                new CustomersToRead(database, source),
                facts),
            metrics,
            new FoundOptOuts(database, source));
  }

  /**
   * Compares a destination with the ledger.
   *
   * @throws ReadBackException if it can't be read to its end
   * @throws ErpException if the ERP can't be asked
   */
  public Side destination(Destination destination, Window window) {
    return destinations.compare(destination, window);
  }

  /**
   * Compares the ledger with the ERP.
   *
   * @param from orders of this instant or after are asked for
   * @param to until then
   * @param credits sources that can be read again without being changed by it
   * @throws ErpException if the ERP can't be asked
   */
  public Side ledger(Instant from, Instant to, Window window, List<RepeatableCredits> credits) {
    ErpReconciliation orders = new ErpReconciliation(erp, known, money);
    orders.compare(from, to, window);
    orders.lookAgain();
    List<Difference> differences = new ArrayList<>(orders.differences());
    List<String> notes = new ArrayList<>(orders.notes());
    for (RepeatableCredits source : credits) {
      differences.addAll(
          new CreditReconciliation(known, money).compare(source, window, orders.sums()));
    }
    if (credits.isEmpty()) {
      notes.add("Credit notes were not compared: there is no reporting copy to read.");
    }
    long leftOut = orders.leftOut(window);
    if (leftOut > 0) {
      notes.add(leftOut + " orders of the ledger were not in the ERP's answers.");
    }
    return new Side(
        Difference.LEDGER,
        notes,
        true,
        orders.sums().expected(),
        orders.sums().there(),
        0,
        0,
        orders.pending(),
        0,
        orders.sums().days(),
        List.of(),
        differences);
  }
}
