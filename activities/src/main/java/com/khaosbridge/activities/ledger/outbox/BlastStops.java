package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Audit;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is stopped at destinations because more of it came than its limit. What waits for that stays
 * in the outbox, under the case of the stop; once the stop is lifted, exactly that may go without
 * being counted. The stop of a {@linkplain MassFlips mass flip} holds what it is about instead, at
 * all destinations; that is decided anew once it is lifted.
 */
public final class BlastStops {
  private static final String OPT_OUTS_WAIT =
      " OPT-OUTS ARE AMONG WHAT IS STOPPED: until you decide, who opted out can still be mailed"
          + " there.";

  private final LedgerDatabase database;
  private final String source;
  private final Cases cases;
  private final Deliveries deliveries;
  private final Dependants dependants;
  private final PendingSignals signals;

  public BlastStops(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
    this.deliveries = new Deliveries(database, source);
    this.dependants = new Dependants(database, source);
    this.signals = new PendingSignals(database, source);
  }

  /** Nobody else claims what is limited, or lifts a stop, until the transaction's end. */
  void alone(String destination) {
    database.oneAtATime("blast limit " + source + " " + destination);
  }

  /** The cases under which something is stopped at a destination. */
  Map<Limited, Long> open(String destination) {
    Map<Limited, Long> open = new EnumMap<>(Limited.class);
    database
        .sql()
        .sql(
            "select what, case_id from stop where source = ? and destination = ? and lifted_at is"
                + " null")
        .params(source, destination)
        .query(
            row -> {
              open.put(Limited.valueOf(row.getString("what")), row.getLong("case_id"));
            });
    return open;
  }

  /** From now on nothing of this goes to the destination. Gives the case that says so. */
  long stop(String destination, Limited what, BlastLimits limits) {
    // Each stop has a case of its own, so that what one let go is not stopped by the next.
    String limit = limit(what, limits);
    String cause =
        "more than " + limit + ", stopped at " + Instant.now().truncatedTo(ChronoUnit.MILLIS);
    long caseId = cases.open(destination, CaseType.BLAST_LIMIT, cause, "More than " + limit + ".");
    database
        .sql()
        .sql("insert into stop (source, destination, what, case_id) values (?, ?, ?, ?)")
        .params(source, destination, what.name(), caseId)
        .update();
    return caseId;
  }

  /** These wait until the stop is lifted. */
  void wait(Collection<Long> ids, Limited what, long caseId, BlastLimits limits) {
    deliveries.stop(Selection.of(ids), caseId);
    cases.rephrase(
        caseId,
        "More than "
            + limit(what, limits)
            + ". "
            + waiting(caseId)
            + " wait; whatever else is to go there goes on."
            + (what == Limited.OPT_OUT ? OPT_OUTS_WAIT : ""));
  }

  private static String limit(Limited what, BlastLimits limits) {
    return limits.most(what) + " " + what.words() + " within " + words(limits.window());
  }

  private static String words(Duration window) {
    return window.toSecondsPart() == 0 && window.toNanosPart() == 0
        ? window.toMinutes() + " minutes"
        : window.toString();
  }

  private long waiting(long caseId) {
    return database
        .sql()
        .sql("select count(*) from delivery where case_id = ?")
        .param(caseId)
        .query(Long.class)
        .single();
  }

  /** Whether this case stops something now. */
  public boolean isStop(long caseId) {
    return destination(caseId).isPresent();
  }

  private Optional<String> destination(long caseId) {
    return database
        .sql()
        .sql("select destination from stop where case_id = ? and source = ? and lifted_at is null")
        .params(caseId, source)
        .query(String.class)
        .optional();
  }

  /**
   * Lets go what waits under a case, and counts anew from now on.
   *
   * @param person a role or login name
   * @return how many deliveries go; nothing if the case stops nothing
   */
  public OptionalLong lift(long caseId, String person, String reason) {
    return end(caseId, person, reason, "lifted", false);
  }

  /** Excludes what waits under a case, and counts anew from now on. */
  public OptionalLong exclude(long caseId, String person, String reason) {
    return end(caseId, person, reason, "excluded", true);
  }

  private OptionalLong end(
      long caseId, String person, String reason, String action, boolean excludes) {
    return database.inTransaction(
        () -> {
          String destination = destination(caseId).orElse(null);
          if (destination == null) {
            return OptionalLong.empty();
          }
          if (destination.equals(Cases.ERP)) {
            database.recordAlone(source);
          }
          alone(destination);
          List<String> lifted =
              database
                  .sql()
                  .sql(
                      "update stop set lifted_at = now() where case_id = ? and lifted_at is null"
                          + " returning what")
                  .param(caseId)
                  .query(String.class)
                  .list();
          if (lifted.isEmpty()) {
            return OptionalLong.empty();
          }
          database
              .sql()
              .sql(
                  "delete from blast_count where source = ? and destination = ? and what = any (?)")
              .params(source, destination, lifted.toArray(String[]::new))
              .update();
          long concerned = waiting(caseId);
          Selection its = Selection.where("d.case_id = ?", caseId);
          if (excludes) {
            List<ChangedDelivery> excluded =
                deliveries.exclude(
                    its.standing(DeliveryStatus.READY, DeliveryStatus.HELD),
                    new Exclusion(ExclusionReason.DECIDED, reason));
            excluded.stream()
                .filter(each -> each.kind() == DeliveryKind.CONTACT)
                .forEach(each -> followContact(Objects.requireNonNull(each.personId())));
          } else {
            deliveries.goOn(its.standing(DeliveryStatus.HELD), Lane.LIVE).forEach(signals::changed);
          }
          new Audit(database).write(person, action, "case " + caseId, reason);
          cases.closeEmpty(List.of(caseId));
          return OptionalLong.of(concerned);
        });
  }

  /** What waits for a contact that will never be made waits no longer. */
  private void followContact(String personId) {
    database
        .sql()
        .sql(
            "select distinct destination from delivery where source = ? and person_id = ? and"
                + " ended_at is null")
        .params(source, personId)
        .query(String.class)
        .list()
        .forEach(destination -> dependants.followContact(destination, personId));
  }
}
