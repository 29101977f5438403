package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets into a call what is within the limits. Of what is more, the kind is stopped, until a person
 * says that so many are meant. Counted is what was claimed, however it ended, each delivery once.
 */
final class BlastLimit {
  private static final int PAGE = 500;

  /** So that many who wait are looked through in several transactions. */
  private static final int PAGES = 20;

  private final LedgerDatabase database;
  private final String source;
  private final BlastLimits limits;
  private final Deliveries deliveries;
  private final Persons persons;
  private final BindingOptOuts binding;
  private final BlastStops stops;

  BlastLimit(LedgerDatabase database, String source, BlastLimits limits) {
    this.database = database;
    this.source = source;
    this.limits = limits;
    this.deliveries = new Deliveries(database, source);
    this.persons = new Persons(database, source);
    this.binding = new BindingOptOuts(database, source);
    this.stops = new BlastStops(database, source);
  }

  /**
   * Claims for one call as many as may go.
   *
   * @param which what may be claimed apart from the limits
   */
  List<ClaimedDelivery> claim(
      String destination, DeliveryKind kind, Selection which, int most, UUID claim) {
    stops.alone(destination);
    for (int page = 0; page < PAGES; page++) {
      List<Candidate> candidates = candidates(destination, kind, which, Math.max(PAGE, most));
      if (candidates.isEmpty()) {
        return List.of();
      }
      List<Long> go = sift(destination, candidates, most);
      if (!go.isEmpty()) {
        return deliveries.claim(Selection.of(go), most, claim);
      }
    }
    return List.of();
  }

  /**
   * What may be next.
   *
   * @param what it counts as; null if it is not limited
   * @param counted whether it counts already
   */
  private record Candidate(long id, @Nullable Limited what, boolean counted) {}

  private record Row(long id, @Nullable String personId, boolean released, boolean counted) {}

  private List<Candidate> candidates(
      String destination, DeliveryKind kind, Selection which, int limit) {
    List<@Nullable Object> params = new ArrayList<>(which.params());
    params.add(limit);
    List<Row> rows =
        database
            .sql()
            .sql(
                """
                select d.id, d.person_id, exists (select 1 from stop s where s.case_id = d.case_id)
                  as released, exists (select 1 from blast_count b where b.delivery_id = d.id)
                  as counted
                from delivery d where (%s) and d.status %s and d.not_before <= now()
                  and not exists (select 1 from stop s where s.case_id = d.case_id
                    and s.lifted_at is null)
                order by d.priority, d.id limit ? for update of d skip locked
                """
                    .formatted(which.condition(), StatusSql.in(DeliveryStatus.READY)))
            .params(params)
            .query(
                (row, n) ->
                    new Row(
                        row.getLong("id"),
                        row.getString("person_id"),
                        row.getBoolean("released"),
                        row.getBoolean("counted")))
            .list();
    Map<String, Consent> consents =
        kind == DeliveryKind.CONSENT
            ? binding.over(
                destination,
                persons.mailConsents(
                    rows.stream().map(Row::personId).filter(Objects::nonNull).distinct().toList()))
            : Map.of();
    return rows.stream()
        .map(row -> new Candidate(row.id(), what(kind, row, consents), row.counted()))
        .toList();
  }

  /** What a person let go is limited no more. */
  private static @Nullable Limited what(DeliveryKind kind, Row row, Map<String, Consent> consents) {
    return row.released() ? null : Limited.of(kind, consent(row, consents));
  }

  private static Consent consent(Row row, Map<String, Consent> consents) {
    return row.personId() == null
        ? Consent.UNKNOWN
        : consents.getOrDefault(row.personId(), Consent.UNKNOWN);
  }

  /** Those of them that go now, at most so many; of the others, what is stopped waits. */
  private List<Long> sift(String destination, List<Candidate> candidates, int most) {
    Map<Limited, Long> stopped = stops.open(destination);
    Map<Limited, Integer> used = used(destination);
    Map<Limited, List<Long>> counted = new EnumMap<>(Limited.class);
    Map<Limited, List<Long>> waiting = new EnumMap<>(Limited.class);
    List<Long> go = new ArrayList<>();
    for (Candidate each : candidates) {
      Limited what = each.what();
      if (what != null && !stopped.containsKey(what) && !each.counted() && isFull(what, used)) {
        stopped.put(what, stops.stop(destination, what, limits));
      }
      if (what != null && stopped.containsKey(what)) {
        waiting.computeIfAbsent(what, kind -> new ArrayList<>()).add(each.id());
      } else if (go.size() < most) {
        go.add(each.id());
        if (what != null && !each.counted()) {
          used.merge(what, 1, Integer::sum);
          counted.computeIfAbsent(what, kind -> new ArrayList<>()).add(each.id());
        }
      }
    }
    counted.forEach((what, ids) -> count(destination, what, ids));
    waiting.forEach(
        (what, ids) -> stops.wait(ids, what, Objects.requireNonNull(stopped.get(what)), limits));
    return go;
  }

  private boolean isFull(Limited what, Map<Limited, Integer> used) {
    return used.getOrDefault(what, 0) >= limits.most(what);
  }

  /** What counts at a destination; what is older than the window counts no more. */
  private Map<Limited, Integer> used(String destination) {
    database
        .sql()
        .sql(
            "delete from blast_count where source = ? and destination = ? and claimed_at <= now() -"
                + " ? * interval '1 millisecond'")
        .params(source, destination, limits.window().toMillis())
        .update();
    Map<Limited, Integer> used = new EnumMap<>(Limited.class);
    database
        .sql()
        .sql(
            "select what, count(*) as used from blast_count where source = ? and destination = ?"
                + " group by what")
        .params(source, destination)
        .query(
            row -> {
              used.put(Limited.valueOf(row.getString("what")), row.getInt("used"));
            });
    return used;
  }

  private void count(String destination, Limited what, List<Long> ids) {
    database
        .sql()
        .sql(
            "insert into blast_count (source, destination, what, delivery_id) select ?, ?, ?,"
                + " unnest(cast(? as bigint[]))")
        .params(source, destination, what.name(), ids.toArray(Long[]::new))
        .update();
  }
}
