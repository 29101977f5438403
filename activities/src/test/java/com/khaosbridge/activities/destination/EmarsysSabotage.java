package com.khaosbridge.activities.destination;

import com.khaosbridge.activities.http.WireJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Sabotage} of an Emarsys account's contacts. */
public final class EmarsysSabotage implements Sabotage {
  private static final String OPT_IN = "31";

  private final VendorCalls calls;
  private final Map<String, String> fieldIds = new HashMap<>();

  /**
   * @param baseUrl of both the API and the token endpoint, without a slash at the end
   */
  public EmarsysSabotage(String baseUrl, String clientId, String clientSecret) {
    JsonNode token =
        new VendorCalls(baseUrl, VendorCalls.basic(clientId, clientSecret))
            .send(
                "POST",
                "/oauth2/token",
                "grant_type=client_credentials",
                "application/x-www-form-urlencoded");
    this.calls = new VendorCalls(baseUrl, "Bearer " + token.path("access_token").asString());
    for (JsonNode field : calls.send("GET", "/api/v3/field").path("data")) {
      fieldIds.put(field.path("string_id").asString(), field.path("id").asString());
    }
  }

  @Override
  public void deleteContact(String contactId) {
    ObjectNode body = WireJson.object().put("key_id", "id");
    body.putArray("id").add(contactId);
    calls.send("POST", "/api/v3/contact/delete", body);
  }

  @Override
  public void flipConsent(String contactId) {
    boolean mailed = get(contactId, List.of(OPT_IN)).path(OPT_IN).asString("").equals("1");
    put(contactId, OPT_IN, mailed ? "2" : "1");
  }

  @Override
  public void alterField(String contactId, String field, String value) {
    put(contactId, fieldIds.get(field), value);
  }

  @Override
  public void changeFirstName(String contactId, String firstName) {
    put(contactId, "1", firstName);
  }

  @Override
  public String doubleContact(String contactId, String otherEmail) {
    List<String> copied =
        List.of(
            "1",
            "2",
            fieldIds.get("khaos_person_id"),
            fieldIds.get("khaos_urn"),
            fieldIds.get("khaos_customer_ids"));
    JsonNode original = get(contactId, copied);
    ObjectNode twin = WireJson.object().put("key_id", "3").put("3", otherEmail);
    for (String field : copied) {
      if (!original.path(field).isNull()) {
        twin.set(field, original.path(field));
      }
    }
    return calls.send("POST", "/api/v3/contact", twin).path("data").path("id").asString();
  }

  private JsonNode get(String contactId, List<String> fields) {
    ObjectNode body = WireJson.object().put("keyId", "id");
    body.putArray("keyValues").add(contactId);
    var asked = body.putArray("fields");
    fields.forEach(asked::add);
    return calls.send("POST", "/api/v3/contact/getdata", body).at("/data/result/0");
  }

  private void put(String contactId, String field, String value) {
    calls.send(
        "PUT",
        "/api/v3/contact/",
        WireJson.object().put("key_id", "id").put("id", contactId).put(field, value));
  }
}
