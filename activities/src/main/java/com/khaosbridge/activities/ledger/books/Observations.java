package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the observed changes of one transaction and the deliveries they cause, and writes them
 * in batches.
 */
final class Observations {
  private static final int BATCH = 1000;
  private static final int SEQUENCES_AT_ONCE = 500;

  private final LedgerDatabase database;
  private final String source;
  private final Deque<Long> sequences = new ArrayDeque<>();
  private final List<Object[]> observations = new ArrayList<>();
  private final List<NewDelivery> deliveries = new ArrayList<>();

  Observations(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** Records a change and gives its place in the ledger's order. */
  long add(
      Change change,
      String businessKey,
      @Nullable String personId,
      @Nullable String orderCode,
      Instant occurredAt,
      Instant observedAt,
      Lane lane,
      boolean guest,
      @Nullable BigDecimal exVat) {
    long seq = nextSequence();
    observations.add(
        new Object[] {
          seq,
          source,
          change.name(),
          businessKey,
          personId,
          orderCode,
          Columns.at(occurredAt),
          Columns.at(observedAt),
          lane == Lane.LIVE,
          guest,
          exVat
        });
    return seq;
  }

  void add(NewDelivery delivery) {
    deliveries.add(delivery);
  }

  boolean isEmpty() {
    return observations.isEmpty();
  }

  /** Writes everything. Call it within the transaction that recorded the facts. */
  void write() {
    batch(
        """
        insert into observation (seq, source, change, business_key, person_id, order_code,
          occurred_at, observed_at, live, guest, ex_vat)
        overriding system value values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
