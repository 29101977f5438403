package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.dotdigital.ContactRejected.Cause;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates and changes contacts. Nothing is changed by a call that is rejected. */
final class ContactWriter {
  private final ContactStore contacts;

  ContactWriter(ContactStore contacts) {
    this.contacts = contacts;
  }

  /** A new contact; needs an e-mail or a mobile number, and identifiers that nobody has. */
  Contact create(ContactRequest request, String at) throws ContactRejected {
    if (!request.identifiers().containsKey(ContactIdentifier.EMAIL)
        && !request.identifiers().containsKey(ContactIdentifier.MOBILE)) {
      throw new ContactRejected(
          Cause.NO_IDENTIFIERS, "identifiers", "A contact needs an email or a mobileNumber");
    }
    requireFree(request.identifiers(), null);
    Contact contact = Contact.create(contacts.nextId(), at);
    apply(contact, request, MergeOption.OVERWRITE, at);
    return contact;
  }

  /** Changes a contact; one in the recycle bin comes back with the status it had. */
  Contact update(Contact contact, ContactRequest request, MergeOption merge, String at)
      throws ContactRejected {
    requireFree(request.identifiers(), contact);
    contact.restore();
    apply(contact, request, merge, at);
    return contact;
  }

  private void requireFree(Map<String, ContactIdentifier> identifiers, @Nullable Contact owner)
      throws ContactRejected {
    for (ContactIdentifier identifier : identifiers.values()) {
      Contact other = contacts.find(identifier);
      if (other != null && (owner == null || other.id() != owner.id())) {
        throw new ContactRejected(
            Cause.IDENTIFIER_TAKEN,
            identifier.name(),
            "Another contact has this value of the identifier '" + identifier.name() + "'");
      }
    }
  }

  private void apply(Contact contact, ContactRequest request, MergeOption merge, String at) {
    ObjectNode identifiers = contact.identifiers();
    for (ContactIdentifier identifier : request.identifiers().values()) {
      JsonNode value = JsonText.MAPPER.getNodeFactory().stringNode(identifier.value());
      if (merge.writes(identifiers.get(identifier.name()), value)) {
        identifiers.set(identifier.name(), value);
      }
    }
    applyDataFields(contact.dataFields(), request.dataFields(), merge);
    applyEmail(contact, request.email(), at);
    applySms(contact, request.smsStatus());
    applyLists(contact, request);
    applyPreferences(contact, request);
    for (ObjectNode record : request.consentRecords()) {
      ((ArrayNode) contact.part("consentRecords"))
          .add(record.deepCopy().put("dateTimeCreated", at));
    }
    contact.touch(at);
    contacts.save(contact);
  }

  private static void applyDataFields(ObjectNode stored, ObjectNode wanted, MergeOption merge) {
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      if (!merge.writes(stored.get(field.getKey()), field.getValue())) {
        continue;
      }
      if (field.getValue().isNull()) {
        stored.remove(field.getKey());
      } else {
        stored.set(field.getKey(), field.getValue());
      }
    }
  }

  private static void applyEmail(Contact contact, EmailChannel.Wish wish, String at) {
    String address = contact.email();
    if (address == null) {
      contact.status("noSubscription");
      return;
    }
    JsonNode before = contact.channels().path("email");
    String oldStatus = JsonText.text(before, "status");
    String status = EmailChannel.next(address, oldStatus, JsonText.text(before, "optInType"), wish);
    ObjectNode channel = contact.channels().putObject("email");
    channel.put("emailType", firstOf(wish.emailType(), JsonText.text(before, "emailType"), "Html"));
    channel.put(
        "optInType", firstOf(wish.optInType(), JsonText.text(before, "optInType"), "Unknown"));
    setEmailStatus(contact, status, at);
  }

  /** Sets the status of a contact's e-mail channel and remembers since when it is removed. */
  static void setEmailStatus(Contact contact, String status, String at) {
    ObjectNode channel = (ObjectNode) contact.channels().path("email");
    String before = contact.status();
    channel.put("status", status);
    contact.status(status);
    if (!EmailChannel.isRemoved(status)) {
      contact.dateRemoved(null);
    } else if (contact.dateRemoved() == null || !status.equals(before)) {
      contact.dateRemoved(at);
    }
  }

  private static void applySms(Contact contact, @Nullable String wanted) {
    if (!contact.identifiers().has(ContactIdentifier.MOBILE)) {
      return;
    }
    String before = JsonText.text(contact.channels().path("sms"), "status");
    String status = firstOf(wanted, before, "noSubscription");
    contact.channels().putObject("sms").put("countryCode", "GB").put("status", status);
    if (contact.email() == null) {
      contact.status(status);
    }
  }

  private static void applyLists(Contact contact, ContactRequest request) {
    ArrayNode lists = (ArrayNode) contact.part("lists");
    for (long id : request.lists()) {
      boolean member = lists.valueStream().anyMatch(list -> list.path("id").longValue() == id);
      if (!member) {
        lists.addObject().put("id", id).put("name", "List " + id).put("status", "subscribed");
      }
    }
  }

  private static void applyPreferences(Contact contact, ContactRequest request) {
    ArrayNode preferences = (ArrayNode) contact.part("preferences");
    for (JsonNode wanted : request.preferences()) {
      long id = wanted.path("id").longValue();
      preferences.removeIf(preference -> preference.path("id").longValue() == id);
      preferences.addObject().put("id", id).set("isOptedIn", wanted.path("isOptedIn"));
    }
  }

  private static String firstOf(@Nullable String wish, @Nullable String stored, String otherwise) {
    return wish != null ? wish : stored != null ? stored : otherwise;
  }
}
