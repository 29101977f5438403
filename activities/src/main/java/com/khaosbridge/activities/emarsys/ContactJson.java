package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes contacts as Emarsys takes them. Emarsys clears a field that is sent as null or empty, so
 * what we don't know is left out.
 */
final class ContactJson {
  private ContactJson() {}

  /** The person's profile and our keys, without consent. */
  static ObjectNode profile(AccountIds account, Row.Contact row) {
    Row.Profile profile = row.profile();
    ObjectNode contact = WireJson.object();
    put(contact, Fields.EMAIL, profile.email());
    put(contact, Fields.FIRST_NAME, profile.firstName());
    put(contact, Fields.LAST_NAME, profile.lastName());
    put(contact, Fields.POSTCODE, profile.postcode());
    put(
        contact,
        Fields.COUNTRY,
        account.countries().choice(profile.countryCode(), profile.country()));
    put(contact, account.personField(), row.personId());
    put(contact, account.urnField(), profile.urn());
    put(contact, account.customerIdsField(), String.join(",", profile.customerIds()));
    return contact;
  }

  /** A contact that is to be created: the only one whose profile goes together with consent. */
  static ObjectNode creation(AccountIds account, Row.Contact row) {
    ObjectNode contact = profile(account, row);
    putConsent(contact, row.consentOnCreate());
    return contact;
  }

  /** A change of the contact with this internal id. */
  static ObjectNode change(String contactId, ObjectNode fields) {
    return fields.put(Fields.CONTACT_ID, contactId);
  }

  /** The address of the contact with this internal id. */
  static ObjectNode address(String contactId, String email) {
    return change(contactId, WireJson.object().put(Fields.EMAIL, email));
  }

  /** The consent of the contact with this internal id. */
  static ObjectNode consent(String contactId, Consent consent) {
    ObjectNode contact = change(contactId, WireJson.object());
    putConsent(contact, consent);
    return contact;
  }

  /** The figures that the account has a field for; null clears a field. */
  static ObjectNode metrics(AccountIds account, Row.Metrics row) {
    ObjectNode contact = change(row.contactId(), WireJson.object());
    account
        .metricFields()
        .forEach(
            (metric, field) -> {
              Optional<String> value = row.values().get(metric);
              if (value != null) {
                contact.put(field, value.orElse(null));
              }
            });
    return contact;
  }

  /** A call's body. */
  static ObjectNode body(String keyId, List<Item> items) {
    ObjectNode body = WireJson.object().put("key_id", keyId);
    var contacts = body.putArray("contacts");
    items.forEach(item -> contacts.add(item.json()));
    return body;
  }

  /** An unknown consent leaves the field empty, which Emarsys never mails. */
  private static void putConsent(ObjectNode contact, Consent consent) {
    switch (consent) {
      case OPTED_IN -> contact.put(Fields.OPT_IN, Fields.OPTED_IN);
      case OPTED_OUT -> contact.put(Fields.OPT_IN, Fields.OPTED_OUT);
      case UNKNOWN -> contact.remove(Fields.OPT_IN);
    }
  }

  private static void put(ObjectNode contact, String field, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      contact.put(field, value.strip());
    }
  }
}
