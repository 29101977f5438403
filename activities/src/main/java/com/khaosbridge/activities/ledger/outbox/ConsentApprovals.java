package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Audit;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.List;

/**
 * Whether somebody has looked at what comes of the first consents at a destination. Until then no
 * consent of contacts that were there before us is changed.
 */
public final class ConsentApprovals {
  private final LedgerDatabase database;
  private final String source;
  private final Deliveries deliveries;
  private final PendingSignals signals;

  public ConsentApprovals(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.deliveries = new Deliveries(database, source);
    this.signals = new PendingSignals(database, source);
  }

  public boolean isGiven(String destination) {
    return database
        .sql()
        .sql("select exists (select 1 from consent_approval where source = ? and destination = ?)")
        .params(source, destination)
        .query(Boolean.class)
        .single();
  }

  /**
   * Lets go what waits for it at a destination, and whatever comes later.
   *
   * @param preview what was looked at, by its short name
   * @param person a role or login name
   * @return how many consents go now
   */
  public int give(String destination, String preview, String person) {
    return database.inTransaction(
        () -> {
          database
              .sql()
              .sql(
                  """
                  insert into consent_approval (source, destination, preview, person)
                  values (?, ?, ?, ?) on conflict (source, destination) do nothing
                  """)
              .params(source, destination, preview, person)
              .update();
          new Audit(database).write(person, "approve", "consents at " + destination, preview);
          return goOn(destination);
        });
  }

  /** History stays history: it must not stand in the way of live work. */
  private int goOn(String destination) {
    Selection waiting =
        Selection.where(
                """
                d.source = ? and d.destination = ? and exists (select 1 from bridge_case c
                  where c.id = d.case_id and c.type = ?)
                """,
                source,
                destination,
                CaseType.CONSENT_NOT_APPROVED.name())
            .standing(DeliveryStatus.HELD);
    List<ChangedDelivery> going = deliveries.resume(waiting, true);
    going.stream().filter(each -> each.lane() == Lane.LIVE).forEach(signals::changed);
    return going.size();
  }
}
