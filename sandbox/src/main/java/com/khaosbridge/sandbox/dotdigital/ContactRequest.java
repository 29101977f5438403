package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.dotdigital.ContactRejected.Cause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call wants a contact to be, checked against the account.
 *
 * @param identifiers by name, without the contact id
 * @param dataFields by the names the fields were created with; null clears
 * @param email what is wanted of the e-mail channel
 * @param smsStatus the wanted status of the SMS channel, or null
 * @param lists lists to join
 * @param preferences {@code [{id, isOptedIn}]} to set
 * @param consentRecords complete consent records to add
 * @param consentProblem what is wrong with a consent record, or null; an import takes the contact
 *     all the same
 */
record ContactRequest(
    Map<String, ContactIdentifier> identifiers,
    ObjectNode dataFields,
    EmailChannel.Wish email,
    @Nullable String smsStatus,
    List<Long> lists,
    List<JsonNode> preferences,
    List<ObjectNode> consentRecords,
    @Nullable String consentProblem) {

  private static final int MOST_CONSENT_RECORDS = 5;
  private static final int MOST_LISTS = 100;
  private static final List<String> CONSENT_PARTS =
      List.of("text", "dateTimeConsented", "url", "ipAddress", "userAgent");
  private static final Map<String, String> EMAIL_TYPES =
      Map.of("plainText", "PlainText", "html", "Html");
  private static final Map<String, String> OPT_IN_TYPES =
      Map.of(
          "unknown", "Unknown",
          "single", "Single",
          "double", "Double",
          "verifiedDouble", "VerifiedDouble");
  private static final Set<String> EMAIL_STATUSES =
      Set.of(EmailChannel.SUBSCRIBED, EmailChannel.UNSUBSCRIBED, EmailChannel.SUPPRESSED);
  private static final Set<String> SMS_STATUSES =
      Set.of("noSubscription", "subscribed", "unsubscribed", "suppressed");

  /** Reads a contact of a request body. */
  static ContactRequest read(ObjectNode body, CustomIdentifiers names, DataFields fields)
      throws ContactRejected {
    List<ObjectNode> consents = new ArrayList<>();
    String consentProblem = readConsents(body.path("consentRecords"), consents);
    JsonNode channels = body.path("channelProperties");
    return new ContactRequest(
        readIdentifiers(body.path("identifiers"), names),
        readDataFields(body.path("dataFields"), fields),
        readWish(channels.path("email")),
        readSmsStatus(channels.path("sms")),
        readLists(body.path("lists")),
        readPreferences(body.path("preferences")),
        consents,
        consentProblem);
  }

  private static Map<String, ContactIdentifier> readIdentifiers(
      JsonNode node, CustomIdentifiers names) throws ContactRejected {
    if (!node.isObject()) {
      throw new ContactRejected(
          Cause.NO_IDENTIFIERS, "identifiers", "The Identifiers field is required");
    }
    Map<String, ContactIdentifier> identifiers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      if (value.isNull() || name.equals(ContactIdentifier.CONTACT_ID)) {
        continue;
      }
      if (!names.knows(name) || value.isContainer()) {
        throw new ContactRejected(
            Cause.NO_IDENTIFIERS, name, "'" + name + "' is no identifier of this account");
      }
      identifiers.put(name, ContactIdentifier.of(name, value.asString()));
    }
    return identifiers;
  }

  private static ObjectNode readDataFields(JsonNode node, DataFields fields)
      throws ContactRejected {
    ObjectNode known = JsonText.object();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = fields.canonical(entry.getKey());
      if (name == null) {
        throw new ContactRejected(
            Cause.INVALID_CONTACT, entry.getKey(), "There is no data field of this name");
      }
      if (!fields.accepts(name, entry.getValue())) {
        throw new ContactRejected(
            Cause.INVALID_CONTACT, name, "The value does not suit the data field's type");
      }
      known.set(name, entry.getValue());
    }
    return known;
  }

  private static EmailChannel.Wish readWish(JsonNode channel) throws ContactRejected {
    if (!channel.isObject()) {
      return EmailChannel.Wish.NONE;
    }
    String status = JsonText.text(channel, "status");
    if (channel.has("status") && (status == null || !EMAIL_STATUSES.contains(status))) {
      throw new ContactRejected(
          Cause.INVALID_STATUS, "channelProperties.email.status", "Not a status that can be set");
    }
    return new EmailChannel.Wish(
        mapped(channel, "emailType", EMAIL_TYPES),
        mapped(channel, "optInType", OPT_IN_TYPES),
        status,
        channel.path("resubscribeOptions").path("resubscribeWithNoChallenge").asBoolean(true));
  }

  private static @Nullable String mapped(JsonNode channel, String name, Map<String, String> values)
      throws ContactRejected {
    if (!channel.has(name)) {
      return null;
    }
    String value = values.get(channel.path(name).asString(""));
    if (value == null) {
      throw new ContactRejected(
          Cause.INVALID_CONTACT, "channelProperties.email." + name, "Not an allowed value");
    }
    return value;
  }

  private static @Nullable String readSmsStatus(JsonNode channel) throws ContactRejected {
    String status = JsonText.text(channel, "status");
    if (status != null && !SMS_STATUSES.contains(status)) {
      throw new ContactRejected(
          Cause.INVALID_STATUS, "channelProperties.sms.status", "Not a status that can be set");
    }
    return status;
  }

  private static List<Long> readLists(JsonNode node) throws ContactRejected {
    List<Long> lists = new ArrayList<>();
    for (JsonNode list : node.values()) {
      if (!list.isIntegralNumber()) {
        throw new ContactRejected(Cause.INVALID_CONTACT, "lists", "A list is named by its number");
      }
      lists.add(list.longValue());
    }
    if (lists.size() > MOST_LISTS) {
      throw new ContactRejected(Cause.INVALID_CONTACT, "lists", "Too many lists");
    }
    return lists;
  }

  private static List<JsonNode> readPreferences(JsonNode node) throws ContactRejected {
    List<JsonNode> preferences = new ArrayList<>();
    for (JsonNode preference : node.values()) {
      if (!preference.path("id").isIntegralNumber() || !preference.path("isOptedIn").isBoolean()) {
        throw new ContactRejected(
            Cause.INVALID_CONTACT, "preferences", "A preference has an id and isOptedIn");
      }
      preferences.add(preference);
    }
    return preferences;
  }

  private static @Nullable String readConsents(JsonNode node, List<ObjectNode> complete) {
    for (JsonNode record : node.values()) {
      for (String part : CONSENT_PARTS) {
        String text = JsonText.text(record, part);
        if (text == null || text.isEmpty()) {
          return "A consent record needs " + part;
        }
      }
      complete.add((ObjectNode) record);
    }
    return complete.size() > MOST_CONSENT_RECORDS ? "Too many consent records" : null;
  }
}
