package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The contacts on disk, with an index for each indexed field. Nothing but the internal ids is
 * unique. A caller that looks up and then writes holds this object's monitor in between.
 */
final class ContactStore {
  private static final long FIRST_ID = 968_984_932L;
  private static final int ID_WIDTH = 12;
  private static final String NEXT_ID = "nextContactId";

  private final AccountFields fields;
  private final MVMap<String, String> contacts;
  private final MVMap<String, String> index;
  private final MVMap<String, String> counters;

  ContactStore(StateStore store, AccountFields fields) {
    this.fields = fields;
    this.contacts = store.map("emarsys.contact");
    this.index = store.map("emarsys.contactKey");
    this.counters = store.map("emarsys.counter");
  }

  /** All contacts whose key has exactly this value, oldest first. */
  synchronized List<Contact> find(KeyField key, String value) {
    if (key.name().equals("id")) {
      return byId(value);
    }
    Field field = key.field();
    return field == null || AccountFields.isIndexed(field)
        ? byIndex(key.name(), value)
        : byScan(key.name(), value);
  }

  synchronized Contact create(ObjectNode values, Instant now) {
    return create(values, now, null);
  }

  /** Creates a contact that was there before any client came. */
  synchronized void seed(ObjectNode values, Instant now, String kind) {
    create(values, now, new Contact.Seed(kind, 0));
  }

  private Contact create(ObjectNode values, Instant now, Contact.@Nullable Seed seed) {
    long id = Long.parseLong(counters.getOrDefault(NEXT_ID, Long.toString(FIRST_ID)));
    counters.put(NEXT_ID, Long.toString(id + 1));
    Contact contact = new Contact(id, uid(id), values, now.toString(), now.toString(), seed);
    put(contact);
    return contact;
  }

  /** Puts a changed contact in the place of the one with its id. */
  synchronized void replace(Contact before, Contact after) {
    unindex(before);
    put(after);
  }

  synchronized void delete(Contact contact) {
    unindex(contact);
    contacts.remove(stored(contact.id()));
  }

  /** The contacts of a moment, oldest first, read from disk as they are asked for. */
  Iterator<Contact> all() {
    Iterator<String> keys = contacts.keyIterator(null);
    return new Iterator<>() {
      private @Nullable Contact next = advance();

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public Contact next() {
        Contact current = next;
        if (current == null) {
          throw new NoSuchElementException();
        }
        next = advance();
        return current;
      }

      private @Nullable Contact advance() {
        while (keys.hasNext()) {
          String json = contacts.get(keys.next());
          if (json != null) {
            return Contact.parse(json);
          }
        }
        return null;
      }
    };
  }

  void writeState(Writer out) throws IOException {
    for (Iterator<Contact> each = all(); each.hasNext(); ) {
      ObjectNode line = Json.object().put("type", "contact");
      line.setAll(each.next().toJson());
      out.write(Json.write(line));
      out.write('\n');
    }
  }

  private List<Contact> byId(String value) {
    if (!value.matches("[1-9][0-9]{0,11}")) {
      return List.of();
    }
    String json = contacts.get(stored(Long.parseLong(value)));
    return json == null ? List.of() : List.of(Contact.parse(json));
  }

  private List<Contact> byIndex(String key, String value) {
    List<Contact> found = new ArrayList<>();
    String prefix = indexPrefix(key, value);
    Iterator<String> entries = index.keyIterator(prefix);
    while (entries.hasNext()) {
      String entry = entries.next();
      if (!entry.startsWith(prefix)) {
        break;
      }
      // A longer entry is another value that begins with this one and a NUL.
      if (entry.length() == prefix.length() + ID_WIDTH) {
        found.addAll(byId(Long.toString(Long.parseLong(entry.substring(prefix.length())))));
      }
    }
    return found;
  }

  private List<Contact> byScan(String key, String value) {
    List<Contact> found = new ArrayList<>();
    for (Iterator<Contact> each = all(); each.hasNext(); ) {
      Contact contact = each.next();
      if (contact.text(key).equals(value)) {
        found.add(contact);
      }
    }
    return found;
  }

  private void put(Contact contact) {
    contacts.put(stored(contact.id()), Json.write(contact.toJson()));
    for (String entry : indexEntries(contact)) {
      index.put(entry, "");
    }
  }

  private void unindex(Contact contact) {
    for (String entry : indexEntries(contact)) {
      index.remove(entry);
    }
  }

  private List<String> indexEntries(Contact contact) {
    List<String> entries = new ArrayList<>();
    entries.add(indexPrefix("uid", contact.uid()) + stored(contact.id()));
    for (Field field : fields.all()) {
      String value = contact.text(field.key());
      if (AccountFields.isIndexed(field) && !value.isEmpty()) {
        entries.add(indexPrefix(field.key(), value) + stored(contact.id()));
      }
    }
    return entries;
  }

  private static String indexPrefix(String key, String value) {
    return key + '\0' + value + '\0';
  }

  private static String stored(long id) {
    return String.format(Locale.ROOT, "%0" + ID_WIDTH + "d", id);
  }

  /** A bijection that looks random, so that no two contacts share one. */
  private static String uid(long id) {
    return "u" + Long.toUnsignedString(id * 0x9E3779B97F4A7C15L, Character.MAX_RADIX);
  }
}
