package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Changes of consent in the ERP by more customers at once than change their mind. From the first of
 * them on, what became opted in or unknown is held under one case until a person decides; opt-outs
 * go.
 */
public final class MassFlips {
  /** Of {@code consent_transition t}: a customer's consent changed, and not by our settings. */
  private static final String TURN = "t.from_value is not null and not t.by_settings";

  private final LedgerDatabase database;
  private final String source;
  private final Cases cases;
  private final Deliveries deliveries;
  private final Persons persons;
  private final BindingOptOuts binding;
  private final Dependants dependants;

  public MassFlips(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
    this.deliveries = new Deliveries(database, source);
    this.persons = new Persons(database, source);
    this.binding = new BindingOptOuts(database, source);
    this.dependants = new Dependants(database, source);
  }

  /** Looks at what was just recorded, in its transaction, once what follows from it is planned. */
  public void look(MassFlipLimit limit) {
    Optional<Long> open = open();
    OptionalLong caseId = open.isPresent() ? OptionalLong.of(open.get()) : stopIfTooMany(limit);
    caseId.ifPresent(
        id -> {
          hold(id);
          tell(id);
        });
  }

  private Optional<Long> open() {
    return database
        .sql()
        .sql(
            "select case_id from stop where source = ? and what = 'MASS_FLIP' and lifted_at is null")
        .param(source)
        .query(Long.class)
        .optional();
  }

  private OptionalLong stopIfTooMany(MassFlipLimit limit) {
    // What a person has decided about counts no more.
    String window =
        """
        greatest(now() - interval '1 hour',
          (select max(lifted_at) from stop where source = ? and what = 'MASS_FLIP'))
        """;
    long flips =
        database
            .sql()
            .sql(
                "select count(distinct t.company_id) from consent_transition t where t.source = ?"
                    + " and "
                    + TURN
                    + " and t.recorded_at > "
                    + window)
            .params(source, source)
            .query(Long.class)
            .single();
    if (!limit.isExceededBy(flips, 0) || !limit.isExceededBy(flips, known())) {
      return OptionalLong.empty();
    }
    long id =
        cases.open(
            Cases.ERP,
            CaseType.MASS_FLIP,
            "many customers changed their consent at once, found at "
                + Instant.now().truncatedTo(ChronoUnit.MILLIS),
            flips + " customers changed their consent in Khaos Control within an hour.");
    database
        .sql()
        .sql(
            "insert into stop (source, destination, what, case_id, since) values (?, ?, 'MASS_FLIP',"
                + " ?, "
                + window
                + ")")
        .params(source, Cases.ERP, id, source)
        .update();
    return OptionalLong.of(id);
  }

  private long known() {
    return database
        .sql()
        .sql("select count(*) from customer where source = ? and vanished_at is null")
        .param(source)
        .query(Long.class)
        .single();
  }

  private record Unsent(long id, String destination, DeliveryKind kind, String personId) {}

  /** What was let go, or held as unknown, before it was known that there are so many. */
  private void hold(long caseId) {
    List<Unsent> unsent =
        database
            .sql()
            .sql(
                """
                select d.id, d.destination, d.kind, d.person_id from stop s
                join delivery d on d.source = s.source and d.ended_at is null and d.person_id in (
                  select t.person_id from consent_transition t where t.source = s.source
                    and t.recorded_at > s.since and %s and t.to_value <> 'OPTED_OUT')
                where s.case_id = ? and (
                  d.kind = 'CONSENT' and d.status %s
                  or d.kind = 'CONTACT' and d.status %s and not exists (
                    select 1 from contact_link l where l.destination = d.destination
                      and l.source = d.source and l.person_id = d.person_id)
                  or d.kind = 'CONSENT' and d.status %s and exists (
                    select 1 from bridge_case c where c.id = d.case_id and c.type = ?))
                order by d.id
                """
                    .formatted(
                        TURN,
                        StatusSql.in(DeliveryStatus.READY),
                        StatusSql.in(DeliveryStatus.READY),
                        StatusSql.HELD))
            .params(caseId, CaseType.CONSENT_UNKNOWN.name())
            .query(
                (row, n) ->
                    new Unsent(
                        row.getLong("id"),
                        row.getString("destination"),
                        DeliveryKind.valueOf(row.getString("kind")),
                        row.getString("person_id")))
            .list();
    Map<String, Consent> consents =
        persons.mailConsents(unsent.stream().map(Unsent::personId).distinct().toList());
    List<Unsent> held =
        unsent.stream()
            .filter(
                each ->
                    isHeld(each.kind(), consents.getOrDefault(each.personId(), Consent.UNKNOWN))
                        && !binding.binds(each.destination(), each.personId()))
            .toList();
    if (held.isEmpty()) {
      return;
    }
    deliveries.hold(
        Selection.of(held.stream().map(Unsent::id).toList())
            .standing(DeliveryStatus.READY, DeliveryStatus.HELD),
        caseId);
    held.stream()
        .filter(each -> each.kind() == DeliveryKind.CONTACT)
        .forEach(each -> dependants.hold(each.destination(), each.personId(), caseId));
  }

  /** An opt-out always goes, and so does a contact that is made without an opt-in. */
  private static boolean isHeld(DeliveryKind kind, Consent consent) {
    return consent == Consent.OPTED_IN
        || kind == DeliveryKind.CONSENT && consent == Consent.UNKNOWN;
  }

  private void tell(long caseId) {
    String happened =
        database
            .sql()
            .sql(
                """
                select count(distinct t.company_id) filter (where t.to_value = 'OPTED_IN')
                  || ' customers turned to opted in, '
                  || count(distinct t.company_id) filter (where t.to_value = 'UNKNOWN')
                  || ' to unknown and '
                  || count(distinct t.company_id) filter (where t.to_value = 'OPTED_OUT')
                  || ' to opted out'
                from stop s join consent_transition t on t.source = s.source
                  and t.recorded_at > s.since and %s
                where s.case_id = ?
                """
                    .formatted(TURN))
            .param(caseId)
            .query(String.class)
            .single();
    cases.rephrase(
        caseId,
        "Of " + known() + " known customers, " + happened + " in Khaos Control. Opt-outs go.");
  }

  /**
   * The case under which what a person turned to is held; it can't be decided before the
   * transaction's end.
   *
   * @param erp what the ERP says of the person
   */
  OptionalLong holding(DeliveryKind kind, String personId, Consent erp) {
    if (!isHeld(kind, erp)) {
      return OptionalLong.empty();
    }
    return database
        .sql()
        .sql(
            """
            select s.case_id from stop s
            where s.source = ? and s.what = 'MASS_FLIP' and s.lifted_at is null and exists (
              select 1 from consent_transition t where t.source = s.source and t.person_id = ?
                and t.recorded_at > s.since and %s and t.to_value <> 'OPTED_OUT')
            for share of s
            """
                .formatted(TURN))
        .params(source, personId)
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }
}
