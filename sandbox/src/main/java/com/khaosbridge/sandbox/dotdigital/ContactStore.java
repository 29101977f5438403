package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.store.StateStore;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The contacts on disk with the orders in which they are looked up. */
final class ContactStore {
  private static final long FIRST_ID = 100_001;

  private final MVMap<String, String> contacts;
  private final MVMap<String, String> byIdentifier;
  private final MVMap<String, String> byModified;
  private final MVMap<String, String> byRemoved;

  ContactStore(StateStore store) {
    contacts = store.map("dotdigital.contacts");
    byIdentifier = store.map("dotdigital.contacts.byIdentifier");
    byModified = store.map("dotdigital.contacts.byModified");
    byRemoved = store.map("dotdigital.contacts.byRemoved");
  }

  /** An unused contact id; contacts are never taken out, so the last one is the highest. */
  long nextId() {
    String last = contacts.lastKey();
    return last == null ? FIRST_ID : Long.parseLong(last) + 1;
  }

  /** Also finds a contact in the recycle bin. */
  @Nullable Contact find(ContactIdentifier identifier) {
    String key =
        identifier.name().equals(ContactIdentifier.CONTACT_ID)
            ? key(Long.parseLong(identifier.value()))
            : byIdentifier.get(identifier.key());
    return key == null ? null : byKey(key);
  }

  /** Not in the recycle bin. */
  @Nullable Contact findLive(ContactIdentifier identifier) {
    Contact contact = find(identifier);
    return contact == null || contact.binned() ? null : contact;
  }

  @Nullable Contact byId(long contactId) {
    return byKey(key(contactId));
  }

  /** Saves a contact to which a call was applied. */
  void save(Contact contact) {
    contact.countWrite();
    keep(contact);
  }

  /** Saves a contact that no call changed. */
  void keep(Contact contact) {
    String key = key(contact.id());
    Contact before = byKey(key);
    if (before != null) {
      byModified.remove(before.updated() + "/" + key);
      if (before.dateRemoved() != null) {
        byRemoved.remove(before.dateRemoved() + "/" + key);
      }
      before.identifierMap().values().forEach(identifier -> byIdentifier.remove(identifier.key()));
    }
    contacts.put(key, contact.stored());
    byModified.put(contact.updated() + "/" + key, "");
    if (contact.dateRemoved() != null) {
      byRemoved.put(contact.dateRemoved() + "/" + key, "");
    }
    contact.identifierMap().values().forEach(i -> byIdentifier.put(i.key(), key));
  }

  /** All contacts, also those in the bin, by id. */
  void forEach(Consumer<Contact> action) {
    Iterator<String> keys = contacts.keyIterator(null);
    while (keys.hasNext()) {
      action.accept(Objects.requireNonNull(byKey(keys.next())));
    }
  }

  /** Keys by contact id, each usable with {@link #byIndexKey}. */
  MVMap<String, String> index() {
    return contacts;
  }

  /** Keys by time of change, then by contact id. */
  MVMap<String, String> modifiedIndex() {
    return byModified;
  }

  /** Keys by the time of unsubscribing or suppression, then by contact id. */
  MVMap<String, String> removedIndex() {
    return byRemoved;
  }

  /** The contact of a key of any index. */
  Contact byIndexKey(String indexKey) {
    String key = indexKey.substring(indexKey.indexOf('/') + 1);
    return Objects.requireNonNull(byKey(key));
  }

  private @Nullable Contact byKey(String key) {
    String stored = contacts.get(key);
    return stored == null ? null : Contact.read(stored);
  }

  static String key(long contactId) {
    return String.format(Locale.ROOT, "%015d", contactId);
  }
}
