package com.khaosbridge.activities.chain;

import com.khaosbridge.activities.destination.SandboxControl;
import com.khaosbridge.sandbox.dotdigital.DotdigitalStandIn;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clerks, persons and the accounts' administrators do, without the bridge. */
final class OutsideWorld {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The sandbox's field {@code khaos_person_id}. */
  private static final String EMARSYS_PERSON = "10569";

  private final String baseUrl;
  private final StandIns standIns;
  private final SandboxControl emarsys;
  private final SandboxControl dotdigital;
  private @Nullable String token;

  OutsideWorld(String baseUrl) {
    this.baseUrl = baseUrl;
    this.standIns = new StandIns(baseUrl);
    this.emarsys = new SandboxControl(baseUrl, Chain.EMARSYS);
    this.dotdigital = new SandboxControl(baseUrl, Chain.DOTDIGITAL);
  }

  void change(int number, String json) {
    standIns.change(Integer.toString(number), json);
  }

  void clerk(int number, String act) {
    standIns.act("customers/" + number + "/" + act, "{}");
  }

  /** A person does something with their contact. */
  void acts(String destination, String email, String act) {
    post(
        "/_sandbox/" + destination + "/contacts",
        "{\"email\":\"" + email + "\",\"act\":\"" + act + "\"}");
  }

  void signsUp(String destination, String email, @Nullable String consent) {
    post(
        "/_sandbox/" + destination + "/contacts",
        "{\"email\":\""
            + email
            + "\",\"act\":\"create\""
            + (consent == null ? "" : ",\"consent\":\"" + consent + "\"")
            + "}");
  }

  private void post(String path, String body) {
    emarsys.send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path));
  }

  void clearAtEmarsys(String email) {
    emarsys.send(
        request("/api/v3/contact")
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"key_id\":\"3\",\"contacts\":[{\"3\":\"" + email + "\",\"31\":\"\"}]}")));
  }

  private String token() {
    String known = token;
    if (known == null) {
      known =
          JSON.readTree(
                  emarsys.send(
                      request("/oauth2/token")
                          .header("Authorization", basic("sandbox-client", "sandbox-secret"))
                          .header("Content-Type", "application/x-www-form-urlencoded")
                          .POST(
                              HttpRequest.BodyPublishers.ofString(
                                  "grant_type=client_credentials"))))
              .path("access_token")
              .asString();
      token = known;
    }
    return known;
  }

  void suppressAtDotdigital(String email) {
    patch(email, "{\"status\":\"suppressed\"}");
  }

  /** Subscribes them, but asks them first. */
  void askAtDotdigital(String email) {
    patch(
        email,
        "{\"status\":\"subscribed\",\"resubscribeOptions\":{\"resubscribeWithNoChallenge\":false}}");
  }

  private void patch(String email, String channel) {
    dotdigital.send(
        request("/contacts/v3/email/" + email)
            .header("Authorization", basic(DotdigitalStandIn.USER, DotdigitalStandIn.PASSWORD))
            .header("Content-Type", "application/json")
            .method(
                "PATCH",
                HttpRequest.BodyPublishers.ofString(
                    "{\"identifiers\":{\"email\":\""
                        + email
                        + "\"},\"channelProperties\":{\"email\":"
                        + channel
                        + "}}")));
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A contact as it is there.
   *
   * @param person our stamp, else empty
   * @param consent in the table's words
   */
  record Contact(String id, String email, String person, String consent) {}

  /** All contacts by id. */
  Map<String, Contact> contacts(String destination) {
    Map<String, Contact> contacts = new TreeMap<>();
    if (destination.equals(Chain.EMARSYS)) {
      for (JsonNode line : emarsys.state("contact")) {
        JsonNode fields = line.path("fields");
        String id = line.path("id").asString();
        contacts.put(
            id,
            new Contact(
                id,
                fields.path("3").asString(""),
                fields.path(EMARSYS_PERSON).asString(""),
                switch (fields.path("31").asString("")) {
                  case "1" -> "in";
                  case "2" -> "out";
                  default -> "no value";
                }));
      }
      return contacts;
    }
    for (JsonNode line : dotdigital.state("contact")) {
      String status = line.path("status").asString();
      String id = line.path("contactId").asString();
      if (!status.equals("binned")) {
        contacts.put(
            id,
            new Contact(
                id,
                line.path("identifiers").path("email").asString(""),
                line.path("identifiers").path("khaos-person-id").asString(""),
                switch (status) {
                  case "subscribed" -> "in";
                  case "unsubscribed" -> "out";
                  case "pendingOptIn" -> "awaiting";
                  case "ispComplained" -> "complaint";
                  default -> status;
                }));
      }
    }
    return contacts;
  }
}
