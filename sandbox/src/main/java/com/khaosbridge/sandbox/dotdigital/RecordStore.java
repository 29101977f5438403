package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.store.StateStore;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The Insight data records on disk. A key is unique in its collection, whoever owns the record. */
final class RecordStore {
  private final MVMap<String, String> records;
  private final MVMap<String, String> byOwner;
  private final MVMap<String, String> byModified;

  RecordStore(StateStore store) {
    records = store.map("dotdigital.records");
    byOwner = store.map("dotdigital.records.byOwner");
    byModified = store.map("dotdigital.records.byModified");
  }

  @Nullable StoredRecord find(String collection, String key) {
    String stored = records.get(collection + "/" + key);
    return stored == null ? null : StoredRecord.read(stored);
  }

  /** Creates or replaces; returns whether it was created. The owner of a record never changes. */
  boolean put(String collection, String key, long contactId, String json, String at) {
    StoredRecord before = find(collection, key);
    if (before != null) {
      byModified.remove(modifiedKey(collection, before.updated(), key));
    }
    StoredRecord after =
        new StoredRecord(
            contactId,
            before == null ? at : before.created(),
            at,
            before == null ? 1 : before.writes() + 1,
            json);
    records.put(collection + "/" + key, after.stored());
    byOwner.put(ownerPrefix(contactId, collection) + key, "");
    byModified.put(modifiedKey(collection, at, key), "");
    return before == null;
  }

  /** False if there is no such record. */
  boolean remove(String collection, String key) {
    StoredRecord before = find(collection, key);
    if (before == null) {
      return false;
    }
    records.remove(collection + "/" + key);
    byOwner.remove(ownerPrefix(before.contactId(), collection) + key);
    byModified.remove(modifiedKey(collection, before.updated(), key));
    return true;
  }

  /** A deleted contact's records are gone for good. */
  void removeOwnedBy(long contactId) {
    String prefix = ContactStore.key(contactId) + "/";
    PrefixScan.forEach(
        byOwner,
        prefix,
        (ownerKey, none) -> {
          String rest = ownerKey.substring(prefix.length());
          int slash = rest.indexOf('/');
          remove(rest.substring(0, slash), rest.substring(slash + 1));
        });
  }

  /** Keys of a collection, all or one contact's. */
  List<String> keys(String collection, @Nullable Long contactId) {
    String prefix = contactId == null ? collection + "/" : ownerPrefix(contactId, collection);
    List<String> keys = new ArrayList<>();
    PrefixScan.forEach(
        contactId == null ? records : byOwner,
        prefix,
        (key, value) -> keys.add(key.substring(prefix.length())));
    return keys;
  }

  long count(String collection) {
    return PrefixScan.count(records, collection + "/");
  }

  /** Keys {@code owner/collection/key}. */
  MVMap<String, String> ownerIndex() {
    return byOwner;
  }

  /** Keys {@code collection/updated/key}. */
  MVMap<String, String> modifiedIndex() {
    return byModified;
  }

  /** Keys {@code collection/key} and stored records. */
  MVMap<String, String> all() {
    return records;
  }

  static String ownerPrefix(long contactId, String collection) {
    return ContactStore.key(contactId) + "/" + collection + "/";
  }

  private static String modifiedKey(String collection, String updated, String key) {
    return collection + "/" + updated + "/" + key;
  }
}
