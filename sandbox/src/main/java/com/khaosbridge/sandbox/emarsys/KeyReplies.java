package com.khaosbridge.sandbox.emarsys;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What calls that name contacts by key have in common. */
final class KeyReplies {
  /** Contacts in a call. */
  static final int BATCH = 1_000;

  private KeyReplies() {}

  /** The one contact of this key; 2008 if there is none, 2010 if there are several. */
  static Contact single(List<Contact> found, KeyField key) throws Rejection {
    if (found.isEmpty()) {
      throw new Rejection(2008, notFound(key));
    }
    if (found.size() > 1) {
      throw new Rejection(2010, "Contacts with the external id already exist: " + key.name());
    }
    return found.get(0);
  }

  /** The same in the words of calls that quote the key's value. */
  static Contact singleQuoted(List<Contact> found, KeyField key, String value) throws Rejection {
    if (found.isEmpty()) {
      throw new Rejection(2008, notFound(key) + " - " + value);
    }
    if (found.size() > 1) {
      throw new Rejection(
          2010, "More contacts found with the external id: " + key.name() + " - " + value);
    }
    return found.get(0);
  }

  /** Adds a row's failure under its key value. */
  static void put(ObjectNode errors, String keyValue, Rejection rejection) {
    errors.putObject(keyValue).put(Integer.toString(rejection.replyCode()), rejection.replyText());
  }

  /** Resolves the key; a call other than a write fails as a whole if it is none. */
  static KeyField keyOrFail(JsonNode sent, AccountFields fields) {
    try {
      return KeyField.resolve(sent, fields);
    } catch (Rejection badKey) {
      throw badKey.asWholeCall();
    }
  }

  /** A list of a call; 400/2003 if it is no array, this code if it is longer than a batch. */
  static ArrayNode list(JsonNode sent, int tooLongCode, String tooLongText) {
    if (!(sent instanceof ArrayNode list)) {
      throw ApiFailure.badRequest(2003, "Array expected");
    }
    if (list.size() > BATCH) {
      throw ApiFailure.badRequest(tooLongCode, tooLongText);
    }
    return list;
  }

  static ArrayNode batch(JsonNode sent) {
    return list(sent, 1000, "The request exceeded the maximum batch size of 1,000");
  }

  private static String notFound(KeyField key) {
    return "No contact found with the external id: " + key.name();
  }
}
