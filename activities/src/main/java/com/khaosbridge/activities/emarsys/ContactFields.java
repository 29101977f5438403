package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Requirement;
import com.khaosbridge.activities.destination.VendorWords;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.decision.Metric;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds our contact fields among those of the account, and says what is wrong with them. */
final class ContactFields {
  static final String CONTACT_FIELD = "contact field";

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

  /** Anything else in a string id is not repeated. */
  private static final Pattern STRING_ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private final JsonNode fields;

  /**
   * @param fields the account's list
   */
  ContactFields(JsonNode fields) {
    this.fields = fields;
  }

  /** The id of a field, empty if there is none. */
  String id(String stringId) {
    JsonNode field = find("string_id", stringId);
    return field == null ? "" : WireJson.text(field.path("id"));
  }

  /**
   * A field for ids.
   *
   * @param type to make it with; any text type will do
   */
  Requirement ofText(String stringId, String type) {
    JsonNode field = find("string_id", stringId);
    if (field == null) {
      return missing(
          stringId,
          type,
          "The account has no contact field with the string id " + stringId,
          "add a text field of that id in the Field Editor (and have Emarsys Support index the one"
              + " for person ids), or name another in the settings");
    }
    return TEXT_TYPES.contains(type(field))
        ? Requirement.there(CONTACT_FIELD, stringId, type)
        : Requirement.ofAnotherType(
            CONTACT_FIELD,
            stringId,
            type,
            "The contact field "
                + stringId
                + " is of type "
                + VendorWords.ourWord(OTHER_TYPES, type(field), "no text type"),
            "make a text field and name its string id in the settings");
  }

  /** The field of a metric. */
  Requirement ofMetric(Metric metric, String stringId) {
    String type = wantedType(metric);
    String subject =
        "The contact field " + stringId + " for the metric " + metric.settingName() + " ";
    String toDo =
        "add a field of the type "
            + type
            + " in the Field Editor and name its string id in the settings";
    JsonNode field = find("string_id", stringId);
    if (field == null) {
      return missing(stringId, type, subject + "is missing", toDo);
    }
    String problem = problem(metric, field);
    return problem == null
        ? Requirement.there(CONTACT_FIELD, stringId, type)
        : Requirement.ofAnotherType(CONTACT_FIELD, stringId, type, subject + problem, toDo);
  }

  /** Setup makes a field by its string id as its name; one of that name is not made again. */
  private Requirement missing(String stringId, String type, String wrong, String toDo) {
    JsonNode namesake = find("name", stringId);
    if (namesake == null) {
      return Requirement.makeable(CONTACT_FIELD, stringId, type, wrong, toDo);
    }
    String other = WireJson.text(namesake.path("string_id"));
    return Requirement.missing(
        CONTACT_FIELD,
        stringId,
        type,
        wrong,
        STRING_ID.matcher(other).matches()
            ? "there is a field of this name with the string id "
                + other
                + "; if it is the one, name "
                + other
                + " in the settings"
            : "there is a field of this name without a usable string id; name another field in the"
                + " settings");
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

  private @Nullable JsonNode find(String property, String value) {
    for (JsonNode field : fields) {
      if (WireJson.text(field.path(property)).equals(value)) {
        return field;
      }
    }
    return null;
  }

  private static String type(JsonNode field) {
    return WireJson.text(field.path("application_type"));
  }
}
