package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import com.khaosbridge.workflows.reconciliation.Standing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the contacts of a destination with the ledger's persons, and their profiles with the
 * ERP's customers. Of a contact it keeps keyed hashes only; nothing of it does I/O.
 */
final class ContactComparison {
  private final Map<String, ExpectedPerson> persons;
  private final Map<String, String> aliases;
  private final Map<String, Map<String, Optional<String>>> metrics;
  private final KeyedHash hash;
  private final Map<String, String> byContact = new HashMap<>();
  private final Map<String, String> byUrn = new HashMap<>();
  private final Map<String, LinkedContact> linked = new TreeMap<>();
  private final Map<String, StrangerContact> strangers = new TreeMap<>();
  private final Set<String> unprofiled = new HashSet<>();
  private final ContactDifferences differences;
  private final Set<String> pending = new TreeSet<>();
  private long natives;

  /**
   * @param persons by id
   * @param aliases the person by which each alias goes on
   * @param metrics by person, the fields and what must be in them; a person or field that is not in
   *     it is not compared
   */
  ContactComparison(
      String destination,
      Map<String, ExpectedPerson> persons,
      Map<String, String> aliases,
      Map<String, Map<String, Optional<String>>> metrics,
      KeyedHash hash) {
    this.differences = new ContactDifferences(destination);
    this.persons = persons;
    this.aliases = aliases;
    this.metrics = metrics;
    this.hash = hash;
    for (ExpectedPerson person : persons.values()) {
      if (person.contactId() != null) {
        byContact.put(person.contactId(), person.personId());
      }
      person.urns().forEach(urn -> byUrn.put(urn, person.personId()));
    }
  }

  /** Takes a contact that is there; if one comes twice, the later counts. */
  void see(ContactThere contact) {
    String person = byContact.get(contact.contactId());
    if (person != null) {
      linked.put(
          person,
          new LinkedContact(
              contact.contactId(),
              contact.personId(),
              contact.consent(),
              ProfileHashes.of(contact, hash),
              contact.extraFields()));
      return;
    }
    String stamp = contact.personId();
    String urn = contact.profile().urn();
    if (stamp != null) {
      String its = aliases.getOrDefault(stamp, stamp);
      strangers.put(
          contact.contactId(),
          new StrangerContact(stamp, persons.containsKey(its) ? its : null, contact.consent()));
    } else if (urn != null && byUrn.containsKey(urn)) {
      strangers.put(
          contact.contactId(), new StrangerContact(null, byUrn.get(urn), contact.consent()));
    } else {
      natives++;
    }
  }

  /** Linked contacts that did not come yet, and so are to be asked for. */
  Set<String> unseen() {
    Set<String> unseen = new TreeSet<>(byContact.keySet());
    linked.values().forEach(seen -> unseen.remove(seen.contactId()));
    return unseen;
  }

  /** The persons of the contacts that are there and ours, by contact id. */
  Map<String, String> ours() {
    Map<String, String> ours = new HashMap<>();
    linked.forEach((person, seen) -> ours.put(seen.contactId(), person));
    strangers.forEach(
        (contact, stranger) -> {
          if (stranger.person() != null) {
            ours.put(contact, stranger.person());
          }
        });
    return ours;
  }

  /** Judges everything but profiles and consents. */
  void judge() {
    for (ExpectedPerson person : persons.values()) {
      if (person.contact() == Standing.PENDING) {
        pending.add(person.personId());
      }
      LinkedContact seen = linked.get(person.personId());
      if (person.contactId() == null || person.contact() != Standing.EXPECTED) {
        continue;
      }
      if (seen == null) {
        differences.add(
            DifferenceClass.MISSING,
            person.personId(),
            null,
            "The person's contact " + person.contactId() + " is not there.",
            true);
      } else {
        stamp(person, seen);
        figures(person, seen);
      }
    }
    strangers.forEach(this::stranger);
  }

