package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.StateStore;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The account's contact data fields: {@code /v2/data-fields}. A contact can only have fields that
 * exist. Names are compared without regard to case.
 */
final class DataFields implements Endpoint.Area {
  private static final List<String> PRESET =
      List.of(
          "FIRSTNAME",
          "LASTNAME",
          "FULLNAME",
          "GENDER",
          "POSTCODE",
          "KHAOS_URN",
          "KHAOS_CUSTOMER_ID");

  /** What a retailer wants to know of its customers, with the fields' types. */
  private static final Map<String, String> FIGURES =
      Map.ofEntries(
          Map.entry("KHAOS_ORDERS", "Numeric"),
          Map.entry("KHAOS_ITEMS", "Numeric"),
          Map.entry("KHAOS_SKUS", "Numeric"),
          Map.entry("KHAOS_GROSS", "Numeric"),
          Map.entry("KHAOS_REFUNDED", "Numeric"),
          Map.entry("KHAOS_AFTER_CREDITS", "Numeric"),
          Map.entry("KHAOS_AVERAGE_ORDER", "Numeric"),
          Map.entry("KHAOS_UNALLOCATED", "Numeric"),
          Map.entry("KHAOS_FIRST_ORDER", "Date"),
          Map.entry("KHAOS_LAST_ORDER", "Date"),
          Map.entry("KHAOS_LAST_DESPATCH", "Date"),
          Map.entry("KHAOS_SINCE_ORDER", "String"),
          Map.entry("KHAOS_RETURNED_SKUS", "String"),
          Map.entry("KHAOS_RETURNED_ONLY", "Boolean"),
          Map.entry("KHAOS_VIP", "Boolean"));

  private static final Set<String> TYPES = Set.of("String", "Numeric", "Date", "Boolean");
  private static final Set<String> VISIBILITIES = Set.of("Private", "Public");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,20}");

  private final MVMap<String, String> fields;
  private final ContactStore contacts;

  DataFields(StateStore store, ContactStore contacts) {
    this.fields = store.map("dotdigital.dataFields");
    this.contacts = contacts;
    if (fields.isEmpty()) {
      PRESET.forEach(name -> put(name, "String", "Private", null));
      FIGURES.forEach((name, type) -> put(name, type, "Private", null));
    }
  }

  @Override
  public @Nullable Endpoint find(Request request, List<String> segments) {
    if (segments.size() < 2 || !segments.get(1).equals("data-fields")) {
      return null;
    }
    if (segments.size() == 2) {
      return switch (request.method()) {
        case "GET" -> new Endpoint(Tier.HIGH, this::list);
        case "POST" -> new Endpoint(Tier.MEDIUM, () -> create(request));
        default -> null;
      };
    }
    return segments.size() == 3 && request.method().equals("DELETE")
        ? new Endpoint(Tier.MEDIUM, () -> delete(segments.get(2)))
        : null;
  }

  /** The name as the field was created with, or null if there is none. */
  @Nullable String canonical(String name) {
    String stored = fields.get(key(name));
    return stored == null ? null : JsonText.object(stored).path("name").asString();
  }

  /** Whether there is such a field and the value suits it; null clears any. */
  boolean accepts(String name, JsonNode value) {
    if (value.isNull()) {
      return true;
    }
    String field = fields.get(key(name));
    if (field == null || value.isContainer()) {
      return false;
    }
    String text = value.asString();
    return switch (JsonText.object(field).path("type").asString()) {
      case "Numeric" -> value.isNumber() || text.isEmpty() || isDecimal(text);
      case "Boolean" -> value.isBoolean() || Set.of("", "true", "false").contains(text);
      case "Date" -> text.isEmpty() || ApiTime.read(text) != null;
      default -> true;
    };
  }

  private Response list() {
    ArrayNode list = JsonText.MAPPER.createArrayNode();
    fields.values().forEach(stored -> list.add(JsonText.object(stored)));
    return Answers.json(200, list);
  }

  private Response create(Request request) {
    ObjectNode body = JsonText.parseObject(request.body());
    if (body == null) {
      throw ApiError.v2(400, "The body can't be read.", "ERROR_MALFORMED_REQUEST");
    }
    String name = JsonText.text(body, "name");
    String type = body.path("type").asString("String");
    String visibility = body.path("visibility").asString("Private");
    if (name == null
        || !NAME.matcher(name).matches()
        || !TYPES.contains(type)
        || !VISIBILITIES.contains(visibility)) {
      throw ApiError.v2(400, "Name, type or visibility is invalid.", "ERROR_PARAMETER_INVALID");
    }
    if (fields.containsKey(key(name))) {
      throw ApiError.v2(400, "The data field exists.", "ERROR_NON_UNIQUE_DATAFIELD");
    }
    put(name, type, visibility, body.get("defaultValue"));
    return Response.empty(201);
  }

  private Response delete(String name) {
    String canonical = canonical(name);
    if (canonical == null) {
      throw ApiError.v2(404, "There is no such data field.", "ERROR_DATAFIELD_NOTFOUND");
    }
    fields.remove(key(name));
    contacts.forEach(
        contact -> {
          if (contact.dataFields().remove(canonical) != null) {
            contacts.save(contact);
          }
        });
    ObjectNode result = JsonText.object().put("result", true);
    result.putArray("dependencies");
    return Answers.json(200, result);
  }

  private void put(String name, String type, String visibility, @Nullable JsonNode defaultValue) {
    ObjectNode field =
        JsonText.object().put("name", name).put("type", type).put("visibility", visibility);
    field.set("defaultValue", defaultValue);
    fields.put(key(name), JsonText.write(field));
  }

  private static String key(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static boolean isDecimal(String text) {
    try {
      return new BigDecimal(text).precision() > 0;
    } catch (NumberFormatException notANumber) {
      return false;
    }
  }
}
