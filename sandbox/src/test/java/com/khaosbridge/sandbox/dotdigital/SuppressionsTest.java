package com.khaosbridge.sandbox.dotdigital;

import static com.khaosbridge.sandbox.dotdigital.Account.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.http.Response;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SuppressionsTest {
  private Account account;

  @BeforeEach
  void open(@TempDir Path directory) {
    account = new Account(directory);
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void unsubscribingTellsSinceWhen() {
    long id = account.contact("a@example.com");
    JsonNode removal =
        json(account.call("POST", "/v2/contacts/unsubscribe", "{\"email\":\"A@example.com\"}"));
    assertThat(removal.at("/suppressedContact/id").longValue()).isEqualTo(id);
    assertThat(removal.at("/suppressedContact/status").asString()).isEqualTo("Unsubscribed");
    assertThat(removal.path("reason").asString()).isEqualTo("Unsubscribed");
    assertThat(removal.path("dateRemoved").asString()).isEqualTo(ApiTime.write(account.now()));
    assertThat(json(account.get("/contacts/v3/contactId/" + id)).path("status").asString())
        .isEqualTo("unsubscribed");
  }

  @Test
  void aPersonWhoUnsubscribedIsAskedAndStaysUnsubscribed() {
    account.contact("a@example.com");
    account.call("POST", "/v2/contacts/unsubscribe", "{\"email\":\"a@example.com\"}");
    assertThat(resubscribe("resubscribe", "a@example.com")).isEqualTo("ContactChallenged");
    assertThat(status("a@example.com")).isEqualTo("unsubscribed");
    assertThat(resubscribe("resubscribe-with-no-challenge", "a@example.com"))
        .isEqualTo("ContactAdded");
    assertThat(status("a@example.com")).isEqualTo("subscribed");
  }

  @Test
  void aSuppressedContactComesBackAtOnce() {
    long id = account.contact("a@example.com");
    Response response =
        account.call(
            "PUT",
            "/v2/contacts/suppress-contacts",
            "[{\"id\":" + id + "},{\"email\":\"x@y.zz\"}]");
    assertThat(json(response).path("suppressed").size()).isEqualTo(1);
    assertThat(json(response).at("/notFound/0/email").asString()).isEqualTo("x@y.zz");
    assertThat(status("a@example.com")).isEqualTo("suppressed");
    assertThat(resubscribe("resubscribe", "a@example.com")).isEqualTo("ContactAdded");
    assertThat(status("a@example.com")).isEqualTo("subscribed");
  }

  @Test
  void anAddressOfTheSuppressedDomainNeverComesBack() {
    account.contact("a@suppressed.example");
    assertThat(resubscribe("resubscribe", "a@suppressed.example"))
        .isEqualTo("ContactCannotBeUnsuppressed");
    assertThat(status("a@suppressed.example")).isEqualTo("domainSuppressed");
  }

  @Test
  void removalsAreListedSinceADateWithSelectAndSkip() {
    for (int i = 0; i < 3; i++) {
      account.contact("c" + i + "@example.com");
    }
    account.call("POST", "/v2/contacts/unsubscribe", "{\"email\":\"c0@example.com\"}");
    account.pass(Duration.ofHours(1));
    String since = ApiTime.write(account.now());
    account.call("POST", "/v2/contacts/unsubscribe", "{\"email\":\"c1@example.com\"}");
    account.call("PUT", "/v2/contacts/suppress-contacts", "[{\"email\":\"c2@example.com\"}]");
    assertThat(json(account.get("/v2/contacts/suppressed-since/2026-01-01")).size()).isEqualTo(3);
    assertThat(json(account.get("/v2/contacts/suppressed-since/" + since)).size()).isEqualTo(2);
    assertThat(json(account.get("/v2/contacts/unsubscribed-since/" + since)).size()).isEqualTo(1);
    assertThat(json(account.get("/v2/contacts/suppressed-since/2026-01-01?select=2&skip=2")).size())
        .isEqualTo(1);
    assertThat(account.get("/v2/contacts/suppressed-since/2026-01-01?select=1001").status())
        .isEqualTo(400);
  }

  @Test
  void anOptOutByTheOtherApiIsListedAndAResubscriptionLeavesTheList() {
    account.contact("a@example.com");
    patch("unsubscribed");
    assertThat(json(account.get("/v2/contacts/unsubscribed-since/2026-01-01")).size()).isEqualTo(1);
    patch("subscribed");
    assertThat(json(account.get("/v2/contacts/unsubscribed-since/2026-01-01")).size()).isZero();
  }

  private void patch(String status) {
    account.patchEmail(
        "a@example.com",
        "{\"identifiers\":{},\"channelProperties\":{\"email\":{\"status\":\"" + status + "\"}}}");
  }

  private String status(String email) {
    return json(account.get("/contacts/v3/email/" + email)).path("status").asString();
  }

  private String resubscribe(String call, String email) {
    Response response =
        account.call(
            "POST",
            "/v2/contacts/" + call,
            "{\"unsubscribedContact\":{\"email\":\"" + email + "\"}}");
    return json(response).path("status").asString();
  }
}
