package com.khaosbridge.sandbox.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxClient;
import com.khaosbridge.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonActsTest {
  private static final String EMAIL = "person@example.org";

  private Sandbox sandbox;
  private SandboxClient client;
  private Destinations destinations;

  @BeforeEach
  void start() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.standard());
    client = new SandboxClient(sandbox.baseUrl());
    destinations = new Destinations(client);
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @Test
  void whoSignsUpHasAContactWithoutAnyIdsAndTheConsentGiven() throws IOException {
    for (String system : List.of("emarsys", "dotdigital")) {
      create(system, "a@example.org", ",\"consent\":\"OPTED_OUT\"");
      create(system, "b@example.org", ",\"consent\":\"OPTED_IN\"");
      create(system, "c@example.org", "");
    }

    assertThat(destinations.emarsysContact("a@example.org").get("fields").toString())
        .isEqualTo("{\"3\":\"a@example.org\",\"31\":\"2\"}");
    assertThat(destinations.emarsysContact("b@example.org").at("/fields/31").asString())
        .isEqualTo("1");
    assertThat(destinations.emarsysContact("c@example.org").get("fields").has("31")).isFalse();
    assertThat(destinations.dotdigitalContact("a@example.org").get("identifiers").toString())
        .isEqualTo("{\"email\":\"a@example.org\"}");
    assertThat(dotdigitalStatus("a@example.org")).isEqualTo("unsubscribed");
    assertThat(dotdigitalStatus("b@example.org")).isEqualTo("subscribed");
    assertThat(dotdigitalStatus("c@example.org")).isEqualTo("subscribed");
  }

  @Test
  void anOptOutAndAnOptInAreThePersonsLastWord() throws IOException {
    create("emarsys", EMAIL, "");
    create("dotdigital", EMAIL, "");

    assertThat(act("emarsys", "optOut").statusCode()).isEqualTo(200);
    assertThat(act("dotdigital", "optOut").statusCode()).isEqualTo(200);
    assertThat(emarsysOptIn()).isEqualTo("2");
    assertThat(dotdigitalStatus(EMAIL)).isEqualTo("unsubscribed");
    assertThat(
            destinations
                .dotdigital("GET", "/v2/contacts/unsubscribed-since/2011-01-01T00:00:00Z", "")
                .body())
        .contains(EMAIL);

    act("emarsys", "optIn");
    act("dotdigital", "optIn");
    assertThat(emarsysOptIn()).isEqualTo("1");
    assertThat(dotdigitalStatus(EMAIL)).isEqualTo("subscribed");
  }

  @Test
  void whoComplainedIsNotSubscribedByAskingForIt() throws IOException {
    create("emarsys", EMAIL, "");
    create("dotdigital", EMAIL, "");
    act("emarsys", "complain");
    act("dotdigital", "complain");

    assertThat(emarsysOptIn()).isEqualTo("2");
    destinations.dotdigital(
        "PATCH",
        "/contacts/v3/email/" + EMAIL,
        "{\"identifiers\":{\"email\":\""
            + EMAIL
            + "\"},\"channelProperties\":{\"email\":{\"status\":\"subscribed\"}}}");
    assertThat(dotdigitalStatus(EMAIL)).isEqualTo("ispComplained");
    assertThat(
            destinations
                .dotdigital(
                    "POST",
                    "/v2/contacts/resubscribe",
                    "{\"unsubscribedContact\":{\"email\":\"" + EMAIL + "\"}}")
                .body())
        .contains("ContactCannotBeUnsuppressed");
    assertThat(
            destinations
                .dotdigital("GET", "/v2/contacts/suppressed-since/2011-01-01T00:00:00Z", "")
                .body())
        .contains("IspComplained");
  }

  @Test
  void aDeletedContactIsGoneAndCanComeBack() throws IOException {
    create("emarsys", EMAIL, "");
    create("dotdigital", EMAIL, "");
    act("emarsys", "delete");
    act("dotdigital", "delete");

    assertThat(destinations.emarsysContacts()).isEmpty();
    assertThat(dotdigitalStatus(EMAIL)).isEqualTo("binned");
    assertThat(act("emarsys", "optOut").statusCode()).isEqualTo(404);
    assertThat(act("dotdigital", "optOut").statusCode()).isEqualTo(404);

    create("emarsys", EMAIL, "");
    create("dotdigital", EMAIL, ",\"consent\":\"OPTED_OUT\"");
    assertThat(destinations.emarsysContacts()).hasSize(1);
    assertThat(dotdigitalStatus(EMAIL)).isEqualTo("unsubscribed");
  }

  @Test
  void severalContactsOfAnEmailArePossibleOnlyWhereTheyAreInReality() throws IOException {
    create("emarsys", EMAIL, "");
    create("emarsys", EMAIL, "");
    assertThat(act("emarsys", "optOut").body()).isEqualTo("{\"contacts\":2}");

    create("dotdigital", EMAIL, "");
    assertThat(act("dotdigital", "create").statusCode()).isEqualTo(400);
  }

  @Test
  void actsCountInNoLimit() throws IOException {
    create("emarsys", EMAIL, "");
    create("dotdigital", EMAIL, "");
    String before = remaining();
    for (int i = 0; i < 5; i++) {
      act("emarsys", i % 2 == 0 ? "optOut" : "optIn");
    }
    assertThat(Integer.parseInt(before) - Integer.parseInt(remaining())).isEqualTo(1);
  }

  @Test
  void whatIsNoActIsRefused() throws IOException {
    for (String bad :
        List.of(
            "{\"email\":\"person@example.org\",\"act\":\"shout\"}",
            "{\"act\":\"optOut\"}",
            "{\"email\":\"nobody\",\"act\":\"create\"}",
            "{\"email\":\"person@example.org\",\"act\":\"create\",\"consent\":\"MAYBE\"}",
            "{\"email\":\"person@example.org\",\"act\":\"optIn\",\"consent\":\"OPTED_IN\"}",
            "{\"email\":\"person@example.org\",\"act\":\"optIn\",\"by\":\"me\"}")) {
      for (String system : List.of("emarsys", "dotdigital")) {
        assertThat(client.send("POST", "/_sandbox/" + system + "/contacts", bad).statusCode())
            .as(bad)
            .isEqualTo(400);
      }
    }
    assertThat(client.send("POST", "/_sandbox/emarsys/people", "{}").statusCode()).isEqualTo(404);
  }

  private String remaining() throws IOException {
    return destinations
        .emarsys("GET", "/contact/query/?return=3", "")
        .headers()
        .firstValue("X-Ratelimit-Remaining")
        .orElseThrow();
  }

  private void create(String system, String email, String more) throws IOException {
    HttpResponse<String> answer =
        client.send(
            "POST",
            "/_sandbox/" + system + "/contacts",
            "{\"email\":\"" + email + "\",\"act\":\"create\"" + more + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> act(String system, String act) throws IOException {
    return client.send(
        "POST",
        "/_sandbox/" + system + "/contacts",
        "{\"email\":\"" + EMAIL + "\",\"act\":\"" + act + "\"}");
  }

  private String emarsysOptIn() throws IOException {
    return destinations.emarsysContact(EMAIL).at("/fields/31").asString("");
  }

  private String dotdigitalStatus(String email) throws IOException {
    return destinations.dotdigitalContact(email).get("status").asString();
  }
}
