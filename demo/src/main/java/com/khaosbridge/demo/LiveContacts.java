package com.khaosbridge.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contacts of each person at one destination that are in use: those with an e-mail that is the
 * person's in the ERP, and all that can be mailed. If no contact has such an e-mail, all of them.
 */
final class LiveContacts {
  private final Map<Truth.Person, List<ContactThere>> inUse = new HashMap<>();

  LiveContacts(Truth truth, Collection<ContactThere> contacts) {
    for (ContactThere contact : contacts) {
      Truth.Person person = truth.personOf(contact);
      if (person != null) {
        inUse.computeIfAbsent(person, none -> new ArrayList<>()).add(contact);
      }
    }
    inUse.forEach(
        (person, all) -> {
          if (!reached(person, all).isEmpty()) {
            all.removeIf(contact -> !isReached(person, contact) && !contact.isMailable());
          }
        });
  }

  List<ContactThere> of(Truth.Person person) {
    List<ContactThere> all = inUse.getOrDefault(person, List.of());
    List<ContactThere> reached = reached(person, all);
    return reached.isEmpty() ? all : reached;
  }

  /** Whether a person has a contact with an e-mail that is theirs in the ERP. */
  boolean isReached(Truth.Person person) {
    return !reached(person, inUse.getOrDefault(person, List.of())).isEmpty();
  }

  private static List<ContactThere> reached(Truth.Person person, List<ContactThere> contacts) {
    return contacts.stream().filter(contact -> isReached(person, contact)).toList();
  }

  private static boolean isReached(Truth.Person person, ContactThere contact) {
    return contact.email() != null && person.emails().contains(contact.email());
  }

  /**
   * How many persons have several contacts in use. Several that nobody is mailed at, with e-mails
   * of before, are what they left behind.
   */
  long duplicates() {
    return inUse.entrySet().stream()
        .filter(one -> one.getValue().size() > 1)
        .filter(
            one ->
                isReached(one.getKey())
                    || one.getValue().stream().filter(ContactThere::isMailable).count() > 1)
        .count();
  }

  boolean isThere(String personId) {
    return inUse.values().stream()
        .flatMap(List::stream)
        .anyMatch(contact -> personId.equals(contact.personId()));
  }
}
