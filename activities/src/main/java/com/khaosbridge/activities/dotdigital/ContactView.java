package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.http.WireJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a contact with the fields that we own, and those that were asked for besides. */
final class ContactView {
  /** Statuses of the e-mail channel that bar mail (Contacts API, ChannelProperties). */
  private static final Set<String> BARRED =
      Set.of(
          "softbounced",
          "hardbounced",
          "ispcomplained",
          "directcomplaint",
          "spamtrap",
          "blockedlocalpart",
          "sharedsuppression",
          "shareddomainsuppression",
          "suppressed",
          "purchased",
          "knowncomplainer",
          "knownlitigator",
          "domainsuppressed");

  private final DotdigitalSettings.Names names;
  private final Set<String> extraFields;

  ContactView(DotdigitalSettings.Names names, Set<String> extraFields) {
    this.names = names;
    this.extraFields = extraFields;
  }

  /** The names of all data fields to ask for, separated as the API wants them. */
  String dataFields() {
    List<String> all = new ArrayList<>(names.dataFields().names());
    extraFields.stream().sorted().filter(field -> !all.contains(field)).forEach(all::add);
    return String.join("|", all);
  }

  /** The contact, or null if it is in the recycle bin. */
  @Nullable ContactThere of(JsonNode json) {
    FoundContact found = FoundContact.of(json, names.personIdentifier());
    if (found.deleted()) {
      return null;
    }
    JsonNode fields = json.path("dataFields");
    DotdigitalSettings.DataFields ours = names.dataFields();
    Map<String, String> extra = new HashMap<>();
    for (String name : extraFields) {
      String value = value(fields, name);
      if (value != null) {
        extra.put(name, value);
      }
    }
    return new ContactThere(
        found.contactId(),
        orNull(found.personId()),
        orNull(FoundContact.identifier(json.path("identifiers"), "email")),
        consent(found.emailStatus()),
        new ContactThere.Profile(
            value(fields, ours.firstName()),
            value(fields, ours.lastName()),
            null,
            value(fields, ours.postcode()),
            value(fields, ours.urn()),
            value(fields, ours.customerId())),
        extra);
  }

  /** Whether an e-mail status, lower case, bars mail for good, whatever the person once said. */
  static boolean isBarred(String status) {
    return BARRED.contains(status);
  }

  private static ConsentThere consent(String status) {
    return switch (status) {
      case "subscribed" -> ConsentThere.OPTED_IN;
      case "unsubscribed" -> ConsentThere.OPTED_OUT;
      case "pendingoptin" -> ConsentThere.AWAITING;
      default -> isBarred(status) ? ConsentThere.BARRED : ConsentThere.UNKNOWN;
    };
  }

  private static @Nullable String value(JsonNode fields, String name) {
    for (Map.Entry<String, JsonNode> each : fields.properties()) {
      if (each.getKey().equalsIgnoreCase(name)) {
        JsonNode value = each.getValue();
        return value.isNumber()
            ? value.decimalValue().toPlainString()
            : orNull(WireJson.text(value));
      }
    }
    return null;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
