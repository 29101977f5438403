package com.khaosbridge.activities.emarsys;

import tools.jackson.databind.JsonNode;

/** Reads ids and texts that Emarsys writes now as text, now as a number. */
final class JsonText {
  private JsonText() {}

  /** The text of a string or a number; empty for anything else, null and absence included. */
  static String of(JsonNode node) {
    if (node.isString()) {
      return node.stringValue();
    }
    return node.isNumber() ? node.numberValue().toString() : "";
  }
}
