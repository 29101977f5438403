package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.http.WireJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The errors of single rows inside an accepted call. Emarsys writes them as a map of key value to
 * code and words, for reads as an array, and as {@code []}, {@code {}} or not at all if there are
 * none.
 */
final class RowErrors {
  /** Stands in Emarsys' answers where the key field itself was refused, so that no row was done. */
  private static final String NO_KEY = "<NO_KEY_ID>";

  private final Map<String, Refusal> byKey = new HashMap<>();

  private RowErrors() {}

  /**
   * Reads the errors.
   *
   * @param ourFields ids of the fields that the call had
   */
  static RowErrors in(JsonNode data, Collection<String> ourFields) {
    RowErrors errors = new RowErrors();
    JsonNode node = data.path("errors");
    if (node.isArray()) {
      for (JsonNode entry : node) {
        errors.put(
            WireJson.text(entry.path("key")),
            Refusal.of(
                WireJson.text(entry.path("errorCode")),
                WireJson.text(entry.path("errorMsg")),
                ourFields));
      }
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        for (Map.Entry<String, JsonNode> error : entry.getValue().properties()) {
          errors.put(
              entry.getKey(),
              Refusal.of(error.getKey(), WireJson.text(error.getValue()), ourFields));
        }
      }
    }
    return errors;
  }

  private void put(String key, Refusal refusal) {
    byKey.putIfAbsent(normal(key), refusal);
  }

  /** The error of the row with this key value, e.g. a contact id or an e-mail; null if none. */
  @Nullable Refusal of(String key) {
    return byKey.get(normal(key));
  }

  /** The error that stands for all rows because the key field was refused; null if none. */
  @Nullable Refusal ofAll() {
    return byKey.get(normal(NO_KEY));
  }

  int size() {
    return byKey.size();
  }

  private static String normal(String key) {
    return key.strip().toLowerCase(Locale.ROOT);
  }
}
