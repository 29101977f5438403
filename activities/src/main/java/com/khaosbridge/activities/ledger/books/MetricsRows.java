package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of planned metrics. */
final class MetricsRows {
  private final LedgerDatabase database;
  private final String source;

  MetricsRows(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** The hashes of what was planned last for these persons, by person id. */
  Map<String, byte[]> planned(Collection<String> personIds) {
    Map<String, byte[]> hashes = new HashMap<>();
    database
        .sql()
        .sql(
            "select person_id, values_hash from person_metrics where source = ? and person_id = any"
                + " (?)")
        .params(source, personIds.toArray(String[]::new))
        .query(
            row -> {
              hashes.put(row.getString("person_id"), row.getBytes("values_hash"));
            });
    return hashes;
  }

  /** Those of these persons whose metrics are planned and not on their way. */
  List<String> stillPlanned(String[] personIds) {
    return database
        .sql()
        .sql(
            "select distinct person_id from delivery where source = ? and person_id = any (?) and"
                + " kind = 'METRICS' and status "
                + StatusSql.in(DeliveryStatus.PLANNED))
        .params(source, personIds)
        .query(String.class)
        .list();
  }

  /** On which day these persons' metrics were planned last; who never was has no entry. */
  Map<String, LocalDate> plannedOn(Collection<String> personIds) {
    Map<String, LocalDate> days = new HashMap<>();
    database
        .sql()
        .sql(
            "select person_id, computed_on from person_metrics where source = ? and person_id = any"
                + " (?)")
        .params(source, personIds.toArray(String[]::new))
        .query(
            row -> {
              days.put(row.getString("person_id"), row.getObject("computed_on", LocalDate.class));
            });
    return days;
  }

  void write(Map<String, byte[]> hashes, LocalDate day) {
    database
        .batches()
        .batchUpdate(
            """
            insert into person_metrics (source, person_id, values_hash, computed_on)
            values (?, ?, ?, ?) on conflict (source, person_id) do update
            set values_hash = excluded.values_hash, computed_on = excluded.computed_on
            """,
            hashes.entrySet().stream()
                .map(entry -> new Object[] {source, entry.getKey(), entry.getValue(), day})
                .toList());
  }

  /** Up to which change metrics are planned; no value until those of history are. */
  Optional<Long> cursor() {
    return database
        .sql()
        .sql("select seq from metrics_cursor where source = ?")
        .param(source)
        .query(Long.class)
        .optional();
  }

  /** Changes after this one are planned as they come. */
  void begin(long seq) {
    database
        .sql()
        .sql("insert into metrics_cursor (source, seq) values (?, ?) on conflict do nothing")
        .params(source, seq)
        .update();
  }

  void move(long seq) {
    database
        .sql()
        .sql("update metrics_cursor set seq = ? where source = ?")
        .params(seq, source)
        .update();
  }

  /** The newest change. Call it in a transaction: none before it is still to come. */
  long newest() {
    database.recordAlone(source);
    return database
        .sql()
        .sql("select coalesce(max(seq), 0) from observation where source = ?")
        .param(source)
        .query(Long.class)
        .single();
  }

  /** Also of who has no figures any more, as an alias. */
  void lookedAt(List<String> personIds, LocalDate day) {
    database
        .sql()
        .sql("update person_metrics set computed_on = ? where source = ? and person_id = any (?)")
        .params(day, source, personIds.toArray(String[]::new))
        .update();
  }

  /** Persons whose metrics were planned before this day, the oldest first. */
  List<String> before(LocalDate day, int limit) {
    return database
        .sql()
        .sql(
            """
            select person_id from person_metrics where source = ? and computed_on < ?
            order by computed_on limit ?
            """)
        .params(source, day, limit)
        .query(String.class)
        .list();
  }
}
