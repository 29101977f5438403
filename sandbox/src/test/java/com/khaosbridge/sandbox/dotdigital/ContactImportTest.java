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

class ContactImportTest {
  private static final String PATH = "/contacts/v3/import";

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
  void anImportIsAcceptedAndTakesEffectOnlyWhenItFinishes() {
    Response accepted = account.call("PUT", PATH, body(row("a@example.com")));
    String id = json(accepted).path("importId").asString();
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(json(account.get(PATH + "/" + id)).path("status").asString())
        .isEqualTo("NotFinished");
    assertThat(account.get("/contacts/v3/email/a@example.com").status()).isEqualTo(404);
    account.pass(Duration.ofSeconds(1));
    JsonNode finished = json(account.get(PATH + "/" + id));
    assertThat(finished.path("status").asString()).isEqualTo("Finished");
    assertThat(finished.at("/created/0/contactId").isNumber()).isTrue();
    assertThat(account.get("/contacts/v3/email/a@example.com").status()).isEqualTo(200);
  }

  @Test
  void eachRowIsToldByItself() {
    long known = account.contact("known@example.com");
    account.contact("taken@example.com");
    JsonNode result =
        account.finishedImport(
            PATH,
            body(
                row("new@example.com"),
                row("known@example.com"),
                row("c1 at example.com"),
                row("NEW@example.com"),
                "{\"matchIdentifier\":\"khaos-person-id\",\"identifiers\":{\"khaos-person-id\":\"P1\",\"email\":\"taken@example.com\"}}",
                "{\"matchIdentifier\":\"contactId\",\"identifiers\":{\"contactId\":1}}",
                "{\"matchIdentifier\":\"shoeSize\",\"identifiers\":{\"email\":\"x@example.com\"}}",
                row("gone@suppressed.example")));
    assertThat(result.path("summary").toString())
        .isEqualTo(
            "{\"newContacts\":1,\"updatedContacts\":1,\"globallySuppressed\":1,"
                + "\"invalidEntries\":3,\"duplicateIdentifiers\":2}");
    assertThat(result.at("/updated/0/contactId").longValue()).isEqualTo(known);
    assertThat(
            result
                .path("failures")
                .valueStream()
                .map(f -> f.at("/failures/0/failureCode").asString()))
        .containsExactly(
            "invalidEmail",
            "duplicateIdentifier",
            "duplicateIdentifier",
            "invalidContactId",
            "invalidMatchIdentifier",
            "globallySuppressed");
    assertThat(result.at("/failures/0/identifiers/email").asString())
        .isEqualTo("c1 at example.com");
  }

  @Test
  void aRowWithABadConsentRecordIsWrittenAndFailsAllTheSame() {
    JsonNode result =
        account.finishedImport(
            PATH,
            body(
                "{\"matchIdentifier\":\"email\",\"identifiers\":{\"email\":\"a@example.com\"},\"consentRecords\":[{\"text\":\"Yes\"}]}"));
    assertThat(result.at("/created").size()).isEqualTo(1);
    assertThat(result.at("/failures/0/failures/0/failureCode").asString())
        .isEqualTo("consentRecordsNotApplied");
  }

  @Test
  void anImportHonoursTheStatusAndTheMergeOption() {
    account.finishedImport(
        PATH,
        body(
            "{\"matchIdentifier\":\"email\",\"identifiers\":{\"email\":\"a@example.com\"},\"dataFields\":{\"FIRSTNAME\":\"A\"},\"channelProperties\":{\"email\":{\"status\":\"unsubscribed\"}}}"));
    account.finishedImport(
        PATH,
        "{\"mergeOption\":\"overwriteIfEmpty\",\"contacts\":[{\"matchIdentifier\":\"email\",\"identifiers\":{\"email\":\"a@example.com\"},\"dataFields\":{\"FIRSTNAME\":\"B\",\"LASTNAME\":\"C\"}}]}");
    JsonNode contact = json(account.get("/contacts/v3/email/a@example.com"));
    assertThat(contact.path("status").asString()).isEqualTo("unsubscribed");
    assertThat(contact.path("dataFields").toString())
        .isEqualTo("{\"FIRSTNAME\":\"A\",\"LASTNAME\":\"C\"}");
  }

  @Test
  void the26thActiveImportIsTooMany() {
    for (int i = 0; i < 25; i++) {
      assertThat(account.call("PUT", PATH, body(row("c" + i + "@example.com"))).status())
          .isEqualTo(202);
    }
    Response refused = account.call("PUT", PATH, body(row("x@example.com")));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(json(refused).path("errorCode").asString())
        .isEqualTo("contacts:tooManyActiveImports");
    account.pass(Duration.ofSeconds(1));
    assertThat(account.call("PUT", PATH, body(row("x@example.com"))).status()).isEqualTo(202);
  }

  @Test
  void aBodyThatCannotBeReadIsRefusedAsAWhole() {
    for (String bad : new String[] {"", "[]", "{\"contacts\":{}}", "{\"contacts\":[1]}", "{\"co"}) {
      Response response = account.call("PUT", PATH, bad);
      assertThat(response.status()).as(bad).isEqualTo(400);
      assertThat(json(response).path("errorCode").asString()).isEqualTo("contacts:badJson");
    }
    assertThat(account.get(PATH + "/00000000-0000-0000-0000-000000000000").status()).isEqualTo(404);
  }

  private static String row(String email) {
    return "{\"matchIdentifier\":\"email\",\"identifiers\":{\"email\":\"" + email + "\"}}";
  }

  private static String body(String... rows) {
    return "{\"mergeOption\":\"overwrite\",\"contacts\":[" + String.join(", ", rows) + "]}";
  }
}
