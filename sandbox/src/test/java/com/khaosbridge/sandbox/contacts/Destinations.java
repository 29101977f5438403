package com.khaosbridge.sandbox.contacts;

import com.khaosbridge.sandbox.SandboxClient;
import com.khaosbridge.sandbox.dotdigital.DotdigitalStandIn;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both destinations of a sandbox, called as their clients call them. */
final class Destinations {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SandboxClient client;
  private final String bearer;

  Destinations(SandboxClient client) throws IOException {
    this.client = client;
    String token =
        client
            .send(
                "POST",
                "/oauth2/token",
                "grant_type=client_credentials",
                "Authorization",
                "Basic " + base64("sandbox-client:sandbox-secret"),
                "Content-Type",
                "application/x-www-form-urlencoded")
            .body();
    this.bearer = "Bearer " + JSON.readTree(token).path("access_token").asString();
  }

  HttpResponse<String> emarsys(String method, String path, String body) throws IOException {
    return client.send(
        method,
        "/api/v3" + path,
        body,
        "Authorization",
        bearer,
        "Content-Type",
        "application/json");
  }

  HttpResponse<String> dotdigital(String method, String path, String body) throws IOException {
    return client.send(
        method,
        path,
        body,
        "Authorization",
        "Basic " + base64(DotdigitalStandIn.USER + ":" + DotdigitalStandIn.PASSWORD),
        "Content-Type",
        "application/json");
  }

  List<JsonNode> emarsysContacts() throws IOException {
    return contacts("emarsys");
  }

  List<JsonNode> dotdigitalContacts() throws IOException {
    return contacts("dotdigital");
  }

  JsonNode emarsysContact(String email) throws IOException {
    return one(emarsysContacts(), "/fields/3", email);
  }

  JsonNode dotdigitalContact(String email) throws IOException {
    return one(dotdigitalContacts(), "/identifiers/email", email);
  }

  private List<JsonNode> contacts(String system) throws IOException {
    return client.lines("/_sandbox/state/" + system).stream()
        .filter(line -> line.get("type").asString().equals("contact"))
        .toList();
  }

  private static JsonNode one(List<JsonNode> contacts, String field, String email) {
    return contacts.stream()
        .filter(contact -> contact.at(field).asString("").equals(email))
        .findFirst()
        .orElseThrow();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
