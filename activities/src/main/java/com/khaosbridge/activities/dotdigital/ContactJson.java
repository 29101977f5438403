package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Consent;
import tools.jackson.databind.node.ObjectNode;

/**
 * Contacts as the API takes them. A status is only ever part of a contact that is to be created:
 * left out, it stays as it is (developer.dotdigital.com/reference/importcontact).
 */
final class ContactJson {
  private final DotdigitalSettings settings;

  ContactJson(DotdigitalSettings settings) {
    this.settings = settings;
  }

  /** What an existing contact is told: identifiers and data fields. */
  ObjectNode profile(Row.Contact row) {
    ObjectNode contact = WireJson.object();
    contact
        .putObject("identifiers")
        .put("email", row.profile().email())
        .put(settings.names().personIdentifier(), row.personId());
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

  /** A contact to be created: with its consent, because the API's own default is subscribed. */
  ObjectNode creation(Row.Contact row) {
    ObjectNode contact = profile(row);
    putStatus(contact, statusOnCreate(row.consentOnCreate()));
    return contact;
  }

  /** An import's entry for a contact that we looked up and found. */
  ObjectNode importedProfile(Row.Contact row, String contactId) {
    ObjectNode contact = profile(row);
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
    return consent == Consent.OPTED_IN ? "subscribed" : "unsubscribed";
  }

  static void putStatus(ObjectNode contact, String status) {
    contact.putObject("channelProperties").putObject("email").put("status", status);
  }
}
