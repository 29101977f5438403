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
  private static final String FLAG = "mailingFlag";
  private static final String HOLD = "hold";
  private static final String HIDE = "hide";
  private static final String SUPPLIER = "supplier";
  private static final String POSTCODE = "postcode";
  private static final String CLASS = "companyClass";
  private static final String SILENT = "silent";
  private static final String ANONYMISED = "anonymised";

  /** What stands where there was something personal. */
  static final String BLANK = "ANONYMISED";

  private static final Set<String> TEXTS =
      Set.of(EMAIL, SUBSCRIBE, FORENAME, SURNAME, POSTCODE, CLASS);
  private static final Set<String> NULLABLE = Set.of(EMAIL, SUBSCRIBE);
  private static final Set<String> NUMBERS = Set.of(STATUS, FLAG);
  private static final Set<String> YES_OR_NO = Set.of(HOLD, HIDE, SUPPLIER, SILENT);

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
   * This patch with more changes on top. A silent change leaves the time of the last one as it is.
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
    JsonNode silent = merged.remove(SILENT);
    if (silent == null || !silent.booleanValue()) {
      merged.put(CHANGED, at.toString());
    }
    return new CustomerPatch(merged);
  }

  /** This patch, changed last at another time. */
  CustomerPatch touched(Instant at) {
    ObjectNode same = fields.deepCopy();
    return new CustomerPatch(same.put(CHANGED, at.toString()));
  }

  /** This patch with nothing personal left, and no consent. */
  CustomerPatch anonymised(Instant at) {
    ObjectNode blank = touched(at).fields;
    blank
        .putNull(EMAIL)
        .put(SUBSCRIBE, "0")
        .put(FORENAME, BLANK)
        .put(SURNAME, BLANK)
        .put(POSTCODE, BLANK)
        .put(ANONYMISED, true);
    return new CustomerPatch(blank);
  }

  private static void check(String name, JsonNode value) {
    boolean fits =
        (TEXTS.contains(name) && value.isString())
            || (NULLABLE.contains(name) && value.isNull())
            || (NUMBERS.contains(name) && value.isInt())
            || (YES_OR_NO.contains(name) && value.isBoolean());
    if (!fits) {
      throw new IllegalArgumentException(
          "A customer has the fields email and emailSubscribe (text or null), forename, surname, postcode and companyClass (text), mailingStatus and mailingFlag (whole number), hold, hide and supplier (true or false), and a change may be silent (true or false); "
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
        base.companyCode(),
        base.country(),
        base.hasOrders(),
        orElse(FORENAME, base.forename()),
        orElse(SURNAME, base.surname()),
        orNull(EMAIL, base.email()),
        base.emailInWebUserOnly(),
        orNull(SUBSCRIBE, base.emailSubscribe()),
        orElse(STATUS, base.mailingStatus()),
        applyTo(base.details()),
        changed(base.changed()));
  }

  private CompanyDetails applyTo(CompanyDetails base) {
    return new CompanyDetails(
        orElse(FLAG, base.mailingFlag()),
        orElse(HOLD, base.hold()),
        orElse(HIDE, base.hide()),
        orElse(SUPPLIER, base.supplier()),
        orElse(POSTCODE, base.postcode()),
        orElse(CLASS, base.companyClass()),
        orElse(ANONYMISED, base.anonymised()));
  }

  private int orElse(String name, int otherwise) {
    JsonNode value = fields.get(name);
    return value == null ? otherwise : value.intValue();
  }

  private boolean orElse(String name, boolean otherwise) {
    JsonNode value = fields.get(name);
    return value == null ? otherwise : value.booleanValue();
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
