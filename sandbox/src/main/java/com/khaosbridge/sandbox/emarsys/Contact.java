package com.khaosbridge.sandbox.emarsys;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A contact.
 *
 * @param id the internal id, never reused
 * @param uid the id that outsiders may see
 * @param fields the fields that have a value, by field id; nobody changes it after construction
 * @param created when it was made, ISO 8601
 * @param updated when a call was last applied to it, ISO 8601
 */
record Contact(long id, String uid, ObjectNode fields, String created, String updated) {

  static Contact parse(String json) {
    JsonNode node = Json.parse(json);
    return new Contact(
        node.path("id").longValue(),
        node.path("uid").stringValue(),
        (ObjectNode) node.path("fields"),
        node.path("created").stringValue(),
        node.path("updated").stringValue());
  }

  ObjectNode toJson() {
    ObjectNode node = Json.object();
    node.put("id", id);
    node.put("uid", uid);
    node.set("fields", fields);
    node.put("created", created);
    node.put("updated", updated);
    return node;
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
