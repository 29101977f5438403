package com.khaosbridge.sandbox.emarsys;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What a sent value becomes in a field: text, or an array of choice ids. */
final class FieldValues {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private FieldValues() {}

  /** The value to store, or null if the field becomes empty. */
  static @Nullable JsonNode stored(Field field, JsonNode sent) throws Rejection {
    if (clears(sent)) {
      return null;
    }
    if (field.type() == FieldType.MULTICHOICE) {
      return choices(field, sent);
    }
    if (sent.isContainer()) {
      throw new Rejection(2007, "Scalar expected for field id: " + field.id());
    }
    return switch (field.type()) {
      case SINGLECHOICE -> Json.object().stringNode(choice(field, sent));
      case DATE -> Json.object().stringNode(date(field, sent));
      default -> Json.object().stringNode(cut(Json.scalarText(sent), field.type()));
    };
  }

  /** Null and the empty text clear a field, whatever its type. */
  static boolean clears(JsonNode sent) {
    return sent.isNull() || (sent.isString() && sent.stringValue().isEmpty());
  }

  private static ArrayNode choices(Field field, JsonNode sent) throws Rejection {
    if (!sent.isArray()) {
      throw new Rejection(2007, "Array expected for field id: " + field.id());
    }
    if (sent.isEmpty()) {
      throw new Rejection(2007, "No choice provided for field id: " + field.id());
    }
    ArrayNode choices = Json.array();
    for (JsonNode one : sent) {
      choices.add(choice(field, one));
    }
    return choices;
  }

  private static String choice(Field field, JsonNode sent) throws Rejection {
    boolean idShaped = sent.isString() || sent.isIntegralNumber();
    String id = Json.scalarText(sent);
    if (!idShaped || !field.hasChoice(id)) {
      throw new Rejection(2007, "Invalid choice id for field id: " + field.id());
    }
    return id;
  }

  private static String date(Field field, JsonNode sent) throws Rejection {
    try {
      return LocalDate.parse(Json.scalarText(sent), DATE).toString();
    } catch (DateTimeParseException notADate) {
      throw new Rejection(2007, "Invalid date format for field id: " + field.id());
    }
  }

  private static String cut(String text, FieldType type) {
    if (text.codePointCount(0, text.length()) <= type.maxCharacters()) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, type.maxCharacters()));
  }
}
