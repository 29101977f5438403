package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.http.WireJson;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The contact ids in an answer: text for contacts that were there, numbers for new ones, and one
 * {@code id} instead of {@code ids} for a single contact (Contacts OpenAPI).
 */
final class AnsweredIds {
  private AnsweredIds() {}

  static Set<String> in(JsonNode data) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode id : data.path("ids")) {
      ids.add(WireJson.text(id));
    }
    ids.add(WireJson.text(data.path("id")));
    ids.remove("");
    return ids;
  }
}
