package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Verdict;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Contacts as the API takes them. A status is only ever part of a contact that is to be created:
 * left out, it stays as it is (developer.dotdigital.com/reference/importcontact).
 */
final class ContactJson {
  static final String SUBSCRIBED = "subscribed";

  private final DotdigitalSettings settings;

  ContactJson(DotdigitalSettings settings) {
    this.settings = settings;
  }

  /** What an existing contact is told: identifiers and data fields. */
  ObjectNode profile(Row.Contact row) {
    ObjectNode contact = identifiers(row.profile().email(), row.personId());
    DotdigitalSettings.DataFields names = settings.names().dataFields();
    ObjectNode fields = contact.putObject("dataFields");
    // A value the ERP lacks is left out, not cleared: the person may have given it elsewhere.
    WireJson.putText(fields, names.firstName(), row.profile().firstName());
    WireJson.putText(fields, names.lastName(), row.profile().lastName());
    WireJson.putText(fields, names.postcode(), row.profile().postcode());
    WireJson.putText(fields, names.urn(), row.profile().urn());
    WireJson.putText(fields, names.customerId(), String.join(",", row.profile().customerIds()));
    return contact;
  }

  /** What an existing contact goes by, and nothing else. */
  ObjectNode identifiers(String email, String personId) {
    ObjectNode contact = WireJson.object();
    contact
        .putObject("identifiers")
        .put("email", email)
        .put(settings.names().personIdentifier(), personId);
    return contact;
  }

  /** A contact to be created: with its consent, because the API's own default is subscribed. */
  ObjectNode creation(Row.Contact row) {
    ObjectNode contact = profile(row);
    putStatus(contact, statusOnCreate(row.consentOnCreate()));
    return contact;
  }

  /** A contact was created: without an opt-in it is opted out, for want of anything between. */
  static Verdict.Ok created(Row.Contact row, String contactId) {
    return new Verdict.Ok(
        Evidence.ACCEPTED,
        contactId,
        true,
        row.consentOnCreate() == Consent.OPTED_IN ? Consent.OPTED_IN : Consent.OPTED_OUT);
  }

  /** What an existing contact is told of its figures: data fields alone; null clears one. */
  ObjectNode metrics(Row.Metrics row) {
    ObjectNode contact = WireJson.object();
    contact.putObject("identifiers").put(settings.names().personIdentifier(), row.personId());
    ObjectNode fields = contact.putObject("dataFields");
    settings
        .names()
        .metrics()
        .forEach(
            (metric, field) -> {
              Optional<String> value = row.values().get(metric);
              if (value != null) {
                value.ifPresentOrElse(
                    text -> put(fields, field, metric, text), () -> fields.putNull(field));
              }
            });
    return contact;
  }

  private static void put(ObjectNode fields, String field, Metric metric, String value) {
    switch (metric.type()) {
      case NUMBER, MONEY -> fields.put(field, new BigDecimal(value));
      case FLAG -> fields.put(field, Boolean.parseBoolean(value));
      case DATE, TEXT -> fields.put(field, value);
    }
  }

  /** The type that a metric's data field must have (v2 API, "data-fields"). */
  static String dataFieldType(Metric metric) {
    return switch (metric.type()) {
      case NUMBER, MONEY -> "Numeric";
      case DATE -> "Date";
      case TEXT -> "String";
      case FLAG -> "Boolean";
    };
  }

  /** An import's entry for a contact that we looked up and found. */
  static ObjectNode imported(ObjectNode contact, String contactId) {
    contact.put("matchIdentifier", "contactId");
    ObjectNode identifiers = (ObjectNode) contact.path("identifiers");
    if (contactId.chars().allMatch(Character::isDigit) && contactId.length() < 19) {
      identifiers.put("contactId", Long.parseLong(contactId));
    } else {
      identifiers.put("contactId", contactId);
    }
    return contact;
  }

  /** An import's entry for a contact that we looked up and did not find. */
  ObjectNode importedCreation(Row.Contact row) {
    return creation(row).put("matchIdentifier", "email");
  }

  static String statusOnCreate(Consent consent) {
    return consent == Consent.OPTED_IN ? SUBSCRIBED : "unsubscribed";
  }

  static void putStatus(ObjectNode contact, String status) {
    ObjectNode channel = contact.putObject("channelProperties").putObject("email");
    channel.put("status", status);
    if (status.equals(SUBSCRIBED)) {
      // The API's default is no challenge: without this, an unsubscribed person is mailed unasked,
      // also one whose contact a creation brings back from the recycle bin.
      channel.putObject("resubscribeOptions").put("resubscribeWithNoChallenge", false);
    }
  }
}
