package com.khaosbridge.activities.http;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as it goes over the wire: decimals stay decimals, in plain notation. */
public final class WireJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private WireJson() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** The text as a tree, or a missing node if it is empty or no JSON. */
  public static JsonNode read(String text) {
    if (text.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      // The caller judges by status and by what is there; the text may hold personal data.
      return MissingNode.getInstance();
    }
  }

  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  /**
   * Puts a number that always has a decimal point. A collection learns a field's type from what it
   * sees first, so a whole number must not look like an integer.
   */
  public static void putDecimal(ObjectNode to, String field, BigDecimal value) {
    to.put(field, value.scale() < 1 ? value.setScale(1) : value);
  }

  /**
   * Puts a text unless it is empty: an empty text teaches a collection nothing and means nothing.
   */
  public static void putText(ObjectNode to, String field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      to.put(field, value);
    }
  }

  /** A scalar as text, empty if it is missing or null. */
  public static String text(JsonNode node) {
    return node.isMissingNode() || node.isNull() || node.isContainer() ? "" : node.asString();
  }
}
