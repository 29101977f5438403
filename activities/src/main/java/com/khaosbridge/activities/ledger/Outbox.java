package com.khaosbridge.activities.ledger;

import com.khaosbridge.workflows.customer.Consent;
import com.khaosbridge.workflows.customer.ConsentRule;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import com.khaosbridge.workflows.delivery.DeliveryState;
import com.khaosbridge.workflows.delivery.Lane;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries on their way into a call: what may go goes into the outbox, and a sender claims it
 * from there. Everything that keeps a delivery from going (its contact, its validity, its consent)
 * is decided here, whichever lane it is in.
 */
public final class Outbox {
  static final String TOO_LATE = "too late";

  private final LedgerDatabase database;
  private final String source;
  private final Cases cases;
  private final CustomerLedger customers;

  public Outbox(LedgerDatabase database, String source, CustomerLedger customers) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
    this.customers = customers;
  }

  private record Row(
      long id,
      String destination,
      DeliveryKind kind,
      DeliveryState state,
      @Nullable String step,
      @Nullable String personId,
      @Nullable Instant validUntil) {}

  /**
   * Takes a delivery a step further: into the outbox if it may go, else to where it ends or waits.
   *
   * @param taskToken by which the waiting activity is completed at the verdict; null if none waits
   * @return where it stands, or empty if it is in the outbox and the verdict will tell
   */
  public Optional<DeliveryOutcome> enqueue(
      long deliveryId, byte @Nullable [] taskToken, Instant businessNow) {
    return database.inTransaction(
        () -> {
          Row row = lock(deliveryId);
          return switch (row.state()) {
            case DELIVERED -> Optional.of(DeliveryOutcome.delivered());
            case EXCLUDED -> Optional.of(DeliveryOutcome.excluded());
            case HELD -> Optional.of(held(deliveryId));
            case IN_FLIGHT -> advance(row, taskToken, businessNow);
          };
        });
  }

  private Optional<DeliveryOutcome> advance(
      Row row, byte @Nullable [] taskToken, Instant businessNow) {
    if ("READY".equals(row.step()) || "CLAIMED".equals(row.step())) {
      database
          .batches()
          .update("update delivery set task_token = ? where id = ?", taskToken, row.id());
      return Optional.empty();
    }
    if (row.validUntil() != null && row.validUntil().isBefore(businessNow)) {
      return Optional.of(exclude(row.id(), TOO_LATE));
    }
    if (row.kind() != DeliveryKind.CONTACT) {
      Optional<DeliveryOutcome> waits = contactFirst(row);
      if (waits.isPresent()) {
        return waits;
      }
    }
    if (row.kind() == DeliveryKind.CONSENT) {
      Optional<DeliveryOutcome> decided = consent(row);
      if (decided.isPresent()) {
        return decided;
      }
    }
    database
        .batches()
        .update(
            "update delivery set step = 'READY', not_before = now(), task_token = ? where id = ?",
            taskToken,
            row.id());
    return Optional.empty();
  }

  /**
   * Orders, events and consent wait until the destination has confirmed the contact, and share its
   * fate.
   */
  private Optional<DeliveryOutcome> contactFirst(Row row) {
    if (row.personId() == null) {
      return Optional.of(
          hold(
              row,
              CaseType.CUSTOMER_UNKNOWN,
              "the customer of this order is not in Khaos Control",
              false));
    }
    boolean linked =
        database
                .sql()
                .sql(
                    "select count(*) from contact_link where destination = ? and source = ? and"
                        + " person_id = ?")
                .params(row.destination(), source, row.personId())
                .query(Long.class)
                .single()
            > 0;
    if (linked) {
      return Optional.empty();
    }
    return Optional.of(
        database
            .sql()
            .sql(
                """
                select state, reason, case_id from delivery
                where destination = ? and source = ? and person_id = ? and kind = 'CONTACT'
                order by id desc limit 1
                """)
            .params(row.destination(), source, row.personId())
            .query(
                (contact, n) ->
                    followContact(
                        row,
                        DeliveryState.valueOf(contact.getString("state")),
                        contact.getString("reason"),
                        contact.getLong("case_id")))
            .optional()
            .orElseGet(
                () ->
                    hold(
                        row,
                        CaseType.CUSTOMER_UNKNOWN,
                        "the customer of this order was never read from Khaos Control",
                        false)));
  }

  private DeliveryOutcome followContact(
      Row row, DeliveryState contact, @Nullable String reason, long caseId) {
    return switch (contact) {
      case EXCLUDED -> exclude(row.id(), reason == null ? ContactRule.SUPERSEDED : reason);
      case HELD -> {
        database
            .batches()
            .update(
                "update delivery set state = 'HELD', step = null, case_id = ?, by_contact = true"
                    + " where id = ?",
                caseId,
                row.id());
        yield held(row.id());
      }
      case IN_FLIGHT, DELIVERED -> {
        database.batches().update("update delivery set step = 'WAITING' where id = ?", row.id());
        yield DeliveryOutcome.awaitingContact();
      }
    };
  }

  private Optional<DeliveryOutcome> consent(Row row) {
    String personId = java.util.Objects.requireNonNull(row.personId());
    Map<String, Consent> consents = customers.consentOfPersons(List.of(personId));
    Consent erp = consents.getOrDefault(personId, Consent.UNKNOWN);
    ConsentRule.Decision decision = decideConsent(row.destination(), personId, erp, null);
    return switch (decision) {
      case WRITE -> Optional.empty();
      case ALREADY_TRUE -> {
        database
            .batches()
            .update(
                "update delivery set state = 'DELIVERED', step = null, evidence = 'ACCEPTED',"
                    + " ended_at = now() where id = ?",
                row.id());
        yield Optional.of(DeliveryOutcome.delivered());
      }
      case HOLD_UNKNOWN ->
          Optional.of(
              hold(row, CaseType.CONSENT_UNKNOWN, CustomerLedger.CONSENT_UNKNOWN_CAUSE, false));
      case HOLD_FIRST_SIGHT ->
          Optional.of(hold(row, CaseType.OPT_IN_AT_FIRST_SIGHT, Settlement.FIRST_SIGHT, false));
    };
  }

  ConsentRule.Decision decideConsent(
      String destination, String personId, Consent erp, @Nullable Consent there) {
    Consent written =
        database
            .sql()
            .sql(
                "select consent_written from contact_link where destination = ? and source = ? and"
                    + " person_id = ?")
            .params(destination, source, personId)
            .query((link, n) -> Optional.ofNullable(link.getString("consent_written")))
            .optional()
            .flatMap(value -> value)
            .map(Consent::valueOf)
            .orElse(null);
    boolean turned =
        database
                .sql()
                .sql(
                    """
                select count(*) from consent_transition t
                join customer c on c.source = t.source and c.company_id = t.company_id
                join contact_link l on l.source = c.source and l.person_id = c.person_id
                where l.destination = ? and l.source = ? and l.person_id = ?
                  and t.from_value is not null and t.to_value = 'OPTED_IN'
                  and t.recorded_at > l.consent_written_at
                """)
                .params(destination, source, personId)
                .query(Long.class)
                .single()
            > 0;
    return ConsentRule.decide(erp, written, there, turned);
  }

  private DeliveryOutcome exclude(long id, String reason) {
    database
        .batches()
        .update(
            "update delivery set state = 'EXCLUDED', step = null, reason = ?, ended_at = now()"
                + " where id = ?",
            reason,
            id);
    return DeliveryOutcome.excluded();
  }

  private DeliveryOutcome hold(Row row, CaseType type, String cause, boolean byContact) {
    long caseId = cases.open(row.destination(), type, cause, cause);
    database
        .batches()
        .update(
            "update delivery set state = 'HELD', step = null, case_id = ?, by_contact = ? where id"
                + " = ?",
            caseId,
            byContact,
            row.id());
    return held(row.id());
  }

  private DeliveryOutcome held(long id) {
    return DeliveryOutcome.held(
        cases
            .holding(id)
            .orElseThrow(() -> new IllegalStateException("delivery " + id + " has no case")));
  }

  private Row lock(long id) {
    return database
        .sql()
        .sql(
            "select id, destination, kind, state, step, person_id, valid_until from delivery where"
                + " id = ? for update")
        .param(id)
        .query(
            (row, n) ->
                new Row(
                    row.getLong("id"),
                    row.getString("destination"),
                    DeliveryKind.valueOf(row.getString("kind")),
                    DeliveryState.valueOf(row.getString("state")),
                    row.getString("step"),
                    row.getString("person_id"),
                    Columns.instant(row, "valid_until")))
        .single();
  }

  /**
   * Claims rows for one call: the most urgent first. No other claim on the same contact is under
   * way, and none of these rows can be claimed again before this claim is settled or recovered.
   */
  public List<ClaimedDelivery> claim(
      String destination, DeliveryKind kind, Lane lane, int limit, UUID claim) {
    String fence =
        kind == DeliveryKind.CONTACT || kind == DeliveryKind.CONSENT
            ? """
                and not exists (select 1 from delivery c where c.destination = d.destination
                  and c.source = d.source and c.person_id = d.person_id and c.step = 'CLAIMED'
                  and c.kind in ('CONTACT', 'CONSENT'))
              """
            : "";
    return database.inTransaction(
        () ->
            database
                .sql()
                .sql(
                    """
                    with picked as (
                      select d.id from delivery d
                      where d.destination = ? and d.source = ? and d.kind = ? and d.lane = ?
                        and d.step = 'READY' and d.not_before <= now()
                    """
                        + fence
                        + """
                            order by d.priority, d.id limit ? for update skip locked)
                          update delivery d set step = 'CLAIMED', claim = ?, attempts = attempts + 1,
                            first_tried_at = coalesce(first_tried_at, now())
                          from picked where d.id = picked.id
                          returning d.*, (select l.contact_id from contact_link l
                            where l.destination = d.destination and l.source = d.source
                              and l.person_id = d.person_id) as contact_id
                          """)
                .params(destination, source, kind.name(), lane.name(), limit, claim)
                .query(ClaimedDelivery::read)
                .list());
  }

  /**
   * Gives back what a dead sender had claimed. Only the one sender of a destination may call it.
   *
   * @param repeatable kinds that may be sent again; of the others nobody knows the outcome
   * @return the rows of the others, by claim
   */
  public Map<UUID, List<ClaimedDelivery>> recover(
      String destination, java.util.Set<DeliveryKind> repeatable) {
    String[] kinds = repeatable.stream().map(DeliveryKind::name).toArray(String[]::new);
    database
        .sql()
        .sql(
            "update delivery set step = 'READY', claim = null where destination = ? and source = ?"
                + " and step = 'CLAIMED' and kind = any (?)")
        .params(destination, source, kinds)
        .update();
    Map<UUID, List<ClaimedDelivery>> lost = new java.util.LinkedHashMap<>();
    database
        .sql()
        .sql(
            """
            select d.*, cast(null as text) as contact_id from delivery d
            where destination = ? and source = ? and step = 'CLAIMED' order by id
            """)
        .params(destination, source)
        .query(
            (ResultSet row) -> {
              lost.computeIfAbsent(row.getObject("claim", UUID.class), id -> new ArrayList<>())
                  .add(ClaimedDelivery.read(row, 0));
            });
    return lost;
  }

  /** Takes a held delivery up again, as live work. It stays with its case until it succeeds. */
  public void reopen(long deliveryId, String actor) {
    database.inTransaction(
        () -> {
          int reopened =
              database
                  .sql()
                  .sql(
                      """
                      update delivery d set state = 'IN_FLIGHT', step = 'PLANNED', by_contact = false,
                        first_tried_at = null, lane = 'LIVE',
                        person_id = coalesce(d.person_id, (select c.person_id from sales_order o
                          join customer c on c.source = o.source and c.urn = o.urn
                          where o.source = d.source and o.order_code = d.order_code))
                      where id = ? and state = 'HELD'
                      """)
                  .param(deliveryId)
                  .update();
          if (reopened > 0) {
            new Audit(database).write(actor, "retry", "delivery " + deliveryId, "");
          }
        });
  }

  /**
   * The deliveries of an order that its workflow carries: those of the live lane, and held ones of
   * history except those that go on with their contact.
   */
  public List<DeliveryRef> openOfOrder(String orderCode) {
    return open("order_code = ? and kind in ('ORDER', 'SALES_ROWS', 'EVENT')", orderCode);
  }

  /** The contact and consent deliveries of a person that its workflow carries. */
  public List<DeliveryRef> openOfPerson(String personId) {
    return open("person_id = ? and kind in ('CONTACT', 'CONSENT')", personId);
  }

  private List<DeliveryRef> open(String whose, String key) {
    return database
        .sql()
        .sql(
            "select id, destination, kind from delivery where source = ? and "
                + whose
                + " and ((state = 'IN_FLIGHT' and lane = 'LIVE')"
                + " or (state = 'HELD' and (lane = 'LIVE' or not by_contact))) order by priority, id")
        .params(source, key)
        .query(
            (row, n) ->
                new DeliveryRef(
                    row.getLong("id"),
                    row.getString("destination"),
                    DeliveryKind.valueOf(row.getString("kind"))))
        .list();
  }

  /** What a delivery is about: a person's id, or an order's code. */
  public record Subject(@Nullable String personId, @Nullable String orderCode) {}

  public Subject subject(long deliveryId) {
    return database
        .sql()
        .sql("select person_id, order_code from delivery where id = ?")
        .param(deliveryId)
        .query((row, n) -> new Subject(row.getString("person_id"), row.getString("order_code")))
        .single();
  }

  /** Excludes a held delivery by a person's decision. */
  public void excludeByDecision(long deliveryId, String actor, String reason) {
    database.inTransaction(
        () -> {
          List<Long> left =
              database
                  .sql()
                  .sql(
                      """
                      with old as (select id, case_id from delivery where id = ? and state = 'HELD'
                        for update)
                      update delivery d set state = 'EXCLUDED', reason = ?, case_id = null,
                        by_contact = false, ended_at = now()
                      from old where d.id = old.id returning old.case_id
                      """)
                  .params(deliveryId, "decided: " + reason)
                  .query(Long.class)
                  .list();
          cases.closeEmpty(left);
          if (!left.isEmpty()) {
            new Audit(database).write(actor, "exclude", "delivery " + deliveryId, reason);
          }
        });
  }
}
