package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.ConsentRule;
import com.khaosbridge.workflows.decision.FirstSight;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import java.util.List;
import java.util.OptionalLong;

/** What to do with the consent that the ERP has for a person now, at one destination. */
final class ConsentDecisions {
  private final LedgerDatabase database;
  private final String source;
  private final FirstSight firstSight;
  private final Persons persons;
  private final KnownConsent known;
  private final ConsentApprovals approvals;
  private final MassFlips flips;
  private final BindingOptOuts binding;

  /**
   * @param firstSight what an opt-out in the ERP means that was there before we looked
   */
  ConsentDecisions(LedgerDatabase database, String source, FirstSight firstSight) {
    this.database = database;
    this.source = source;
    this.firstSight = firstSight;
    this.persons = new Persons(database, source);
    this.known = new KnownConsent(database, source);
    this.approvals = new ConsentApprovals(database, source);
    this.flips = new MassFlips(database, source);
    this.binding = new BindingOptOuts(database, source);
  }

  ConsentRule.Decision decide(String destination, String personId) {
    Consent erp = persons.mailConsents(List.of(personId)).getOrDefault(personId, Consent.UNKNOWN);
    Consent there = known.known(destination, personId);
    if (binding.binds(destination, personId)) {
      boolean again = erp == Consent.OPTED_OUT && optedOutSince(destination, personId);
      return ConsentRule.decide(Consent.OPTED_OUT, there, again, null);
    }
    boolean turned =
        erp == Consent.OPTED_OUT
            ? optedOutSince(destination, personId)
            : optedInSince(destination, personId);
    boolean unsure =
        erp == Consent.OPTED_OUT
            && there == Consent.OPTED_IN
            && !turned
            && isOfFirstSight(destination, personId);
    return ConsentRule.decide(erp, there, turned, unsure ? firstSight : null);
  }

  /**
   * Whether this is a consent of which nobody has seen what comes of it: of a contact that was
   * there before us, and that we never wrote consent to. An opt-out that we saw being made is none,
   * here or at another destination.
   */
  boolean needsApproval(String destination, String personId) {
    Consent erp = persons.mailConsents(List.of(personId)).getOrDefault(personId, Consent.UNKNOWN);
    return isAdoptedAsItWas(destination, personId)
        && !(erp == Consent.OPTED_OUT && optedOutSince(destination, personId))
        && !binding.binds(destination, personId)
        && !isErased(personId)
        && !approvals.isGiven(destination);
  }

  private boolean isErased(String personId) {
    Person person = persons.known(List.of(personId)).get(personId);
    return person != null && person.isErased();
  }

  /** The case of a mass flip under which this is held. */
  OptionalLong massFlip(String destination, DeliveryKind kind, String personId) {
    Consent owed =
        binding
            .over(destination, persons.mailConsents(List.of(personId)))
            .getOrDefault(personId, Consent.UNKNOWN);
    return flips.holding(kind, personId, owed);
  }

  /** Whether the ERP turned to opted out after what we know of the contact. */
  private boolean optedOutSince(String destination, String personId) {
    return database
        .sql()
        .sql(
            """
            select exists (
              select 1 from contact_link l
              join consent_transition t on t.source = l.source and t.person_id = l.person_id
              where l.destination = ? and l.source = ? and l.person_id = ?
                and t.from_value is not null and t.to_value = 'OPTED_OUT'
                and t.recorded_at > l.consent_written_at)
            """)
        .params(destination, source, personId)
        .query(Boolean.class)
        .single();
  }

  /**
   * Whether the ERP turned to opted in after what we know of the contact: of an opt-out that the
   * person made there, only a turn is newer before which we looked once more after we had seen it.
   */
  private boolean optedInSince(String destination, String personId) {
    return database
        .sql()
        .sql(
            """
            select exists (
              select 1 from contact_link p
              join consent_transition t on t.source = p.source and t.person_id = p.person_id
              where p.destination = ? and p.source = ? and p.person_id = ? and %s
                and t.recorded_at > p.consent_written_at
                and not exists (
                  select 1 from consent_there o
                  where %s and o.source = p.source and o.destination = p.destination
                    and o.cause = 'READ' and o.seen_at >= t.known_until and %s))
            """
                .formatted(
                    KnownConsent.TURN,
                    KnownConsent.OPT_OUT,
                    KnownConsent.OF_PERSON.replace("p.id", "p.person_id")))
        .params(destination, source, personId, source)
        .query(Boolean.class)
        .single();
  }

  /**
   * Whether the person's opt-out may be nothing but a box that nobody ever ticked: no flag or hold
   * says it, we never saw it being made, and the contact was there before us, opted in.
   */
  private boolean isOfFirstSight(String destination, String personId) {
    Person person = persons.known(List.of(personId)).get(personId);
    return person != null
        && person.isOptedOutByBoxAlone()
        && isAdoptedAsItWas(destination, personId)
        && !everOptedOut(person);
  }

  private boolean everOptedOut(Person person) {
    return database
        .sql()
        .sql(
            """
            select exists (select 1 from consent_transition where source = ? and person_id = ?
              and from_value is not null and to_value = 'OPTED_OUT')
            """)
        .params(source, person.id())
        .query(Boolean.class)
        .single();
  }

  private boolean isAdoptedAsItWas(String destination, String personId) {
    return database
        .sql()
        .sql(
            """
            select exists (
              select 1 from contact_link l
              where l.destination = ? and l.source = ? and l.person_id = ? and not l.created_by_us
                and not exists (
                  select 1 from consent_there w where w.source = l.source
                    and w.destination = l.destination and w.person_id = l.person_id
                    and w.contact_id = l.contact_id and w.cause = 'WRITTEN'))
            """)
        .params(destination, source, personId)
        .query(Boolean.class)
        .single();
  }
}
