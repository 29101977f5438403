package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads contacts by key: their fields, or only their internal ids. */
final class ContactReading {
  private final AccountFields fields;
  private final ContactStore contacts;
  private final ReplyVariations variations;

  ContactReading(AccountFields fields, ContactStore contacts, ReplyVariations variations) {
    this.fields = fields;
    this.contacts = contacts;
    this.variations = variations;
  }

  /** The only call whose members are in camel case and whose errors are an array. */
  Response getData(Request request) {
    ObjectNode body = Envelope.body(request);
    ArrayNode keyValues = KeyReplies.batch(body.path("keyValues"));
    KeyField key = KeyReplies.keyOrFail(body.path("keyId"), fields);
    List<Field> asked = askedFields(body.path("fields"));
    ArrayNode errors = Json.array();
    ArrayNode result = Json.array();
    for (JsonNode sent : keyValues) {
      try {
        String value = key.value(sent);
        result.add(shown(KeyReplies.single(contacts.find(key, value), key), asked));
      } catch (Rejection rejection) {
        errors
            .addObject()
            .put("key", Json.scalarText(sent))
            .put("errorCode", rejection.replyCode())
            .put("errorMsg", rejection.replyText());
      }
    }
    ObjectNode data = Json.object();
    data.set("errors", errors);
    data.set("result", result.isEmpty() ? Json.object().booleanNode(false) : result);
    return Envelope.ok(data);
  }

  Response checkIds(Request request) {
    ObjectNode body = Envelope.body(request);
    KeyField key = KeyReplies.keyOrFail(body.path("key_id"), fields);
    boolean multiple = body.path("get_multiple_ids").asBoolean(false);
    ArrayNode keyValues =
        KeyReplies.list(
            body.path("external_ids"),
            2002,
            "The list of external ids exceeds the maximum of 1000");
    ObjectNode ids = Json.object();
    ObjectNode errors = Json.object();
    for (JsonNode sent : keyValues) {
      try {
        String value = key.value(sent);
        List<Contact> found = contacts.find(key, value);
        if (multiple && found.size() > 1) {
          ArrayNode all = ids.putArray(value);
          found.forEach(contact -> all.add(contact.idText()));
        } else {
          ids.put(value, KeyReplies.single(found, key).idText());
        }
      } catch (Rejection rejection) {
        KeyReplies.put(errors, Json.scalarText(sent), rejection);
      }
    }
    ObjectNode data = Json.object();
    data.set("ids", ids);
    variations.putErrors(data, errors);
    return Envelope.ok(data);
  }

  private List<Field> askedFields(JsonNode sent) {
    List<Field> asked = new ArrayList<>();
    for (JsonNode one : KeyReplies.batch(sent)) {
      String id = Json.scalarText(one);
      if (id.equals("id") || id.equals("uid")) {
        continue;
      }
      Field field = fields.find(id);
      if (field == null) {
        throw ApiFailure.badRequest(2006, "Invalid field id: " + id);
      }
      asked.add(field);
    }
    return asked;
  }

  private static ObjectNode shown(Contact contact, List<Field> asked) {
    ObjectNode shown = Json.object().put("id", contact.idText()).put("uid", contact.uid());
    for (Field field : asked) {
      JsonNode value = contact.fields().path(field.key());
      if (value.isMissingNode()) {
        shown.putNull(field.key());
      } else {
        shown.set(field.key(), value);
      }
    }
    return shown;
  }
}
