package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.http.WireJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Contacts in the result of an import job, by every name that they go by; e-mails in lower case.
 */
final class ImportedContacts {
  private final Map<String, JsonNode> byName = new LinkedHashMap<>();

  /**
   * @param results a list of contacts in a job's result
   */
  ImportedContacts(JsonNode results, String personIdentifier) {
    for (JsonNode result : results) {
      JsonNode identifiers = result.path("identifiers");
      put("contact", WireJson.text(result.path("contactId")), result);
      put("contact", FoundContact.identifier(identifiers, "contactId"), result);
      put("email", FoundContact.identifier(identifiers, "email"), result);
      put("person", FoundContact.identifier(identifiers, personIdentifier), result);
    }
  }

  private void put(String kind, String value, JsonNode result) {
    if (!value.isEmpty()) {
      byName.putIfAbsent(kind + " " + FoundContact.lower(value), result);
    }
  }

  /** The one of this id, else of this address, else of this person; null if none is named. */
  @Nullable JsonNode find(@Nullable String contactId, String email, String personId) {
    JsonNode result = contactId == null ? null : byName.get("contact " + contactId);
    if (result == null) {
      result = byName.get("email " + FoundContact.lower(email));
    }
    return result != null ? result : byName.get("person " + FoundContact.lower(personId));
  }
}
