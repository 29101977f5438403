package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.VendorWords;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.decision.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds our contact fields among those of the account, and says what is wrong with them. */
final class ContactFields {
  private static final Set<String> TEXT_TYPES = Set.of("", "shorttext", "longtext", "largetext");

  /** The types of field that are no text (Emarsys developer hub, "Field types"). */
  private static final Set<String> OTHER_TYPES =
      Set.of(
          "numeric",
          "date",
          "birthdate",
          "singlechoice",
          "multichoice",
          "interests",
          "url",
          "voucher",
          "special");

  /** Ids below 100 are of Emarsys' own fields, the opt-in included (Emarsys help portal). */
  private static final Pattern OWN_ID = Pattern.compile("\\d{1,2}");

  private final JsonNode fields;
  private final List<String> problems;

  /**
   * @param fields the account's list
   * @param problems takes what is missing or wrong, each with what to do about it
   */
  ContactFields(JsonNode fields, List<String> problems) {
    this.fields = fields;
    this.problems = problems;
  }

  /** The id of a text field, empty if that is a problem. */
  String ofText(String stringId) {
    JsonNode field = find(stringId);
    if (field == null) {
      problems.add(
          "The account has no contact field with the string id "
              + stringId
              + ": add a text field of that id in the Field Editor (and have Emarsys Support index"
              + " the one for person ids), or name another in the settings");
      return "";
    }
    if (!TEXT_TYPES.contains(type(field))) {
      problems.add(
          "The contact field "
              + stringId
              + " is of type "
              + VendorWords.ourWord(OTHER_TYPES, type(field), "no text type")
              + ": make a text field and name its string id in the settings");
    }
    return WireJson.text(field.path("id"));
  }

  /** The ids of the fields of metrics, without those that are a problem. */
  Map<Metric, String> ofMetrics(Map<Metric, String> stringIds) {
    Map<Metric, String> ids = new EnumMap<>(Metric.class);
    new TreeMap<>(stringIds)
        .forEach(
            (metric, stringId) -> {
              JsonNode field = find(stringId);
              String problem = field == null ? "is missing" : problem(metric, field);
              if (field == null || problem != null) {
                problems.add(
                    "The contact field "
                        + stringId
                        + " for the metric "
                        + metric.settingName()
                        + " "
                        + problem
                        + ": add a field of the type "
                        + wantedType(metric)
                        + " in the Field Editor and name its string id in the settings");
              } else {
                ids.put(metric, WireJson.text(field.path("id")));
              }
            });
    return ids;
  }

  private static @Nullable String problem(Metric metric, JsonNode field) {
    if (OWN_ID.matcher(WireJson.text(field.path("id"))).matches()) {
      return "is one of Emarsys' own";
    }
    String type = type(field);
    boolean takesIt =
        type.equals(wantedType(metric))
            || (TEXT_TYPES.contains(type) && !(isLong(metric) && type.equals("shorttext")));
    return takesIt
        ? null
        : "is of type "
            + VendorWords.ourWord(OTHER_TYPES, type, isLong(metric) ? "shorttext" : "no text type");
  }

  private static String wantedType(Metric metric) {
    return switch (metric.type()) {
      case NUMBER, MONEY -> "numeric";
      case DATE -> "date";
      case FLAG -> "shorttext";
      case TEXT -> isLong(metric) ? "longtext" : "shorttext";
    };
  }

  /** A short text holds 60 characters, and Emarsys cuts what is longer without a word. */
  private static boolean isLong(Metric metric) {
    return metric == Metric.LAST_RETURNED_SKUS;
  }

  private @Nullable JsonNode find(String stringId) {
    for (JsonNode field : fields) {
      if (WireJson.text(field.path("string_id")).equals(stringId)) {
        return field;
      }
    }
    return null;
  }

  private static String type(JsonNode field) {
    return WireJson.text(field.path("application_type"));
  }
}
