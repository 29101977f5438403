package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Deletes contacts for good. Contacts that share a key value are not deleted. */
final class ContactErasure {
  private final AccountFields fields;
  private final ContactStore contacts;
  private final ReplyVariations variations;

  ContactErasure(AccountFields fields, ContactStore contacts, ReplyVariations variations) {
    this.fields = fields;
    this.contacts = contacts;
    this.variations = variations;
  }

  Response delete(Request request) {
    ObjectNode body = Envelope.body(request);
    KeyField key = KeyReplies.keyOrFail(body.path("key_id"), fields);
    ArrayNode keyValues = keyValues(body.path(key.name()));
    ObjectNode errors = Json.object();
    int deleted = 0;
    for (JsonNode sent : keyValues) {
      try {
        delete(key, key.value(sent));
        deleted++;
      } catch (Rejection rejection) {
        if (keyValues.size() == 1) {
          // Seen in the field: a lone failure is the call's reply code, yet under HTTP 200.
          return Envelope.failure(200, rejection.replyCode(), rejection.replyText());
        }
        KeyReplies.put(errors, Json.scalarText(sent), rejection);
      }
    }
    ObjectNode data = Json.object().put("deleted_contacts", deleted);
    variations.putErrors(data, errors);
    return Envelope.ok(data);
  }

  private void delete(KeyField key, String value) throws Rejection {
    synchronized (contacts) {
      contacts.delete(KeyReplies.singleQuoted(contacts.find(key, value), key, value));
    }
  }

  /** A scalar is accepted in the place of an array. */
  private static ArrayNode keyValues(JsonNode sent) {
    return sent.isValueNode() ? Json.array().add(sent) : KeyReplies.batch(sent);
  }
}
