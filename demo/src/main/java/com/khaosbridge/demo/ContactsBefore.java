package com.khaosbridge.demo;

import com.khaosbridge.workflows.delivery.Consent;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contacts that were at a destination before the bridge came, as they were then. */
final class ContactsBefore {
  private final Map<String, ContactThere> byId = new HashMap<>();

  static ContactsBefore atEmarsys(Lines state) throws IOException {
    return of(StandInFigures.ofEmarsys(state, new ContactsBefore()).contactsThere());
  }

  static ContactsBefore atDotdigital(Lines state) throws IOException {
    return of(StandInFigures.ofDotdigital(state, new ContactsBefore()).contactsThere());
  }

  /** Of a sandbox that ran before, what was written since tells nothing of how it began. */
  private static ContactsBefore of(Collection<ContactThere> contacts) {
    ContactsBefore before = new ContactsBefore();
    contacts.stream()
        .filter(contact -> contact.seeded() != null && contact.writes() == 0)
        .forEach(contact -> before.byId.put(contact.id(), contact));
    return before;
  }

  /** The consent that a contact had; null if it was not there. */
  @Nullable Consent consentOf(String id) {
    ContactThere contact = byId.get(id);
    return contact == null ? null : contact.consent();
  }

  Collection<ContactThere> all() {
    return byId.values();
  }
}
