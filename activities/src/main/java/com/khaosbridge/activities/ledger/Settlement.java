package com.khaosbridge.activities.ledger;

import com.khaosbridge.workflows.customer.Consent;
import com.khaosbridge.workflows.customer.ConsentRule;
import com.khaosbridge.workflows.delivery.CaseType;
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
import java.util.TreeSet;
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
  private final CustomerLedger customers;
  private final Outbox outbox;
  private final PendingSignals signals;
  private final Duration giveUpAfter;

  /**
   * @param giveUpAfter how long a delivery is retried before a person is told; it is retried on
   *     after that
   */
  public Settlement(
      LedgerDatabase database,
      String source,
      CustomerLedger customers,
      Outbox outbox,
      Duration giveUpAfter) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
    this.customers = customers;
    this.outbox = outbox;
    this.signals = new PendingSignals(database, source);
    this.giveUpAfter = giveUpAfter;
  }

  /** A claimed delivery with its verdict. */
  public record Settled(ClaimedDelivery delivery, Verdict verdict) {}

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
      endDestinationWideCases(delivered.get(0).delivery().destination());
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
    String destination = contacts.get(0).delivery().destination();
    List<String> persons =
        contacts.stream().map(row -> personOf(row.delivery())).distinct().toList();
    Map<String, Consent> consents = customers.consentOfPersons(persons);
    List<Object[]> links = new ArrayList<>();
    Map<String, Verdict.Ok> existing = new HashMap<>();
    List<String> created = new ArrayList<>();
    for (Settled row : contacts) {
      Verdict.Ok ok = (Verdict.Ok) row.verdict();
      String person = personOf(row.delivery());
      String contactId = ok.contactId() == null ? row.delivery().contactId() : ok.contactId();
      if (contactId == null) {
        throw new IllegalStateException(
            destination + " confirmed the contact of person " + person + " without naming it");
      }
      Consent consent = consents.getOrDefault(person, Consent.UNKNOWN);
      links.add(
          new Object[] {
            destination,
            source,
            person,
            contactId,
            ok.created(),
            ok.created() ? consent.name() : null
          });
      if (ok.created()) {
        created.add(person);
      } else {
        existing.put(person, ok);
      }
    }
    database
        .batches()
        .batchUpdate(
            """
            insert into contact_link (destination, source, person_id, contact_id, created_by_us,
              consent_written, consent_written_at)
            values (?, ?, ?, ?, ?, ?, now())
            on conflict (destination, source, person_id) do update set confirmed_at = now()
            """,
            links);
    consentWentAlong(destination, created);
    for (Map.Entry<String, Verdict.Ok> entry : existing.entrySet()) {
      consentStands(destination, entry.getKey(), entry.getValue().consentThere(), consents);
    }
    release(destination, persons);
  }

  /** The call that created a contact carried its consent. */
  private void consentWentAlong(String destination, List<String> persons) {
    database
        .sql()
        .sql(
            """
            update delivery set state = 'DELIVERED', step = null, evidence = 'ACCEPTED', ended_at = now()
            where destination = ? and source = ? and person_id = any (?) and kind = 'CONSENT'
              and state = 'IN_FLIGHT' and step in ('PLANNED', 'WAITING')
            """)
        .params(destination, source, persons.toArray(String[]::new))
        .update();
    signals.add(PendingSignals.Kind.PERSON_OBSERVED, liveConsents(destination, persons));
  }

  private List<String> liveConsents(String destination, List<String> persons) {
    return database
        .sql()
        .sql(
            """
            select distinct person_id from delivery where destination = ? and source = ?
              and person_id = any (?) and kind = 'CONSENT' and lane = 'LIVE'
              and (ended_at is null or ended_at > now() - interval '1 minute')
            """)
        .params(destination, source, persons.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  /** What was read at the destination may already be what the ERP says. */
  private void consentStands(
      String destination, String person, @Nullable Consent there, Map<String, Consent> consents) {
    if (there == null) {
      return;
    }
    Consent erp = consents.getOrDefault(person, Consent.UNKNOWN);
    if (outbox.decideConsent(destination, person, erp, there)
        == ConsentRule.Decision.ALREADY_TRUE) {
      database
          .sql()
          .sql(
              """
              update delivery set state = 'DELIVERED', step = null, evidence = 'READ_BACK',
                ended_at = now()
              where destination = ? and source = ? and person_id = ? and kind = 'CONSENT'
                and state = 'IN_FLIGHT' and step in ('PLANNED', 'WAITING')
              """)
          .params(destination, source, person)
          .update();
      database
          .sql()
          .sql(
              "update contact_link set consent_written = ?, consent_written_at = now() where"
                  + " destination = ? and source = ? and person_id = ? and consent_written is null")
          .params(erp.name(), destination, source, person)
          .update();
    }
  }

  private void consentWritten(List<Settled> consents) {
    for (Settled row : consents) {
      database
          .sql()
          .sql(
              """
              update contact_link set consent_written_at = now(), consent_written =
                (select case when bool_or(c.consent = 'OPTED_OUT') then 'OPTED_OUT'
                  when bool_or(c.consent = 'UNKNOWN') then 'UNKNOWN' else 'OPTED_IN' end
                from customer c where c.source = contact_link.source
                  and c.person_id = contact_link.person_id)
              where destination = ? and source = ? and person_id = ?
              """)
          .params(row.delivery().destination(), source, personOf(row.delivery()))
          .update();
    }
  }

  /** Whoever waited for these contacts goes on. */
  private void release(String destination, List<String> persons) {
    String[] who = persons.toArray(String[]::new);
    List<Long> left =
        database
            .sql()
            .sql(
                """
                with held as (select id, case_id from delivery where destination = ? and source = ?
                  and person_id = any (?) and state = 'HELD' and by_contact for update)
                update delivery d set state = 'IN_FLIGHT', by_contact = false, case_id = null,
                  step = 'WAITING', first_tried_at = null
                from held h where d.id = h.id returning h.case_id
                """)
            .params(destination, source, who)
            .query(Long.class)
            .list();
    cases.closeEmpty(left.stream().distinct().toList());
    database
        .sql()
        .sql(
            """
            update delivery set step = 'READY', not_before = now()
            where destination = ? and source = ? and person_id = any (?) and step = 'WAITING'
              and lane = 'HISTORY' and kind <> 'CONSENT'
            """)
        .params(destination, source, who)
        .update();
    signalDependants(destination, persons);
  }

  /** Planned ones, too: one may be about to find that it must wait, in a transaction under way. */
  private void signalDependants(String destination, List<String> persons) {
    List<String> orders =
        database
            .sql()
            .sql(
                """
                select distinct order_code from delivery where destination = ? and source = ?
                  and person_id = any (?) and step in ('PLANNED', 'WAITING') and lane = 'LIVE'
                  and order_code is not null
                """)
            .params(destination, source, persons.toArray(String[]::new))
            .query(String.class)
            .list();
    signals.add(PendingSignals.Kind.ORDER_CONTACT_SETTLED, orders);
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
    boolean history = delivery.lane() == Lane.HISTORY;
    database
        .batches()
        .update(
            "update delivery set step = ?, claim = null, task_token = null, not_before = now() + ? *"
                + " interval '1 millisecond' where id = ?",
            history ? "READY" : "PLANNED",
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

  private DeliveryOutcome exclude(ClaimedDelivery delivery, String reason) {
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
    cases.closeEmpty(List.of(before));
    if (delivery.kind() == DeliveryKind.CONTACT && !reason.equals(ContactRule.SUPERSEDED)) {
      excludeDependants(delivery, reason);
    }
    return DeliveryOutcome.excluded();
  }

  private void excludeDependants(ClaimedDelivery contact, String reason) {
    signalDependants(contact.destination(), List.of(personOf(contact)));
    database
        .sql()
        .sql(
            """
            update delivery set state = 'EXCLUDED', step = null, reason = ?, case_id = null,
              by_contact = false, ended_at = now()
            where destination = ? and source = ? and person_id = ? and kind <> 'CONTACT'
              and ((state = 'IN_FLIGHT' and step in ('PLANNED', 'WAITING')) or (state = 'HELD' and by_contact))
            """)
        .params(reason, contact.destination(), source, personOf(contact))
        .update();
  }

  private DeliveryOutcome hold(
      ClaimedDelivery delivery, CaseType type, String cause, String whatHappened) {
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
      holdDependants(delivery, caseId);
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

  /** What can't go without this contact is held under the same case. */
  private void holdDependants(ClaimedDelivery contact, long caseId) {
    signalDependants(contact.destination(), List.of(personOf(contact)));
    database
        .sql()
        .sql(
            """
            update delivery set state = 'HELD', step = null, case_id = ?, by_contact = true
            where destination = ? and source = ? and person_id = ? and kind <> 'CONTACT'
              and state = 'IN_FLIGHT' and (step = 'WAITING' or (step = 'PLANNED' and lane = 'HISTORY'))
            """)
        .params(caseId, contact.destination(), source, personOf(contact))
        .update();
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

  /**
   * Puts one delivery back into the outbox that is held because the destination as a whole could
   * not be used, so that its recovery is noticed even if everything is held.
   *
   * @return whether there was one
   */
  public boolean probe(String destination) {
    return database
            .sql()
            .sql(
                """
                update delivery set state = 'IN_FLIGHT', step = 'READY', not_before = now(),
                  first_tried_at = null
                where id = (select d.id from delivery d join bridge_case c on c.id = d.case_id
                  where d.source = ? and d.destination = ? and d.state = 'HELD' and not d.by_contact
                    and c.type = any (?) and c.closed_at is null
                    and not exists (select 1 from delivery t where t.case_id = c.id
                      and t.step in ('READY', 'CLAIMED'))
                  order by d.id limit 1 for update of d skip locked)
                """)
            .params(source, destination, destinationWide())
            .update()
        > 0;
  }

  private static String[] destinationWide() {
    List<String> types = new ArrayList<>();
    for (CaseType type : CaseType.values()) {
      if (type.endsWithNextSuccess()) {
        types.add(type.name());
      }
    }
    return types.toArray(String[]::new);
  }

  /** The destination answers again: what was held because it did not goes on by itself. */
  private void endDestinationWideCases(String destination) {
    List<Long> open =
        database
            .sql()
            .sql(
                "select id from bridge_case where source = ? and destination = ? and type = any (?)"
                    + " and closed_at is null")
            .params(source, destination, destinationWide())
            .query(Long.class)
            .list();
    if (open.isEmpty()) {
      return;
    }
    Long[] ids = open.toArray(Long[]::new);
    TreeSet<String> orders = new TreeSet<>();
    TreeSet<String> persons = new TreeSet<>();
    database
        .sql()
        .sql(
            """
            update delivery set state = 'IN_FLIGHT', case_id = null, by_contact = false,
              first_tried_at = null, not_before = now(),
              step = case when lane = 'HISTORY' and not by_contact then 'READY' else 'WAITING' end
            where case_id = any (?) and state = 'HELD' returning lane, kind, person_id, order_code
            """)
        .param(ids)
        .query(
            row -> {
              if (row.getString("lane").equals(Lane.LIVE.name())) {
                if (DeliveryRows.belongsToPerson(row.getString("kind"))) {
                  persons.add(row.getString("person_id"));
                } else {
                  orders.add(row.getString("order_code"));
                }
              }
            });
    database
        .sql()
        .sql(
            "update delivery set step = 'PLANNED' where lane = 'LIVE' and step = 'WAITING' and"
                + " destination = ? and kind = 'CONTACT'")
        .param(destination)
        .update();
    cases.closeEmpty(open);
    signals.add(PendingSignals.Kind.ORDER_OBSERVED, orders);
    signals.add(PendingSignals.Kind.PERSON_OBSERVED, persons);
  }

  private static String personOf(ClaimedDelivery delivery) {
    String person = delivery.personId();
    if (person == null) {
      throw new IllegalStateException("delivery " + delivery.id() + " has no person");
    }
    return person;
  }
}
