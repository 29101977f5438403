package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates and updates contacts, one or many in a call, each row on its own. */
final class ContactWriting {
  private static final Set<String> CALL_MEMBERS = Set.of("key_id", "contact_list_id", "source_id");

  private final AccountFields fields;
  private final ContactStore contacts;
  private final ReplyVariations variations;
  private final Supplier<Instant> realTime;

  ContactWriting(
      AccountFields fields,
      ContactStore contacts,
      ReplyVariations variations,
      Supplier<Instant> realTime) {
    this.fields = fields;
    this.contacts = contacts;
    this.variations = variations;
    this.realTime = realTime;
  }

  Response create(Request request) {
    return write(Envelope.body(request), Mode.CREATE);
  }

  Response update(Request request) {
    boolean upsert = request.query().getOrDefault("create_if_not_exists", "0").equals("1");
    return write(Envelope.body(request), upsert ? Mode.UPSERT : Mode.UPDATE);
  }

  private Response write(ObjectNode body, Mode mode) {
    if (!body.path("contact_list_id").isMissingNode()) {
      throw ApiFailure.badRequest(2020, "Invalid contact list id");
    }
    return body.has("contacts") ? writeBatch(body, mode) : writeOne(body, mode);
  }

  private Response writeOne(ObjectNode body, Mode mode) {
    try {
      KeyField key = key(body, mode);
      ObjectNode data = Json.object();
      data.set("id", writeRow(key, body, mode));
      return Envelope.ok(data);
    } catch (Rejection rejection) {
      throw rejection.asWholeCall();
    }
  }

  private Response writeBatch(ObjectNode body, Mode mode) {
    ArrayNode rows = KeyReplies.batch(body.path("contacts"));
    ArrayNode ids = Json.array();
    ObjectNode errors = Json.object();
    try {
      writeRows(key(body, mode), rows, mode, ids, errors);
    } catch (Rejection badKey) {
      KeyReplies.put(errors, "<NO_KEY_ID>", badKey);
    }
    ObjectNode data = Json.object();
    data.set("ids", ids);
    variations.putErrors(data, errors);
    return Envelope.ok(data);
  }

  private void writeRows(
      KeyField key, ArrayNode rows, Mode mode, ArrayNode ids, ObjectNode errors) {
    Set<String> seen = new HashSet<>();
    for (JsonNode row : rows) {
      String keyValue = Json.scalarText(row.path(key.name()));
      try {
        if (!keyValue.isEmpty() && !seen.add(keyValue)) {
          throw exists(key);
        }
        ids.add(writeRow(key, row, mode));
      } catch (Rejection rejection) {
        KeyReplies.put(errors, keyValue, rejection);
      }
    }
  }

  /** Existing contacts are answered with their id as text, new ones with a number. */
  private JsonNode writeRow(KeyField key, JsonNode row, Mode mode) throws Rejection {
    String keyValue = key.value(row.path(key.name()));
    Map<String, Optional<JsonNode>> changes = changes(key, row);
    synchronized (contacts) {
      List<Contact> found = contacts.find(key, keyValue);
      if (mode == Mode.CREATE && !found.isEmpty()) {
        throw exists(key);
      }
      boolean create = mode == Mode.CREATE || (mode == Mode.UPSERT && !key.isInternal());
      if (create && found.isEmpty()) {
        Contact created = contacts.create(applied(null, changes), realTime.get());
        return Json.object().numberNode(created.id());
      }
      Contact before = KeyReplies.single(found, key);
      Contact after = before.written(applied(before, changes), realTime.get());
      contacts.replace(before, after);
      return Json.object().stringNode(after.idText());
    }
  }

  private KeyField key(ObjectNode body, Mode mode) throws Rejection {
    KeyField key = KeyField.resolve(body.path("key_id"), fields);
    if (mode == Mode.CREATE && key.isInternal()) {
      throw new Rejection(2004, "Cannot use internal ID as key on contact creation.");
    }
    return key;
  }

  /** All values of a row, empty where it clears the field; nothing is applied if one is bad. */
  private Map<String, Optional<JsonNode>> changes(KeyField key, JsonNode row) throws Rejection {
    Map<String, Optional<JsonNode>> changes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : row.properties()) {
      String name = member.getKey();
      if (CALL_MEMBERS.contains(name) || (key.isInternal() && name.equals(key.name()))) {
        continue;
      }
      if (name.equals("id") || name.equals("uid")) {
        throw new Rejection(2007, "Cannot set `id` or `uid` on contact creation");
      }
      Field field = fields.find(name);
      if (field == null || field.isReadOnly()) {
        throw new Rejection(2006, "Invalid field id: " + name);
      }
      changes.put(name, Optional.ofNullable(FieldValues.stored(field, member.getValue())));
    }
    return changes;
  }

  private static ObjectNode applied(
      @Nullable Contact before, Map<String, Optional<JsonNode>> changes) {
    ObjectNode values = before == null ? Json.object() : before.fields().deepCopy();
    changes.forEach(
        (name, value) -> {
          if (value.isPresent()) {
            values.set(name, value.get());
          } else {
            values.remove(name);
          }
        });
    return values;
  }

  private static Rejection exists(KeyField key) {
    return new Rejection(2009, "Contact with the external id already exists: " + key.name());
  }

  private enum Mode {
    CREATE,
    UPDATE,
    UPSERT
  }
}