  private void stamp(ExpectedPerson person, LinkedContact seen) {
    String stamp = seen.stamp();
    if (stamp == null) {
      differences.add(
          DifferenceClass.OTHER_PROFILE,
          person.personId(),
          "person id",
          "Contact " + seen.contactId() + " carries no person id any more.",
          true);
    } else if (!aliases.getOrDefault(stamp, stamp).equals(person.personId())) {
      unprofiled.add(person.personId());
      differences.add(
          DifferenceClass.OTHER_OWNER,
          person.personId(),
          "person id",
          "Contact " + seen.contactId() + " carries another person's id.",
          true);
    }
  }

  private void figures(ExpectedPerson person, LinkedContact seen) {
    metrics
        .getOrDefault(person.personId(), Map.of())
        .forEach(
            (field, value) -> {
              if (!FigureText.equal(value.orElse(null), seen.extra().get(field))) {
                differences.add(
                    DifferenceClass.STALE_METRIC,
                    person.personId(),
                    field,
                    "Contact " + seen.contactId() + " has another figure.",
                    true);
              }
            });
  }

  private void stranger(String contactId, StrangerContact stranger) {
    String person = stranger.person();
    if (person == null) {
      differences.add(
          DifferenceClass.NOT_IN_ERP,
          null,
          "person id",
          "Contact " + contactId + " carries a person id that the ERP was not seen to have.",
          false);
    } else if (isPending(person)) {
      pending.add(person);
    } else if (linked.containsKey(person) && stranger.isRetired()) {
      return;
    } else if (linked.containsKey(person)) {
      differences.add(
          DifferenceClass.DUPLICATE,
          person,
          null,
          "Contact " + contactId + " is a second one of the same person.",
          false);
    } else if (stranger.stamp() != null) {
      differences.add(
          DifferenceClass.ORPHAN,
          person,
          null,
          "Contact " + contactId + " carries the id of a person that is linked to none.",
          false);
    } else {
      natives++;
    }
  }

  private boolean isPending(String personId) {
    ExpectedPerson person = persons.get(personId);
    return person != null && person.contact() == Standing.PENDING;
  }

  /** The persons whose contact is there and is to be as the ERP has the customer. */
  Set<String> toCompare() {
    Set<String> compared = new TreeSet<>();
    linked.forEach(
        (id, seen) -> {
          ExpectedPerson person = persons.get(id);
          if (person != null && person.contact() == Standing.EXPECTED && !unprofiled.contains(id)) {
            compared.add(id);
          }
        });
    return compared;
  }

  /** Compares a profile; the ERP's missing values are never written, and so not compared. */
  void profile(String personId, ProfileHashes expected) {
    LinkedContact seen = linked.get(personId);
    if (seen == null) {
      return;
    }
    for (String field : expected.differing(seen.profile())) {
      differences.add(
          DifferenceClass.OTHER_PROFILE,
          personId,
          field,
          "Contact " + seen.contactId() + " has another value than the ERP.",
          true);
    }
  }

  /** A customer's profile, hashed as the contacts are. */
  ProfileHashes hashes(Row.Profile profile) {
    return ProfileHashes.of(profile, hash);
  }

  /** The ERP has news of this person that the ledger has not seen yet. */
  void newsOf(String personId) {
    pending.add(personId);
  }

  /** Compares the consent of every linked contact. */
  void consents() {
    linked.forEach(
        (id, seen) -> {
          ExpectedPerson person = persons.get(id);
          if (person != null
              && !pending.contains(id)
              && !differences.consent(person, seen.contactId(), seen.consent())) {
            pending.add(id);
          }
        });
  }

  /** Who is opted out there though we knew of no opt-out. */
  Set<String> optedOutThere() {
    Set<String> found = new TreeSet<>();
    linked.forEach(
        (id, seen) -> {
          ExpectedPerson person = persons.get(id);
          if (person != null
              && seen.consent() == ConsentThere.OPTED_OUT
              && person.written() != Consent.OPTED_OUT) {
            found.add(id);
          }
        });
    return found;
  }

  List<Difference> differences() {
    return differences.all();
  }

  long natives() {
    return natives;
  }

  long pending() {
    return pending.size();
  }

  /** How many persons of ours have a contact there, with this consent if one is given. */
  long there(@Nullable ConsentThere consent) {
    return linked.values().stream()
        .filter(seen -> consent == null || seen.consent() == consent)
        .count();
  }
}
