package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Audit;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.decision.ConsentRule;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import com.khaosbridge.workflows.delivery.DeliveryState;
import com.khaosbridge.workflows.delivery.Lane;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries on their way into a call: what may go goes into the outbox, and a sender claims it
 * from there. Everything that keeps a delivery from going (its contact, its validity, its consent)
 * is decided here, whichever lane it is in.
 */
public final class Outbox {
  static final String TOO_LATE = "too late";

  /** The cause of a retry of a consent about which something became known since it was decided. */
  public static final String DECIDE_AGAIN = "consent is to be decided anew";

  private static final Duration CALL_UNDER_WAY = Duration.ofSeconds(1);

  private final LedgerDatabase database;
  private final String source;
  private final Cases cases;
  private final ConsentThere consentThere;
  private final Dependants dependants;

  public Outbox(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
    this.consentThere = new ConsentThere(database, source);
    this.dependants = new Dependants(database, source);
  }

  private record Row(
      long id,
      String destination,
      DeliveryKind kind,
      DeliveryState state,
      @Nullable String step,
      @Nullable String personId,
      @Nullable Instant validUntil,
      long caseId) {}

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
      return Optional.of(exclude(row, TOO_LATE));
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
              "the customer of this order is not in Khaos Control"));
    }
    String personId = row.personId();
    if (isLinked(row.destination(), personId)) {
      return Optional.empty();
    }
    Optional<Contact> contact = contactOf(row.destination(), personId);
    if (contact.isEmpty()) {
      return Optional.of(
          hold(
              row,
              CaseType.CUSTOMER_UNKNOWN,
              "the customer of this order was never read from Khaos Control"));
    }
    // The settlement that confirmed the contact may have ended between the two looks.
    return isLinked(row.destination(), personId)
        ? Optional.empty()
        : Optional.of(followContact(row, contact.get()));
  }

  private boolean isLinked(String destination, String personId) {
    return database
            .sql()
            .sql(
                "select count(*) from contact_link where destination = ? and source = ? and"
                    + " person_id = ?")
            .params(destination, source, personId)
            .query(Long.class)
            .single()
        > 0;
  }

  private boolean isInCall(String destination, String personId) {
    return database
        .sql()
        .sql(
            "select exists (select 1 from delivery where destination = ? and source = ? and"
                + " person_id = ? and step = 'CLAIMED' and kind in ('CONTACT', 'CONSENT'))")
        .params(destination, source, personId)
        .query(Boolean.class)
        .single();
  }

  /**
   * Whether an opt-in that was decided before may still be written, now that its claim keeps every
   * other call away from the contact.
   */
  public boolean mayOptIn(String destination, String personId) {
    return consentThere.decide(destination, personId) == ConsentRule.Decision.WRITE;
  }

  private record Contact(DeliveryState state, @Nullable String reason, long caseId) {}

  /**
   * The delivery that decides about a person's contact: the one in a call, else the newest. A
   * settlement that is just deciding about it is waited for.
   */
  private Optional<Contact> contactOf(String destination, String personId) {
    return database
        .sql()
        .sql(
            """
            select state, reason, case_id from delivery
            where destination = ? and source = ? and person_id = ? and kind = 'CONTACT'
            order by (step is not distinct from 'CLAIMED') desc, id desc limit 1 for share
            """)
        .params(destination, source, personId)
        .query(
            (contact, n) ->
                new Contact(
                    DeliveryState.valueOf(contact.getString("state")),
                    contact.getString("reason"),
                    contact.getLong("case_id")))
        .optional();
  }

  private DeliveryOutcome followContact(Row row, Contact contact) {
    return switch (contact.state()) {
      case EXCLUDED ->
          exclude(row, contact.reason() == null ? ContactRule.SUPERSEDED : contact.reason());
      case HELD -> {
        database
            .batches()
            .update(
                "update delivery set state = 'HELD', step = null, case_id = ?, by_contact = true"
                    + " where id = ?",
                contact.caseId(),
                row.id());
        leaveCase(row, contact.caseId());
        yield held(row.id());
      }
      case IN_FLIGHT, DELIVERED -> {
        database.batches().update("update delivery set step = 'WAITING' where id = ?", row.id());
        yield DeliveryOutcome.awaitingContact();
      }
    };
  }

  private Optional<DeliveryOutcome> consent(Row row) {
    String personId = Objects.requireNonNull(row.personId());
    if (isInCall(row.destination(), personId)) {
      // What it wrote, or read there, is only known at its verdict.
      return Optional.of(DeliveryOutcome.retryAfter(CALL_UNDER_WAY));
    }
    ConsentRule.Decision decision = consentThere.decide(row.destination(), personId);
    return switch (decision) {
      case WRITE -> Optional.empty();
      case ALREADY_TRUE -> {
        database
            .batches()
            .update(
                "update delivery set state = 'DELIVERED', step = null, evidence = 'ACCEPTED',"
                    + " case_id = null, ended_at = now() where id = ?",
                row.id());
        leaveCase(row, 0);
        yield Optional.of(DeliveryOutcome.delivered());
      }
      case HOLD_UNKNOWN ->
          Optional.of(hold(row, CaseType.CONSENT_UNKNOWN, ConsentThere.UNKNOWN_CAUSE));
      case HOLD_FIRST_SIGHT ->
          Optional.of(hold(row, CaseType.OPT_IN_AT_FIRST_SIGHT, Settlement.FIRST_SIGHT));
    };
  }

  private DeliveryOutcome exclude(Row row, String reason) {
    database
        .batches()
        .update(
            "update delivery set state = 'EXCLUDED', step = null, reason = ?, case_id = null,"
                + " by_contact = false, ended_at = now() where id = ?",
            reason,
            row.id());
    leaveCase(row, 0);
    return DeliveryOutcome.excluded();
  }

  private DeliveryOutcome hold(Row row, CaseType type, String cause) {
    long caseId = cases.open(row.destination(), type, cause, cause);
    database
        .batches()
        .update(
            "update delivery set state = 'HELD', step = null, case_id = ?, by_contact = false"
                + " where id = ?",
            caseId,
            row.id());
    leaveCase(row, caseId);
    return held(row.id());
  }

  /** A delivery that was taken up again stays with its case until here. */
  private void leaveCase(Row row, long otherCase) {
    if (row.caseId() != otherCase) {
      cases.closeEmpty(List.of(row.caseId()));
    }
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
            "select id, destination, kind, state, step, person_id, valid_until, case_id from"
                + " delivery where id = ? for update")
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
                    Columns.instant(row, "valid_until"),
                    row.getLong("case_id")))
        .single();
  }

  /**
   * Claims rows for one call: the most urgent first. No other claim on the same contact is under
   * way, and none of these rows can be claimed again before this claim is settled or recovered.
   */
  public List<ClaimedDelivery> claim(
      String destination, DeliveryKind kind, Lane lane, int limit, UUID claim) {
    boolean fenced = kind == DeliveryKind.CONTACT || kind == DeliveryKind.CONSENT;
    String fence =
        fenced
            ? """
                and not exists (select 1 from delivery c where c.destination = d.destination
                  and c.source = d.source and c.person_id = d.person_id and c.step = 'CLAIMED'
                  and c.kind in ('CONTACT', 'CONSENT'))
                and not exists (select 1 from delivery n where n.destination = d.destination
                  and n.source = d.source and n.person_id = d.person_id and n.step = 'READY'
                  and n.kind = d.kind and n.id > d.id)
              """
            : "";
    return database.inTransaction(
        () -> {
          if (fenced) {
            database.oneAtATime("fence " + source + " " + destination);
          }
          return database
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
                        returning d.*, now() as claimed_at, (select l.contact_id from contact_link l
                          where l.destination = d.destination and l.source = d.source
                            and l.person_id = d.person_id) as contact_id
                        """)
              .params(destination, source, kind.name(), lane.name(), limit, claim)
              .query(ClaimedDelivery::read)
              .list();
        });
  }

  /** Gives back what was claimed for a call that never began. */
  public void giveBack(UUID claim) {
    database
        .sql()
        .sql(
            "update delivery set step = 'READY', claim = null where claim = ? and step = 'CLAIMED'")
        .param(claim)
        .update();
  }

  /**
   * Gives back what a dead sender had claimed. Only the one sender of a destination may call it.
   *
   * @param repeatable kinds that may be sent again; of the others nobody knows the outcome
   * @return the rows of the others, by claim
   */
  public Map<UUID, List<ClaimedDelivery>> recover(
      String destination, Set<DeliveryKind> repeatable) {
    return database.inTransaction(() -> recoverAll(destination, repeatable));
  }

  private Map<UUID, List<ClaimedDelivery>> recoverAll(
      String destination, Set<DeliveryKind> repeatable) {
    String[] kinds = repeatable.stream().map(DeliveryKind::name).toArray(String[]::new);
    giveWay(destination, kinds);
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
            select d.*, now() as claimed_at, cast(null as text) as contact_id from delivery d
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

  /** A version of a contact or consent that was in a lost call gives way to a newer one. */
  private void giveWay(String destination, String[] repeatable) {
    List<Long> left = new ArrayList<>();
    Set<String> persons = new TreeSet<>();
    database
        .sql()
        .sql(
            """
            with old as (select d.id, d.case_id from delivery d
              where d.destination = ? and d.source = ? and d.step = 'CLAIMED'
                and d.kind = any (?) and d.kind in ('CONTACT', 'CONSENT')
                and exists (select 1 from delivery n where n.destination = d.destination
                  and n.source = d.source and n.kind = d.kind and n.person_id = d.person_id
                  and n.seq > d.seq) for update)
            update delivery d set state = 'EXCLUDED', step = null, reason = ?, claim = null,
              case_id = null, ended_at = now()
            from old where d.id = old.id
            returning coalesce(old.case_id, 0) as left_case, d.person_id
            """)
        .params(destination, source, repeatable, ContactRule.SUPERSEDED)
        .query(
            row -> {
              left.add(row.getLong("left_case"));
              persons.add(row.getString("person_id"));
            });
    cases.closeEmpty(left.stream().distinct().toList());
    for (String person : persons) {
      if (!isLinked(destination, person)) {
        dependants.followNewest(destination, person);
      }
    }
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
          Row row = lock(deliveryId);
          if (row.state() != DeliveryState.HELD) {
            return;
          }
          String why = "decided: " + reason;
          exclude(row, why);
          String personId = row.personId();
          if (row.kind() == DeliveryKind.CONTACT
              && personId != null
              && !isLinked(row.destination(), personId)) {
            dependants.exclude(row.destination(), personId, why);
          }
          new Audit(database).write(actor, "exclude", "delivery " + deliveryId, reason);
        });
  }
}
