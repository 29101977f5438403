package com.khaosbridge.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contacts of each person at one destination that are in use: all that can be mailed, and those
 * with an e-mail that is the person's in the ERP, unless another of these can be mailed. If none is
 * so, all of them.
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
          List<ContactThere> reached = reached(person, all);
          boolean mailable = reached.stream().anyMatch(ContactThere::isMailable);
          if (!reached.isEmpty()) {
            all.removeIf(
                contact -> !contact.isMailable() && (mailable || !isReached(person, contact)));
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
   * How many persons have several contacts that can be mailed, or that bear the same id of ours.
   * Others that nobody is mailed at are what they left behind.
   */
  long duplicates() {
    return inUse.values().stream()
        .filter(
            all ->
                all.stream().filter(ContactThere::isMailable).count() > 1
                    || all.stream().map(ContactThere::personId).distinct().count() < all.size())
        .count();
  }

  boolean isThere(String personId) {
    return inUse.values().stream()
        .flatMap(List::stream)
        .anyMatch(contact -> personId.equals(contact.personId()));
  }
}
