package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.AddressClaim;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A contact as Dotdigital has it.
 *
 * @param personId our key at the contact, empty if it has none
 * @param email lower case, empty if it has none
 * @param emailStatus the status of the e-mail channel, lower case; an open set of values
 * @param deleted whether it is in the recycle bin, where a write would bring it back
 */
record FoundContact(
    String contactId, String personId, String email, String emailStatus, boolean deleted) {
  private static final Set<String> IN_THE_BIN = Set.of("deleted", "binned");

  static FoundContact of(JsonNode contact, String personIdentifier) {
    JsonNode identifiers = contact.path("identifiers");
    String channel =
        lower(WireJson.text(contact.path("channelProperties").path("email").path("status")));
    String status = lower(WireJson.text(contact.path("status")));
    return new FoundContact(
        WireJson.text(contact.path("contactId")),
        identifier(identifiers, personIdentifier),
        lower(identifier(identifiers, "email")),
        channel.isEmpty() ? status : channel,
        IN_THE_BIN.contains(channel) || IN_THE_BIN.contains(status));
  }

  /** An identifier's value, its name compared without regard to case; empty if there is none. */
  static String identifier(JsonNode identifiers, String name) {
    for (Map.Entry<String, JsonNode> each : identifiers.properties()) {
      if (each.getKey().equalsIgnoreCase(name)) {
        return WireJson.text(each.getValue());
      }
    }
    return "";
  }

  @Override
  public String toString() {
    return "FoundContact[" + contactId + "]";
  }

  boolean unstamped() {
    return personId.isEmpty();
  }

  boolean belongsTo(String person, Set<String> otherIds) {
    return AddressClaim.isOneOf(personId, person, otherIds);
  }

  /**
   * What the contact's e-mail status says of consent, null if it wasn't told. Only the person's own
   * unsubscription is an opt-out: a bounce or a suppression may be lifted by others.
   */
  @Nullable Consent consent() {
    return switch (emailStatus) {
      case "" -> null;
      case "subscribed" -> Consent.OPTED_IN;
      case "unsubscribed" -> Consent.OPTED_OUT;
      default -> Consent.UNKNOWN;
    };
  }

  /** The verdict for a row that was written to this contact, which was there before. */
  Verdict.Ok accepted() {
    return new Verdict.Ok(Evidence.ACCEPTED, contactId, false, consent());
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
