package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.ReadRefusedException;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a contact with the fields that we own, and those that were asked for besides.
 *
 * @param extraFields field id by string id
 */
record ContactView(AccountIds ids, Map<String, String> extraFields) {

  ContactView(AccountIds ids) {
    this(ids, Map.of());
  }

  /**
   * A view of extra fields, too.
   *
   * @param stringIds of the extra fields
   * @param listed the account's fields
   */
  static ContactView of(AccountIds ids, Set<String> stringIds, JsonNode listed)
      throws ReadRefusedException {
    Map<String, String> extraFields = new HashMap<>();
    for (JsonNode field : listed) {
      String stringId = WireJson.text(field.path("string_id"));
      if (stringIds.contains(stringId)) {
        extraFields.put(stringId, WireJson.text(field.path("id")));
      }
    }
    for (String stringId : stringIds) {
      if (!extraFields.containsKey(stringId)) {
        throw new ReadRefusedException(
            new Verdict.Config("account incomplete", "no contact field has the id " + stringId));
      }
    }
    return new ContactView(ids, extraFields);
  }

  String personField() {
    return ids.personField();
  }

  /** Ids of all fields to ask for. */
  Set<String> fields() {
    Set<String> fields =
        new LinkedHashSet<>(
            List.of(
                Fields.EMAIL,
                Fields.OPT_IN,
                Fields.FIRST_NAME,
                Fields.LAST_NAME,
                Fields.POSTCODE,
                Fields.COUNTRY,
                ids.personField(),
                ids.urnField(),
                ids.customerIdsField()));
    fields.addAll(extraFields.values());
    return fields;
  }

  ContactThere of(JsonNode contact) {
    Map<String, String> extra = new HashMap<>();
    extraFields.forEach(
        (name, id) -> {
          String value = value(contact, id);
          if (value != null) {
            extra.put(name, value);
          }
        });
    String choice = value(contact, Fields.COUNTRY);
    return new ContactThere(
        WireJson.text(contact.path(Fields.CONTACT_ID)),
        value(contact, ids.personField()),
        value(contact, Fields.EMAIL),
        consent(WireJson.text(contact.path(Fields.OPT_IN))),
        new ContactThere.Profile(
            value(contact, Fields.FIRST_NAME),
            value(contact, Fields.LAST_NAME),
            choice == null ? null : orNull(ids.countries().country(choice)),
            value(contact, Fields.POSTCODE),
            value(contact, ids.urnField()),
            value(contact, ids.customerIdsField())),
        extra);
  }

  private static ConsentThere consent(String choice) {
    return switch (ContactLookup.consent(choice)) {
      case OPTED_IN -> ConsentThere.OPTED_IN;
      case OPTED_OUT -> ConsentThere.OPTED_OUT;
      case UNKNOWN -> ConsentThere.UNKNOWN;
    };
  }

  private static @Nullable String value(JsonNode contact, String field) {
    return orNull(WireJson.text(contact.path(field)).strip());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
