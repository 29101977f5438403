package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.http.WireJson;
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

  private final Map<String, RowError> byKey = new HashMap<>();

  /**
   * One row's error.
   *
   * @param words Emarsys' own, which may hold personal data
   */
  record RowError(int code, String words) {
    @Override
    public String toString() {
      return "RowError[" + code + "]";
    }
  }

  private RowErrors() {}

  static RowErrors in(JsonNode data) {
    RowErrors errors = new RowErrors();
    JsonNode node = data.path("errors");
    if (node.isArray()) {
      for (JsonNode entry : node) {
        errors.put(
            WireJson.text(entry.path("key")),
            WireJson.text(entry.path("errorCode")),
            WireJson.text(entry.path("errorMsg")));
      }
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        for (Map.Entry<String, JsonNode> error : entry.getValue().properties()) {
          errors.put(entry.getKey(), error.getKey(), WireJson.text(error.getValue()));
        }
      }
    }
    return errors;
  }

  private void put(String key, String code, String words) {
    byKey.putIfAbsent(normal(key), new RowError(number(code), words));
  }

  /** The error of the row with this key value, e.g. a contact id or an e-mail; null if none. */
  @Nullable RowError of(String key) {
    return byKey.get(normal(key));
  }

  /** The error that stands for all rows because the key field was refused; null if none. */
  @Nullable RowError ofAll() {
    return byKey.get(normal(NO_KEY));
  }

  int size() {
    return byKey.size();
  }

  private static String normal(String key) {
    return key.strip().toLowerCase(Locale.ROOT);
  }

  /** Codes are JSON keys, so they come as text; one that is no number counts as unknown. */
  private static int number(String code) {
    return code.matches("\\d{1,9}") ? Integer.parseInt(code) : 0;
  }
}
