package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.workflows.decision.DeliveryPlan;
import com.khaosbridge.workflows.decision.DeliveryPlan.PlannedDelivery;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects the observed changes of one transaction and the deliveries they cause, and writes them
 * in batches. How many each destination is owed is kept with the change, as the plan of that moment
 * said: a later one may say otherwise.
 */
final class Observations {
  private static final int BATCH = 1000;
  private static final int SEQUENCES_AT_ONCE = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Deque<Long> sequences = new ArrayDeque<>();
  private final List<Object[]> observations = new ArrayList<>();
  private final List<NewDelivery> deliveries = new ArrayList<>();

  Observations(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = scopes;
  }

  /** Makes a delivery of what a destination is owed. */
  interface Planner {
    /**
     * @param seq the change's place in the ledger's order
     */
    NewDelivery delivery(long seq, DestinationScope scope, PlannedDelivery owed);
  }

  /**
   * Records a change and what every destination is owed for it.
   *
   * @return the change's place in the ledger's order
   */
  long add(Occurrence occurrence, Planner planner) {
    long seq = nextSequence();
    ObjectNode counts = JSON.createObjectNode();
    for (DestinationScope scope : scopes) {
      List<PlannedDelivery> owed =
          DeliveryPlan.owed(
              scope, occurrence.change(), occurrence.occurredAt(), occurrence.lane() == Lane.LIVE);
      counts.put(scope.name(), owed.size());
      owed.forEach(one -> deliveries.add(planner.delivery(seq, scope, one)));
    }
    observations.add(
        new Object[] {
          seq,
          source,
          occurrence.change().name(),
          occurrence.businessKey(),
          occurrence.personId(),
          occurrence.orderCode(),
          Columns.at(occurrence.occurredAt()),
          Columns.at(occurrence.observedAt()),
          occurrence.lane() == Lane.LIVE,
          occurrence.guest(),
          occurrence.exVat(),
          counts.toString()
        });
    return seq;
  }

  /** Writes everything. Call it within the transaction that recorded the facts. */
  void write() {
    batch(
        """
        insert into observation (seq, source, change, business_key, person_id, order_code,
          occurred_at, observed_at, live, guest, ex_vat, owed)
        overriding system value values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
        """,
        observations);
    new Deliveries(database, source).record(deliveries);
  }

  private void batch(String sql, List<Object[]> rows) {
    for (int from = 0; from < rows.size(); from += BATCH) {
      database.batches().batchUpdate(sql, rows.subList(from, Math.min(rows.size(), from + BATCH)));
    }
  }

  private long nextSequence() {
    if (sequences.isEmpty()) {
      sequences.addAll(
          database
              .sql()
              .sql(
                  "select nextval(pg_get_serial_sequence('observation', 'seq')) from"
                      + " generate_series(1, ?)")
              .param(SEQUENCES_AT_ONCE)
              .query(Long.class)
              .list());
    }
    return sequences.removeFirst();
  }
}
