package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_sandbox/trickle}: shows and sets the rate of new orders. */
final class TricklePath {
  private final TricklePace pace;

  TricklePath(TricklePace pace) {
    this.pace = pace;
  }

  Response show() {
    return Control.ok(
        Json.mapper()
            .createObjectNode()
            .put("perMinute", pace.perMinute())
            .put("placed", pace.placed()));
  }

  Response change(ObjectNode change) {
    JsonNode perMinute = change.get("perMinute");
    if (perMinute == null || !perMinute.isNumber()) {
      throw new IllegalArgumentException("perMinute must be a number");
    }
    pace.change(perMinute.asDouble());
    return show();
  }
}
