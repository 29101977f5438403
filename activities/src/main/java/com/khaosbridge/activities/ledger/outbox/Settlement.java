package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns the verdicts of one call into what the ledger says, in one transaction: states, links,
 * cases, and what goes on because of them. The one place where a verdict becomes a state.
 */
public final class Settlement {
  static final String FIRST_SIGHT = "opted in in Khaos Control, but not at the destination";

  private final LedgerDatabase database;
  private final String source;
  private final Cases cases;
  private final ConsentThere consentThere;
  private final Dependants dependants;
  private final Outage outage;
  private final PendingSignals signals;
  private final Duration giveUpAfter;

  /**
   * @param giveUpAfter how long a delivery is retried before a person is told; it is retried on
   *     after that
   */
  public Settlement(LedgerDatabase database, String source, Duration giveUpAfter) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
    this.consentThere = new ConsentThere(database, source);
    this.dependants = new Dependants(database, source);
    this.outage = new Outage(database, source);
    this.signals = new PendingSignals(database, source);
    this.giveUpAfter = giveUpAfter;
  }

  /**
   * A claimed delivery with its verdict.
   *
   * @param consentSent the consent that its row carried, null if it carried none
   */
  public record Settled(ClaimedDelivery delivery, Verdict verdict, @Nullable Consent consentSent) {}

  /** What the waiting activity of a delivery is told. */
  public record Told(ClaimedDelivery delivery, DeliveryOutcome outcome) {}

  /**
   * Settles one call.
   *
   * @param claim the claim under which the rows were sent; rows that were taken from it meanwhile
   *     are left alone
   * @return what to tell the activities that wait
   */
  public List<Told> settle(UUID claim, List<Settled> rows) {
    return database.inTransaction(() -> settleAll(claim, rows));
  }

  /**
   * Lets one delivery of each case of a destination-wide trouble try whether the trouble is over.
   *
   * @return whether there is one
   */
  public boolean probe(String destination) {
    return database.inTransaction(() -> outage.probe(destination));
  }

  private List<Told> settleAll(UUID claim, List<Settled> rows) {
    List<Settled> ours = stillClaimed(claim, rows);
    List<Told> told = new ArrayList<>();
    List<Settled> delivered = new ArrayList<>();
    for (Settled row : ours) {
      if (row.verdict() instanceof Verdict.Ok) {
        delivered.add(row);
        told.add(new Told(row.delivery(), DeliveryOutcome.delivered()));
      } else {
        told.add(new Told(row.delivery(), notDelivered(claim, row)));
      }
    }
    deliver(delivered);
    if (!delivered.isEmpty()) {
      outage.end(delivered.get(0).delivery().destination());
    }
    return told;
  }

  private List<Settled> stillClaimed(UUID claim, List<Settled> rows) {
    List<Long> ids =
        database
            .sql()
            .sql("select id from delivery where claim = ? and step = 'CLAIMED' for update")
            .param(claim)
            .query(Long.class)
            .list();
    java.util.Set<Long> held = new java.util.HashSet<>(ids);
    return rows.stream().filter(row -> held.contains(row.delivery().id())).toList();
  }

  private void deliver(List<Settled> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<Object[]> updates = new ArrayList<>();
    List<Settled> contacts = new ArrayList<>();
    List<Settled> consents = new ArrayList<>();
    for (Settled row : rows) {
      Verdict.Ok ok = (Verdict.Ok) row.verdict();
      updates.add(new Object[] {ok.evidence().name(), row.delivery().id()});
      if (row.delivery().kind() == DeliveryKind.CONTACT) {
        contacts.add(row);
      } else if (row.delivery().kind() == DeliveryKind.CONSENT) {
        consents.add(row);
      }
    }
    Long[] ids = rows.stream().map(row -> row.delivery().id()).toArray(Long[]::new);
    List<Long> left =
        database
            .sql()
            .sql("select distinct case_id from delivery where id = any (?) and case_id is not null")
            .param(ids)
            .query(Long.class)
            .list();
    database
        .batches()
        .batchUpdate(
            "update delivery set state = 'DELIVERED', step = null, evidence = ?, reason = null,"
                + " case_id = null, claim = null, task_token = null, ended_at = now() where id = ?",
            updates);
    cases.closeEmpty(left);
    if (!contacts.isEmpty()) {
      confirmContacts(contacts);
    }
    consentWritten(consents);
  }

  private void confirmContacts(List<Settled> contacts) {
    ClaimedDelivery any = contacts.get(0).delivery();
    String destination = any.destination();
    List<Object[]> links = new ArrayList<>();
    Map<String, Consent> carried = new HashMap<>();
    Map<String, Consent> read = new HashMap<>();
    for (Settled row : contacts) {
      Verdict.Ok ok = (Verdict.Ok) row.verdict();
      String person = personOf(row.delivery());
      String contactId = ok.contactId() == null ? row.delivery().contactId() : ok.contactId();
      if (contactId == null) {
        throw new IllegalStateException(
            destination + " confirmed the contact of person " + person + " without naming it");
      }
      links.add(
          new Object[] {
            destination,
            source,
            person,
            contactId,
            ok.created(),
            Columns.at(row.delivery().claimedAt())
          });
      Consent there = ok.consentThere();
      if (ok.created() && row.consentSent() != null) {
        carried.put(person, row.consentSent());
      } else if (there != null) {
        read.put(person, there);
      }
    }
    database
        .batches()
        .batchUpdate(
            """
            insert into contact_link (destination, source, person_id, contact_id, created_by_us,
              consent_written_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (destination, source, person_id) do update set
              contact_id = excluded.contact_id, confirmed_at = now(),
              consent_written = case when contact_link.contact_id = excluded.contact_id
                then contact_link.consent_written end
            """,
            links);
    List<String> persons = contacts.stream().map(row -> personOf(row.delivery())).toList();
    dependants.unhold(destination, persons);
    consentThere.wentAlong(destination, carried, any.claimedAt());
    consentThere.read(destination, read);
    dependants.release(destination, persons);
  }

  private void consentWritten(List<Settled> rows) {
    Map<String, Consent> written = new HashMap<>();
    for (Settled row : rows) {
      if (row.consentSent() != null) {
        written.put(personOf(row.delivery()), row.consentSent());
      }
    }
    if (!written.isEmpty()) {
      ClaimedDelivery any = rows.get(0).delivery();
      consentThere.written(any.destination(), written, any.claimedAt());
    }
  }

  private DeliveryOutcome notDelivered(UUID claim, Settled row) {
    ClaimedDelivery delivery = row.delivery();
    Verdict verdict = row.verdict();
    if (verdict instanceof Verdict.Retry retry) {
      return retry(delivery, retry);
    }
    if (verdict instanceof Verdict.Exclude exclude) {
      return exclude(delivery, exclude.reason());
    }
    if (verdict instanceof Verdict.Reject reject) {
      CaseType type =
          reject.cause().startsWith(EVENT_INCOMPLETE_CAUSE)
              ? CaseType.EVENT_INCOMPLETE
              : CaseType.REJECTED;
      String what = reject.cause() + (reject.detail().isEmpty() ? "" : ": " + reject.detail());
      return hold(delivery, type, rejectionCause(delivery, reject), what);
    }
    if (verdict instanceof Verdict.Config config) {
      return hold(delivery, CaseType.CONFIG, config.cause(), config.detail());
    }
    if (verdict instanceof Verdict.UnknownOutcome unknown) {
      return hold(
          delivery,
          CaseType.UNKNOWN_OUTCOME,
          unknown.cause() + ", call " + claim,
          "The call broke off: " + unknown.cause() + ".");
    }
    throw new IllegalStateException("unknown verdict " + verdict);
  }

  /** The cause under which an event without a required field is rejected before it is sent. */
  public static final String EVENT_INCOMPLETE_CAUSE = "event lacks ";

  /**
   * A rejected contact is a matter of its own; other rows share a case with all of the same cause.
   */
  private static String rejectionCause(ClaimedDelivery delivery, Verdict.Reject reject) {
    return delivery.kind() == DeliveryKind.CONTACT
        ? reject.cause() + " (person " + delivery.personId() + ")"
        : reject.cause();
  }

  private DeliveryOutcome retry(ClaimedDelivery delivery, Verdict.Retry retry) {
    if (hasNewer(delivery)) {
      return exclude(delivery, ContactRule.SUPERSEDED);
    }
    Instant first = delivery.firstTriedAt();
    if (first != null && first.plus(giveUpAfter).isBefore(Instant.now())) {
      return hold(delivery, CaseType.UNAVAILABLE, retry.cause(), retry.cause());
    }
    boolean again = retry.cause().equals(Outbox.DECIDE_AGAIN);
    boolean history = delivery.lane() == Lane.HISTORY && !again;
    if (again) {
      signals.add(PendingSignals.Kind.PERSON_OBSERVED, List.of(personOf(delivery)));
    }
    database
        .batches()
        .update(
            "update delivery set step = ?, lane = ?, claim = null, task_token = null, not_before ="
                + " now() + ? * interval '1 millisecond' where id = ?",
            history ? "READY" : "PLANNED",
            history ? Lane.HISTORY.name() : Lane.LIVE.name(),
            retry.delay().toMillis(),
            delivery.id());
    return DeliveryOutcome.retryAfter(retry.delay());
  }

  private boolean hasNewer(ClaimedDelivery delivery) {
    return database
            .sql()
            .sql(
                "select count(*) from delivery where destination = ? and source = ? and kind = ? and"
                    + " business_key = ? and seq > ?")
            .params(
                delivery.destination(),
                source,
                delivery.kind().name(),
                delivery.businessKey(),
                delivery.seq())
            .query(Long.class)
            .single()
        > 0;
  }

  private DeliveryOutcome exclude(ClaimedDelivery delivery, String verdict) {
    boolean contact = delivery.kind() == DeliveryKind.CONTACT;
    String reason = contact && hasNewer(delivery) ? ContactRule.SUPERSEDED : verdict;
    Long before =
        database
            .sql()
            .sql("select coalesce(case_id, 0) from delivery where id = ?")
            .param(delivery.id())
            .query(Long.class)
            .single();
    database
        .batches()
        .update(
            "update delivery set state = 'EXCLUDED', step = null, reason = ?, case_id = null, claim"
                + " = null, task_token = null, ended_at = now() where id = ?",
            reason,
            delivery.id());
    if (contact && !hasLink(delivery)) {
      dependants.followNewest(delivery.destination(), personOf(delivery));
    }
    cases.closeEmpty(List.of(before));
    return DeliveryOutcome.excluded();
  }

  private DeliveryOutcome hold(
      ClaimedDelivery delivery, CaseType type, String cause, String whatHappened) {
    boolean replaced =
        delivery.kind() == DeliveryKind.CONTACT || delivery.kind() == DeliveryKind.CONSENT;
    if (replaced && type != CaseType.UNKNOWN_OUTCOME && hasNewer(delivery)) {
      return exclude(delivery, ContactRule.SUPERSEDED);
    }
    long caseId = cases.open(delivery.destination(), type, cause, whatHappened);
    Long before =
        database
            .sql()
            .sql("select coalesce(case_id, 0) from delivery where id = ?")
            .param(delivery.id())
            .query(Long.class)
            .single();
    database
        .batches()
        .update(
            "update delivery set state = 'HELD', step = null, case_id = ?, claim = null, task_token"
                + " = null where id = ?",
            caseId,
            delivery.id());
    if (before != caseId) {
      cases.closeEmpty(List.of(before));
    }
    if (delivery.kind() == DeliveryKind.CONTACT && !hasLink(delivery)) {
      dependants.hold(delivery.destination(), personOf(delivery), caseId);
    }
    if (type == CaseType.REJECTED || type == CaseType.EVENT_INCOMPLETE) {
      handOver(delivery);
    }
    return DeliveryOutcome.held(
        cases
            .holding(delivery.id())
            .orElseThrow(() -> new IllegalStateException("a held delivery has a case")));
  }

  private boolean hasLink(ClaimedDelivery delivery) {
    return delivery.contactId() != null;
  }

  /** So that a workflow waits at its gate, where a person sees it and can push it on. */
  private void handOver(ClaimedDelivery delivery) {
    if (delivery.taskToken() != null) {
      return;
    }
    if (DeliveryRows.belongsToPerson(delivery.kind().name())) {
      signals.add(PendingSignals.Kind.PERSON_OBSERVED, List.of(personOf(delivery)));
    } else if (delivery.orderCode() != null) {
      signals.add(PendingSignals.Kind.ORDER_OBSERVED, List.of(delivery.orderCode()));
    }
  }

  private static String personOf(ClaimedDelivery delivery) {
    String person = delivery.personId();
    if (person == null) {
      throw new IllegalStateException("delivery " + delivery.id() + " has no person");
    }
    return person;
  }
}
