package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.BindingOptOuts;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.Dependants;
import com.khaosbridge.activities.ledger.outbox.KnownConsent;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.workflows.decision.DeliveryPlan;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans the contacts and consents that persons are owed, in one transaction. The customers they are
 * decided from must be written before.
 */
final class PersonDeliveries {
  private final List<DestinationScope> scopes;
  private final String source;
  private final Instant at;
  private final Lane lane;
  private final Observations observations;
  private final Cases cases;
  private final Deliveries deliveries;
  private final Dependants dependants;
  private final Contacts contacts;
  private final CreationPolicy policy;
  private final BindingOptOuts binding;
  private final LeftOutHistory leftOut;
  private final Set<String> reachable = new TreeSet<>();
  private final Set<String> owed = new TreeSet<>();
  private final Set<String> unreachable = new TreeSet<>();
  private final Set<String> adoptOnly = new TreeSet<>();

  PersonDeliveries(
      LedgerDatabase database,
      String source,
      List<DestinationScope> scopes,
      Instant at,
      Lane lane) {
    this.scopes = scopes;
    this.source = source;
    this.at = at;
    this.lane = lane;
    this.observations = new Observations(database, source, scopes);
    this.cases = new Cases(database, source);
    this.deliveries = new Deliveries(database, source);
    this.dependants = new Dependants(database, source);
    this.contacts = new Contacts(database, source);
    this.policy = new CreationPolicy(database, source, scopes);
    this.binding = new BindingOptOuts(database, source);
    this.leftOut = new LeftOutHistory(database, source);
  }

  /**
   * A person is no longer what it was: plans what of it destinations must know.
   *
   * @param before null at first sight
   */
  void changed(@Nullable Person before, Person now) {
    boolean consent =
        before == null
            || before.mailConsent() != now.mailConsent()
            // Who becomes reachable may be at a destination already, with another consent.
            || (before.exclusion() != null && now.exclusion() == null);
    boolean profile =
        before == null || !now.hasProfileOf(before) || (consent && isWantedAgain(now));
    if (before == null) {
      // Nothing can be owed yet to whom nobody has seen before.
      planAnew(now, profile, consent);
      return;
    }
    owe(now, profile, consent);
    if (now.exclusion() != null) {
      unreachable.add(now.id());
    }
  }

  /** A person has more customers now, and may have taken over contacts with their consent. */
  void joined(Person now) {
    owe(now, true, true);
    if (now.exclusion() != null) {
      unreachable.add(now.id());
    }
  }

  /** Nothing is owed to this id any more. */
  void giveWay(String personId) {
    supersede(personId, true, true);
  }

  private boolean isWantedAgain(Person person) {
    return !policy.noLongerLeftOut(List.of(person.id()), at).isEmpty();
  }

  /** Plans these anew. What was not sent yet gives way to what is newer. */
  void owe(Person person, boolean profile, boolean consent) {
    if (profile || consent) {
      supersede(person.id(), profile, consent);
      planAnew(person, profile, consent);
    }
    if (profile && person.exclusion() == null) {
      reachable.add(person.id());
    }
  }

  private void planAnew(Person person, boolean profile, boolean consent) {
    owed.add(person.id());
    if (profile) {
      plan(Change.CUSTOMER_PROFILE, person);
    }
    if (consent) {
      plan(Change.CUSTOMER_CONSENT, person);
    }
  }

  /**
   * Writes what was planned.
   *
   * @return the persons that are owed anything
   */
  Set<String> write() {
    observations.write();
    if (!adoptOnly.isEmpty()) {
      deliveries.adoptOnly(
          Selection.where(
                  "d.source = ? and d.kind = 'CONTACT' and d.person_id = any (?)",
                  source,
                  adoptOnly.toArray(String[]::new))
              .standing(DeliveryStatus.PLANNED));
    }
    leftOut.takeUp(scopes, reachable);
    for (String personId : unreachable) {
      for (DestinationScope scope : scopes) {
        // What waits for a contact that is excluded now waits no longer.
        if (!contacts.mayExist(scope.name(), personId)) {
          dependants.followContact(scope.name(), personId);
        }
      }
    }
    return owed;
  }

  private void plan(Change change, Person person) {
    observations.add(
        Occurrence.of(change, person, at, lane),
        (seq, scope, owed) ->
            new NewDelivery(
                scope.name(),
                owed.kind(),
                null,
                person.id(),
                seq,
                person.id(),
                null,
                null,
                lane,
                DeliveryPlan.priority(owed.kind(), null, isOptOut(scope, owed.kind(), person)),
                null,
                start(scope, owed.kind(), person),
                at,
                null));
  }

  private boolean isOptOut(DestinationScope scope, DeliveryKind kind, Person person) {
    return person.mailConsent() == Consent.OPTED_OUT
        || (lane == Lane.LIVE
            && kind == DeliveryKind.CONSENT
            && binding.binds(scope.name(), person.id()));
  }

  private NewDelivery.Start start(DestinationScope scope, DeliveryKind kind, Person person) {
    ExclusionReason exclusion = person.exclusion();
    if (exclusion != null) {
      boolean known = contacts.mayExist(scope.name(), person.id());
      boolean lookedFor = !known && person.mayBeThereBefore();
      if (lookedFor) {
        adoptOnly.add(person.id());
      }
      // Whoever has a contact already must still be opted out there.
      return lookedFor || (kind == DeliveryKind.CONSENT && known)
          ? new NewDelivery.Start.Planned()
          : new NewDelivery.Start.Excluded(exclusion);
    }
    if (kind == DeliveryKind.CONSENT
        && person.consent() == Consent.UNKNOWN
        && !binding.binds(scope.name(), person.id())) {
      return new NewDelivery.Start.Held(
          cases.open(
              scope.name(),
              CaseType.CONSENT_UNKNOWN,
              KnownConsent.UNKNOWN_CAUSE,
              KnownConsent.UNKNOWN_HAPPENED));
    }
    return new NewDelivery.Start.Planned();
  }

  private void supersede(String personId, boolean contact, boolean consent) {
    List<String> kinds = new ArrayList<>();
    if (contact) {
      kinds.add(DeliveryKind.CONTACT.name());
    }
    if (consent) {
      kinds.add(DeliveryKind.CONSENT.name());
    }
    Selection unsent =
        Selection.where(
                "d.source = ? and d.person_id = ? and d.kind = any (?) and d.destination = any (?)",
                source,
                personId,
                kinds.toArray(String[]::new),
                scopes.stream().map(DestinationScope::name).toArray(String[]::new))
            .standing(
                DeliveryStatus.HELD,
                DeliveryStatus.PLANNED,
                DeliveryStatus.WAITING,
                DeliveryStatus.READY);
    deliveries.exclude(unsent, Exclusion.of(ExclusionReason.SUPERSEDED));
  }
}
