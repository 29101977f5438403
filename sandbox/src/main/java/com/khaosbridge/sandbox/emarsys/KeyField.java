package com.khaosbridge.sandbox.emarsys;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a call names its contacts: by a field, or by the internal {@code id} or {@code uid}.
 *
 * @param name the key's member in a contact
 * @param field the field, null if it is one of the internal ones
 */
record KeyField(String name, @Nullable Field field) {
  private static final String EMAIL = "3";

  /** Resolves a sent key id, of which the default is e-mail; 2004 if it can't be a key. */
  static KeyField resolve(JsonNode sent, AccountFields fields) throws Rejection {
    String name = sent.isMissingNode() || sent.isNull() ? EMAIL : Json.scalarText(sent);
    if (name.equals("id") || name.equals("uid")) {
      return new KeyField(name, null);
    }
    Field field = fields.find(name);
    if (field == null || !AccountFields.canBeKey(field)) {
      throw new Rejection(2004, "Invalid key field id: " + name);
    }
    return new KeyField(name, field);
  }

  boolean isInternal() {
    return field == null;
  }

  /** The key's value in a sent row or list; 2005 if there is none. */
  String value(JsonNode sent) throws Rejection {
    String text = Json.scalarText(sent);
    if (text.isEmpty() || sent.isBoolean()) {
      throw new Rejection(2005, "No value provided for key field: " + name);
    }
    return text;
  }
}
