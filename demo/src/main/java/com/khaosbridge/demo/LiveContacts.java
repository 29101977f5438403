package com.khaosbridge.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contacts of each person at one destination that are not retired. Live is that with an e-mail
 * of the person; if none has one, all of them.
 */
final class LiveContacts {
  private final Map<Truth.Person, List<ContactThere>> notRetired = new HashMap<>();

  LiveContacts(Truth truth, Collection<ContactThere> contacts) {
    for (ContactThere contact : contacts) {
      Truth.Person person = truth.personOf(contact);
      if (person != null && !contact.isRetired()) {
        notRetired.computeIfAbsent(person, none -> new ArrayList<>()).add(contact);
      }
    }
  }

  List<ContactThere> of(Truth.Person person) {
    List<ContactThere> all = notRetired.getOrDefault(person, List.of());
    List<ContactThere> reached = reached(person, all);
    return reached.isEmpty() ? all : reached;
  }

  /** Whether a person has a contact with an e-mail that is theirs in the ERP. */
  boolean isReached(Truth.Person person) {
    return !reached(person, notRetired.getOrDefault(person, List.of())).isEmpty();
  }

  private static List<ContactThere> reached(Truth.Person person, List<ContactThere> contacts) {
    return contacts.stream()
        .filter(contact -> contact.email() != null && person.emails().contains(contact.email()))
        .toList();
  }

  /** How many persons have more than one contact that is not retired. */
  long duplicates() {
    return notRetired.values().stream().filter(contacts -> contacts.size() > 1).count();
  }

  boolean isThere(String personId) {
    return notRetired.values().stream()
        .flatMap(List::stream)
        .anyMatch(contact -> personId.equals(contact.personId()));
  }
}
