package com.khaosbridge.demo;

import com.khaosbridge.workflows.delivery.Consent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of the contacts that were there before the bridge, told by the stand-ins and the
 * ERP's truth: figures that add up over destinations.
 */
final class RetailerFigures {
  private final Truth truth;
  private long personsWithTwoContacts;
  private long nativeTouched;
  private long adopted;
  private long wronglyOptedIn;
  private long unknownAsBefore;
  private long consentHeld;

  RetailerFigures(Truth truth) {
    this.truth = truth;
  }

  /** Counts a destination; {@code held} is how many consents the ledger holds there. */
  void add(Collection<ContactThere> contacts, ContactsBefore before, long held) {
    consentHeld += held;
    Map<Truth.Person, Integer> contactsOf = new HashMap<>();
    Set<String> untouched = new HashSet<>();
    for (ContactThere contact : contacts) {
      Truth.Person person = truth.personOf(contact);
      if (person != null) {
        contactsOf.merge(person, 1, Integer::sum);
      }
      if (contact.writes() == 0 && contact.personId() == null) {
        untouched.add(contact.id());
      }
      if ("adoptable".equals(contact.seeded()) && person != null && contact.personId() != null) {
        adopted++;
      }
      if (contact.isOptedIn()) {
        optedIn(contact, before.consentOf(contact.id()));
      }
    }
    personsWithTwoContacts += contactsOf.values().stream().filter(count -> count > 1).count();
    nativeTouched +=
        before.all().stream()
            .filter(contact -> "native".equals(contact.seeded()))
            .filter(contact -> !untouched.contains(contact.id()))
            .count();
  }

  private void optedIn(ContactThere contact, @Nullable Consent before) {
    Truth.Person person = truth.personOf(contact);
    if (person == null) {
      // Who is nobody's in the ERP is not for the bridge to opt in.
      wronglyOptedIn += contact.personId() == null ? 0 : 1;
    } else if (before == Consent.OPTED_IN && person.consent().equals("UNKNOWN")) {
      unknownAsBefore++;
    } else if (!person.mayBeOptedIn()
        || (before == Consent.OPTED_OUT && !turnedToOptedIn(person))) {
      wronglyOptedIn++;
    }
  }

  /** Whether the ERP came to say opted in, while all of a run comes after what was there before. */
  private boolean turnedToOptedIn(Truth.Person person) {
    return truth.turns().stream()
        .anyMatch(
            turn ->
                turn.person().equals(person)
                    && turn.side().equals(QuickStart.SOURCE)
                    && turn.to().equals("OPTED_IN"));
  }

  /** By name, as the summary has them. */
  Map<String, Long> byName() {
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("personsWithTwoContacts", personsWithTwoContacts);
    figures.put("nativeTouched", nativeTouched);
    figures.put("adopted", adopted);
    figures.put("wronglyOptedIn", wronglyOptedIn);
    figures.put("unknownAsBefore", unknownAsBefore);
    figures.put("consentHeld", consentHeld);
    return figures;
  }
}
