package com.khaosbridge.sandbox.dotdigital;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON in which a number stays the decimal text that was sent: trees hold big decimals, and what
 * must not change at all is cut out of the body instead of being written again.
 */
final class JsonText {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonText() {}

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** Parses what this sandbox wrote itself. */
  static ObjectNode object(String text) {
    return (ObjectNode) MAPPER.readTree(text);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The body as a tree, or null if it is not JSON. */
  static @Nullable JsonNode parse(byte[] body) {
    try {
      JsonNode node = MAPPER.readTree(body);
      return node == null || node.isMissingNode() ? null : node;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  /** The body as an object, or null if it is none. */
  static @Nullable ObjectNode parseObject(byte[] body) {
    return parse(body) instanceof ObjectNode object ? object : null;
  }

  /** A text property, or null if it is missing or no text. */
  static @Nullable String text(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  /**
   * Reads an import body without holding its rows: each object of the array goes to the consumer as
   * the text that was sent, less the white space between tokens.
   *
   * @return all other properties, or null if the body is no object, or the array is missing or has
   *     something else than objects. Rows may have been consumed by then.
   */
  static @Nullable ObjectNode readRows(byte[] body, String array, Consumer<String> row) {
    ObjectNode header = object();
    boolean found = false;
    try (JsonParser parser = MAPPER.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (!name.equals(array)) {
          header.set(name, parser.<JsonNode>readValueAsTree());
          continue;
        }
        if (value != JsonToken.START_ARRAY) {
          return null;
        }
        found = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (parser.currentToken() != JsonToken.START_OBJECT) {
            return null;
          }
          row.accept(cut(parser, body));
        }
      }
      return found && parser.nextToken() == null ? header : null;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  /** The text of one property of an object, as it was sent; null if there is none. */
  static @Nullable String member(String object, String name) {
    byte[] bytes = object.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = MAPPER.createParser(bytes)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = parser.currentName().equals(name);
        JsonToken value = parser.nextToken();
        if (wanted) {
          return value == JsonToken.START_OBJECT ? cut(parser, bytes) : null;
        }
        parser.skipChildren();
      }
      return null;
    }
  }

  /** The same JSON without white space between tokens, so that it fits on one line. */
  static String minify(byte[] json, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
    boolean inText = false;
    for (int at = from; at < to; at++) {
      byte b = json[at];
      if (inText && b == '\\') {
        out.write(b);
        at++;
        b = json[at];
      } else if (b == '"') {
        inText = !inText;
      }
      if (inText || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
        out.write(b);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String cut(JsonParser parser, byte[] body) {
    int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    parser.skipChildren();
    int to = Math.toIntExact(parser.currentLocation().getByteOffset());
    return minify(body, from, to);
  }
}
