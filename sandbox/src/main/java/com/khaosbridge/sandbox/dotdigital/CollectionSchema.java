package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.store.StateStore;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The types a collection has learnt: the first value seen at a path decides, for ever. New paths
 * extend the schema. An empty array is a list, too, and locks the path as one; null locks nothing.
 */
final class CollectionSchema {
  private static final String STRING = "STRING";
  private static final String TIMESTAMP = "TIMESTAMP";
  private static final String RECORD = "RECORD";
  private static final String REPEATED = "REPEATED ";

  /** A list of which no element has been seen. */
  private static final String LIST = "LIST";

  /** Between the names of a path; sorts before all that a name may have. */
  private static final char STEP = '\u0001';

  private static final Pattern DATE_TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?");

  private final MVMap<String, String> types;

  CollectionSchema(StateStore store) {
    types = store.map("dotdigital.schemas");
  }

  /**
   * Why a record is refused.
   *
   * @param reason a failure reason of the import's result
   * @param path the names down to the value, with dots
   * @param detail what is wrong
   */
  record Clash(String reason, String path, String detail) {}

  /** Learns from a record that suits; a record that doesn't leaves the schema as it was. */
  @Nullable Clash learn(String collection, JsonNode record) {
    Map<String, String> learnt = new HashMap<>();
    Clash clash = checkFields(collection + "/", record, learnt);
    if (clash == null) {
      types.putAll(learnt);
    }
    return clash;
  }

  void forget(String collection) {
    PrefixScan.removeAll(types, collection + "/");
  }

  /** The columns of the collection, the record's own fields under {@code json}. */
  ArrayNode describe(String collection) {
    ArrayNode columns = JsonText.MAPPER.createArrayNode();
    column(columns, "key", STRING, "NULLABLE");
    column(columns, "contactIdentifier", "INTEGER", "REQUIRED");
    column(columns, "dateModified", TIMESTAMP, "REQUIRED");
    ArrayNode fields = (ArrayNode) column(columns, "json", RECORD, "NULLABLE").path("fields");
    describe(collection + "/", fields);
    return columns;
  }

  private void describe(String parent, ArrayNode fields) {
    PrefixScan.forEach(
        types,
        parent,
        (path, type) -> {
          String name = path.substring(parent.length());
          if (name.indexOf(STEP) >= 0) {
            return;
          }
          boolean repeated = type.startsWith(REPEATED) || type.equals(LIST);
          String element = type.startsWith(REPEATED) ? type.substring(REPEATED.length()) : type;
          ObjectNode field =
              column(
                  fields,
                  name,
                  element.equals(LIST) ? STRING : element,
                  repeated ? "REPEATED" : null);
          describe(path + STEP, (ArrayNode) field.path("fields"));
        });
  }

  private static ObjectNode column(
      ArrayNode columns, String name, String type, @Nullable String mode) {
    ObjectNode column = columns.addObject().put("name", name);
    if (mode != null) {
      column.put("mode", mode);
    }
    column.put("type", type).putArray("fields");
    return column;
  }

  private @Nullable Clash checkFields(String parent, JsonNode object, Map<String, String> learnt) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      Clash clash = checkValue(parent + field.getKey(), field.getValue(), learnt);
      if (clash != null) {
        return clash;
      }
    }
    return null;
  }

  private @Nullable Clash checkValue(String path, JsonNode value, Map<String, String> learnt) {
    if (value.isNull()) {
      return null;
    }
    if (!value.isArray()) {
      Clash clash = lock(path, type(value), learnt);
      return clash == null && value.isObject() ? checkFields(path + STEP, value, learnt) : clash;
    }
    Clash clash = lock(path, LIST, learnt);
    for (JsonNode element : value.values()) {
      if (clash != null) {
        return clash;
      }
      if (element.isArray()) {
        return new Clash(
            "JsonContainsNestedArray", shown(path), "An array stands directly in an array");
      }
      if (!element.isNull()) {
        clash = lock(path, REPEATED + type(element), learnt);
      }
      if (clash == null && element.isObject()) {
        clash = checkFields(path + STEP, element, learnt);
      }
    }
    return clash;
  }

  private @Nullable Clash lock(String path, String type, Map<String, String> learnt) {
    String locked = learnt.containsKey(path) ? learnt.get(path) : types.get(path);
    if (locked == null || (locked.equals(LIST) && type.startsWith(REPEATED))) {
      learnt.put(path, type);
      return null;
    }
    boolean suits =
        locked.equals(type)
            || (type.equals(LIST) && locked.startsWith(REPEATED))
            || (locked.endsWith(STRING) && type.equals(locked.replace(STRING, TIMESTAMP)));
    return suits
        ? null
        : new Clash(
            "JsonValueIncompatibleWithSchema",
            shown(path),
            "'" + shown(path) + "' is " + type + " here, but this collection has it as " + locked);
  }

  private static String type(JsonNode value) {
    if (value.isNumber()) {
      return "FLOAT";
    }
    if (value.isBoolean()) {
      return "BOOLEAN";
    }
    if (value.isObject()) {
      return RECORD;
    }
    return DATE_TIME.matcher(value.asString()).matches() ? TIMESTAMP : STRING;
  }

  private static String shown(String path) {
    return path.substring(path.indexOf('/') + 1).replace(STEP, '.');
  }
}
