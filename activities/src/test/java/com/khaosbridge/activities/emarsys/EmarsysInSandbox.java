package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.SandboxControl;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.Consent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The sandbox's Emarsys account, seen and changed past the adapter. */
final class EmarsysInSandbox {
  /** The stand-in's fields for metrics. */
  static final Map<Metric, String> METRIC_FIELDS =
      Arrays.stream(Metric.values())
          .collect(
              Collectors.toMap(
                  metric -> metric, metric -> "khaos_" + metric.name().toLowerCase(Locale.ROOT)));

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String baseUrl;
  private final SandboxControl control;
  private final String token;
  private final String personField;

  EmarsysInSandbox(String baseUrl, SandboxControl control) {
    this.baseUrl = baseUrl;
    this.control = control;
    this.token = token();
    this.personField = fieldId("khaos_person_id");
  }

  EmarsysSettings settings() {
    return EmarsysSettings.of(
            "emarsys",
            new EmarsysSettings.Access(
                baseUrl + "/api/v3", baseUrl + "/oauth2/token", "sandbox-client", "sandbox-secret"),
            new EmarsysSettings.SalesAccess(baseUrl, "sandbox", "sandbox-sales-token"))
        .withMetrics(METRIC_FIELDS);
  }

  String personField() {
    return personField;
  }

  List<JsonNode> contacts() {
    return control.state("contact");
  }

  /** A field's value, empty if the contact has none. */
  String field(JsonNode contact, String id) {
    return contact.path("fields").path(id).asString("");
  }

  String fieldId(String stringId) {
    for (JsonNode field : api("field", null)) {
      if (field.path("string_id").asString("").equals(stringId)) {
        return field.path("id").asString();
      }
    }
    throw new IllegalStateException("the stand-in has no field " + stringId);
  }

  /** A contact that signed up by itself. */
  String plant(String email, Consent consent) {
    return plant(email, consent, null);
  }

  /** A contact with this person id. */
  String plant(String email, Consent consent, @Nullable String personId) {
    ObjectNode contact = JSON.createObjectNode().put("key_id", "3").put("3", email);
    if (consent != Consent.UNKNOWN) {
      contact.put("31", consent == Consent.OPTED_IN ? 1 : 2);
    }
    if (personId != null) {
      contact.put(personField, personId);
    }
    return api("contact", contact).path("id").asString();
  }

  void delete(String contactId) {
    ObjectNode body = JSON.createObjectNode().put("key_id", "id");
    body.putArray("id").add(contactId);
    api("contact/delete", body);
  }

  JsonNode api(String path, @Nullable JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + "/api/v3/" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json");
    if (body != null) {
      request.POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }
    return JSON.readTree(control.send(request)).path("data");
  }

  private String token() {
    String basic =
        Base64.getEncoder()
            .encodeToString("sandbox-client:sandbox-secret".getBytes(StandardCharsets.UTF_8));
    String answer =
        control.send(
            HttpRequest.newBuilder(URI.create(baseUrl + "/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    return JSON.readTree(answer).path("access_token").asString();
  }
}
