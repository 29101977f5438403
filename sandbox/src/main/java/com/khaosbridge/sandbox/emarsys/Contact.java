package com.khaosbridge.sandbox.emarsys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A contact.
 *
 * @param id the internal id, never reused
 * @param uid the id that outsiders may see
 * @param fields the fields that have a value, by field id; nobody changes it after construction
 * @param created when it was made, ISO 8601
 * @param updated when a call or a person last changed it, ISO 8601
 * @param seed what is known of a contact that was there before any client came, null for others
 */
record Contact(
    long id, String uid, ObjectNode fields, String created, String updated, @Nullable Seed seed) {

  /**
   * A contact's beginning.
   *
   * @param kind as the state names it
   * @param writes how many calls were applied to it since
   */
  record Seed(String kind, int writes) {}

  static Contact parse(String json) {
    JsonNode node = Json.parse(json);
    return new Contact(
        node.path("id").longValue(),
        node.path("uid").stringValue(),
        (ObjectNode) node.path("fields"),
        node.path("created").stringValue(),
        node.path("updated").stringValue(),
        node.has("seeded")
            ? new Seed(node.path("seeded").stringValue(), node.path("writes").intValue())
            : null);
  }

  ObjectNode toJson() {
    ObjectNode node = Json.object();
    node.put("id", id);
    node.put("uid", uid);
    node.set("fields", fields);
    node.put("created", created);
    node.put("updated", updated);
    if (seed != null) {
      node.put("seeded", seed.kind()).put("writes", seed.writes());
    }
    return node;
  }

  /** The same contact after a call. */
  Contact written(ObjectNode newFields, Instant now) {
    Seed later = seed == null ? null : new Seed(seed.kind(), seed.writes() + 1);
    return new Contact(id, uid, newFields, created, now.toString(), later);
  }

  /** The same contact after what its person did. */
  Contact changedByPerson(ObjectNode newFields, Instant now) {
    return new Contact(id, uid, newFields, created, now.toString(), seed);
  }

  /** The text of a field, empty if it has none. */
  String text(String key) {
    return Json.scalarText(fields.path(key));
  }

  /** The id as answers about existing contacts carry it. */
  String idText() {
    return Long.toString(id);
  }
}
