package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.Json;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes to a customer on top of what is invented: the fields given replace the invented ones. */
final class CustomerPatch {
  private static final String EMAIL = "email";
  private static final String SUBSCRIBE = "emailSubscribe";
  private static final String STATUS = "mailingStatus";
  private static final String FORENAME = "forename";
  private static final String SURNAME = "surname";
  private static final String CHANGED = "changed";
  private static final Set<String> TEXTS = Set.of(EMAIL, SUBSCRIBE, FORENAME, SURNAME);
  private static final Set<String> NULLABLE = Set.of(EMAIL, SUBSCRIBE);

  private final ObjectNode fields;

  private CustomerPatch(ObjectNode fields) {
    this.fields = fields;
  }

  static CustomerPatch parse(String json) {
    return new CustomerPatch((ObjectNode) Json.mapper().readTree(json));
  }

  static CustomerPatch none() {
    return new CustomerPatch(Json.mapper().createObjectNode());
  }

  /**
   * This patch with more changes on top.
   *
   * @throws IllegalArgumentException if a field is unknown or of the wrong type
   */
  CustomerPatch with(JsonNode changes, Instant at) {
    ObjectNode merged = fields.deepCopy();
    changes
        .properties()
        .forEach(
            field -> {
              check(field.getKey(), field.getValue());
              merged.set(field.getKey(), field.getValue());
            });
    merged.put(CHANGED, at.toString());
    return new CustomerPatch(merged);
  }

  private static void check(String name, JsonNode value) {
    boolean fits =
        TEXTS.contains(name)
            ? value.isString() || (value.isNull() && NULLABLE.contains(name))
            : name.equals(STATUS) && value.isInt();
    if (!fits) {
      throw new IllegalArgumentException(
          "A customer has the fields email (text or null), emailSubscribe (text or null), mailingStatus (whole number), forename and surname (text); "
              + name
              + " is none of them or of another type.");
    }
  }

  String json() {
    return Json.mapper().writeValueAsString(fields);
  }

  Instant changed(Instant otherwise) {
    JsonNode at = fields.get(CHANGED);
    return at == null ? otherwise : Instant.parse(at.asString());
  }

  Customer applyTo(Customer base) {
    return new Customer(
        base.number(),
        base.country(),
        base.hasOrders(),
        orElse(FORENAME, base.forename()),
        orElse(SURNAME, base.surname()),
        orNull(EMAIL, base.email()),
        base.emailInWebUserOnly(),
        orNull(SUBSCRIBE, base.emailSubscribe()),
        fields.has(STATUS) ? fields.get(STATUS).asInt() : base.mailingStatus(),
        changed(base.changed()));
  }

  private String orElse(String name, String otherwise) {
    JsonNode value = fields.get(name);
    return value == null ? otherwise : value.asString();
  }

  private @Nullable String orNull(String name, @Nullable String otherwise) {
    JsonNode value = fields.get(name);
    if (value == null) {
      return otherwise;
    }
    return value.isNull() ? null : value.asString();
  }
}
