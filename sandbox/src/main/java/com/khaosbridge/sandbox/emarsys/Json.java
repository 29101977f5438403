package com.khaosbridge.sandbox.emarsys;

import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as this system reads and writes it; decimals keep every digit they came with. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** Parses one document; throws Jackson's unchecked exception if it is none. */
  static JsonNode parse(byte[] document) {
    return MAPPER.readTree(document);
  }

  static JsonNode parse(String document) {
    return MAPPER.readTree(document);
  }

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /**
   * The plain text of a scalar, as a form field would carry it; empty for null and for no value.
   */
  static String scalarText(JsonNode node) {
    if (node.isString()) {
      return node.stringValue();
    }
    if (node.isNumber()) {
      return node.decimalValue().toPlainString();
    }
    return node.isBoolean() ? Boolean.toString(node.booleanValue()) : "";
  }
}
