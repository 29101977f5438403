package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Which rows are in which call, and what becomes of them when a call never began or got lost. */
final class Claims {
  // "offset 0" keeps the planner from making a join of it: believing that few are ready, it
  // compares each with each.
  private static final String FENCE =
      """
       and not exists (select 1 from delivery c where c.destination = d.destination
          and c.source = d.source and c.person_id = d.person_id and c.status %s
          and c.kind in ('CONTACT', 'CONSENT') offset 0)
        and not exists (select 1 from delivery n where n.destination = d.destination
          and n.source = d.source and n.person_id = d.person_id and n.status %s
          and n.kind = d.kind and n.id > d.id offset 0)
      """
          .formatted(StatusSql.CLAIMED, StatusSql.in(DeliveryStatus.READY));
  private static final String RECORD_FENCE =
      """
       and not exists (select 1 from delivery c where c.destination = d.destination
          and c.source = d.source and c.business_key = d.business_key and c.status %s
          and c.kind in ('ORDER', 'METRICS') and c.kind = d.kind offset 0)
        and not exists (select 1 from delivery n where n.destination = d.destination
          and n.source = d.source and n.business_key = d.business_key and n.status %s
          and n.kind = d.kind and n.id > d.id offset 0)
      """
          .formatted(StatusSql.CLAIMED, StatusSql.in(DeliveryStatus.READY));

  private final LedgerDatabase database;
  private final String source;
  private final Deliveries deliveries;
  private final DeliveryReads reads;
  private final Dependants dependants;
  private final BlastLimit blastLimit;

  Claims(LedgerDatabase database, String source, BlastLimits limits) {
    this.database = database;
    this.source = source;
    this.deliveries = new Deliveries(database, source);
    this.reads = new DeliveryReads(database, source);
    this.dependants = new Dependants(database, source);
    this.blastLimit = new BlastLimit(database, source, limits);
  }

  /**
   * Claims rows for one call. No other claim on the same contact, or record, is under way; of what
   * is live, only as much goes as the limits allow.
   */
  List<ClaimedDelivery> claim(
      String destination, DeliveryKind kind, Lane lane, int limit, UUID claim) {
    String fence = fence(kind);
    if (!fence.isEmpty()) {
      database.oneAtATime("fence " + source + " " + destination);
    }
    Selection which =
        Selection.where(
            "d.destination = ? and d.source = ? and d.kind = ? and d.lane = ?" + fence,
            destination,
            source,
            kind.name(),
            lane.name());
    return lane == Lane.LIVE && Limited.concerns(kind)
        ? blastLimit.claim(destination, kind, which, limit, claim)
        : deliveries.claim(which, limit, claim);
  }

  private static String fence(DeliveryKind kind) {
    return switch (kind) {
      case CONTACT, CONSENT -> FENCE;
      case ORDER, METRICS -> RECORD_FENCE;
      case SALES_ROWS, EVENT, RETIREMENT -> "";
    };
  }

  /** Gives back what was claimed for a call that never began. */
  void giveBack(UUID claim) {
    deliveries.giveBack(Selection.where("d.claim = ?", claim));
  }

  /**
   * Gives back what a dead sender had claimed.
   *
   * @param repeatable kinds that may be sent again
   * @return the rows of the others, by claim
   */
  Map<UUID, List<ClaimedDelivery>> recover(String destination, Set<DeliveryKind> repeatable) {
    Selection again =
        Selection.where(
            "d.destination = ? and d.source = ? and d.kind = any (?)",
            destination,
            source,
            repeatable.stream().map(DeliveryKind::name).toArray(String[]::new));
    giveWay(destination, again);
    deliveries.giveBack(again);
    Map<UUID, List<ClaimedDelivery>> lost = new LinkedHashMap<>();
    database
        .sql()
        .sql(
            """
            select d.*, now() as claimed_at, cast(null as text) as contact_id from delivery d
            where destination = ? and source = ? and status %s order by id
            """
                .formatted(StatusSql.CLAIMED))
        .params(destination, source)
        .query(
            (ResultSet row) -> {
              lost.computeIfAbsent(row.getObject("claim", UUID.class), id -> new ArrayList<>())
                  .add(ClaimedDelivery.read(row, 0));
            });
    return lost;
  }

  /** What was in a lost call gives way to a newer version. */
  private void giveWay(String destination, Selection again) {
    deliveries.supersede(
        again.and("d.kind in ('ORDER', 'METRICS')").standing(DeliveryStatus.CLAIMED));
    Selection old =
        again
            .and(
                """
                d.kind in ('CONTACT', 'CONSENT') and exists (select 1 from delivery n
                  where n.destination = d.destination and n.source = d.source and n.kind = d.kind
                    and n.person_id = d.person_id and n.seq > d.seq)
                """)
            .standing(DeliveryStatus.CLAIMED);
    Set<String> persons = new TreeSet<>();
    deliveries
        .exclude(old, Exclusion.of(ExclusionReason.SUPERSEDED))
        .forEach(gone -> persons.add(Objects.requireNonNull(gone.personId())));
    for (String person : persons) {
      if (!reads.isLinked(destination, person)) {
        dependants.followContact(destination, person);
      }
    }
  }
}
