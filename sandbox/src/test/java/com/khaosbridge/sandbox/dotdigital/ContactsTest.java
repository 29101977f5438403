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

class ContactsTest {
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
  void aNewContactIsSubscribedUnlessTheCallSaysOtherwise() {
    JsonNode silent =
        account.patchEmail("a@example.com", "{\"identifiers\":{\"email\":\"a@example.com\"}}");
    JsonNode told =
        account.patchEmail("b@example.com", withStatus("b@example.com", "unsubscribed"));
    assertThat(silent.path("status").asString()).isEqualTo("subscribed");
    assertThat(told.path("status").asString()).isEqualTo("unsubscribed");
    assertThat(told.at("/channelProperties/email/status").asString()).isEqualTo("unsubscribed");
  }

  @Test
  void anUpdateWithoutStatusLeavesTheStatus() {
    account.patchEmail("a@example.com", withStatus("a@example.com", "unsubscribed"));
    JsonNode after =
        account.patchEmail(
            "a@example.com",
            "{\"identifiers\":{\"email\":\"a@example.com\"},\"dataFields\":{\"FIRSTNAME\":\"A\"}}");
    assertThat(after.path("status").asString()).isEqualTo("unsubscribed");
  }

  @Test
  void resubscribingAnUnsubscribedPersonIsPendingIfChallengedAndAtOnceByDefault() {
    account.patchEmail("a@example.com", withStatus("a@example.com", "unsubscribed"));
    JsonNode challenged =
        account.patchEmail(
            "a@example.com",
            """
            {"identifiers":{"email":"a@example.com"},"channelProperties":{"email":{
              "status":"subscribed","resubscribeOptions":{"resubscribeWithNoChallenge":false}}}}
            """);
    assertThat(challenged.path("status").asString()).isEqualTo("pendingOptIn");
    JsonNode byDefault =
        account.patchEmail("a@example.com", withStatus("a@example.com", "subscribed"));
    assertThat(byDefault.path("status").asString()).isEqualTo("subscribed");
  }

  @Test
  void askingForVerifiedDoubleOptInMakesASubscribedContactPending() {
    account.contact("a@example.com");
    JsonNode after =
        account.patchEmail(
            "a@example.com",
            """
            {"identifiers":{"email":"a@example.com"},
             "channelProperties":{"email":{"optInType":"verifiedDouble"}}}
            """);
    assertThat(after.path("status").asString()).isEqualTo("pendingOptIn");
    assertThat(after.at("/channelProperties/email/optInType").asString())
        .isEqualTo("VerifiedDouble");
  }

  @Test
  void patchCreatesWith201AndUpdatesWith200() {
    String body = "{\"identifiers\":{\"email\":\"a@example.com\"}}";
    assertThat(account.call("PATCH", "/contacts/v3/email/a@example.com", body).status())
        .isEqualTo(201);
    assertThat(account.call("PATCH", "/contacts/v3/email/a@example.com", body).status())
        .isEqualTo(200);
  }

  @Test
  void eMailsAreOneWhateverTheirCase() {
    long id = account.contact("Ann@Example.com");
    JsonNode found = json(account.get("/contacts/v3/email/ANN%40EXAMPLE.COM"));
    assertThat(found.path("contactId").longValue()).isEqualTo(id);
    assertThat(found.at("/identifiers/email").asString()).isEqualTo("ann@example.com");
  }

  @Test
  void identifiersAreRequiredEvenForAnExistingContact() {
    account.contact("a@example.com");
    Response response =
        account.call("PATCH", "/contacts/v3/email/a@example.com", "{\"dataFields\":{}}");
    assertThat(response.status()).isEqualTo(400);
    assertThat(json(response).path("errorCode").asString()).isEqualTo("contacts:badRequest");
  }

  @Test
  void aCustomIdentifierAloneMakesNoContact() {
    Response response =
        account.call(
            "PATCH",
            "/contacts/v3/khaos-person-id/P1",
            "{\"identifiers\":{\"khaos-person-id\":\"P1\"}}");
    assertThat(response.status()).isEqualTo(400);
  }

  @Test
  void anIdentifierOfAnotherContactIsAConflictInEitherCall() {
    account.contact("native@example.com");
    String body = "{\"identifiers\":{\"email\":\"native@example.com\",\"khaos-person-id\":\"P1\"}}";
    Response patch = account.call("PATCH", "/contacts/v3/khaos-person-id/P1", body);
    Response post = account.call("POST", "/contacts/v3", body);
    assertThat(patch.status()).isEqualTo(409);
    assertThat(json(patch).path("errorCode").asString()).isEqualTo("contacts:identifierConflict");
    assertThat(post.status()).isEqualTo(409);
    assertThat(json(post).path("errorCode").asString()).isEqualTo("contacts:idAlreadyExists");
  }

  @Test
  void anEMailChangesByTheImmutableIdAndFreesTheOldAddress() {
    long id = account.contact("old@example.com");
    Response response =
        account.call(
            "PATCH",
            "/contacts/v3/contactId/" + id,
            "{\"identifiers\":{\"email\":\"new@example.com\"}}");
    assertThat(response.status()).isEqualTo(200);
    assertThat(account.get("/contacts/v3/email/old@example.com").status()).isEqualTo(404);
    assertThat(account.contact("old@example.com")).isNotEqualTo(id);
  }

  @Test
  void aMissingContactIsNotFoundByItsCode() {
    Response response = account.get("/contacts/v3/email/nobody@example.com");
    assertThat(response.status()).isEqualTo(404);
    assertThat(json(response).path("errorCode").asString()).isEqualTo("contacts:contactNotFound");
    assertThat(json(response).at("/details/0/description").asString()).contains("'email'");
    assertThat(account.call("PATCH", "/contacts/v3/contactId/5", "{\"identifiers\":{}}").status())
        .isEqualTo(404);
  }

  @Test
  void aMalformedEMailIsRefused() {
    Response inPath = account.get("/contacts/v3/email/c1%20at%20example.com");
    Response inBody =
        account.call("POST", "/contacts/v3", "{\"identifiers\":{\"email\":\"c1 at example.com\"}}");
    assertThat(inPath.status()).isEqualTo(400);
    assertThat(json(inPath).path("errorCode").asString()).isEqualTo("contacts:invalidId");
    assertThat(inBody.status()).isEqualTo(400);
    assertThat(json(inBody).at("/details/0/item").asString()).isEqualTo("email");
  }

  @Test
  void anUnknownDataFieldIsRefusedAndNothingIsChanged() {
    Response response =
        account.call(
            "PATCH",
            "/contacts/v3/email/a@example.com",
            "{\"identifiers\":{\"email\":\"a@example.com\"},\"dataFields\":{\"SHOE_SIZE\":\"9\"}}");
    assertThat(response.status()).isEqualTo(400);
    assertThat(json(response).at("/details/0/item").asString()).isEqualTo("SHOE_SIZE");
    assertThat(account.get("/contacts/v3/email/a@example.com").status()).isEqualTo(404);
  }

  @Test
  void mergeOptionsDecideWhatMeetsWhat() {
    fields("overwrite", "{\"FIRSTNAME\":\"Ann\"}");
    assertThat(fields("overwrite-if-empty", "{\"FIRSTNAME\":\"Bea\",\"LASTNAME\":\"Bee\"}"))
        .isEqualTo("{\"FIRSTNAME\":\"Ann\",\"LASTNAME\":\"Bee\"}");
    assertThat(fields("overwrite-if-not-empty", "{\"FIRSTNAME\":null,\"LASTNAME\":\"Cee\"}"))
        .isEqualTo("{\"FIRSTNAME\":\"Ann\",\"LASTNAME\":\"Cee\"}");
    assertThat(fields("overwrite", "{\"FIRSTNAME\":null}")).isEqualTo("{\"LASTNAME\":\"Cee\"}");
  }

  @Test
  void aDeletedContactComesBackWithItsStatusWhenPatchedButWithoutItsOrders() {
    long id =
        account
            .patchEmail("a@example.com", withStatus("a@example.com", "unsubscribed"))
            .path("contactId")
            .longValue();
    account.openOrders();
    account.putOrder("a@example.com", "SO1", "{\"id\":\"SO1\"}");
    Response deleted = account.call("DELETE", "/contacts/v3/contactId/" + id, "");
    assertThat(json(deleted).path("contactId").longValue()).isEqualTo(id);
    assertThat(account.get("/contacts/v3/contactId/" + id).status()).isEqualTo(404);
    assertThat(account.call("DELETE", "/contacts/v3/contactId/" + id, "").status()).isEqualTo(404);
    assertThat(account.state()).contains("\"status\":\"binned\"");

    String body = "{\"identifiers\":{\"email\":\"a@example.com\"}}";
    Response back = account.call("PATCH", "/contacts/v3/email/a@example.com", body);
    assertThat(back.status()).isEqualTo(200);
    assertThat(json(back).path("contactId").longValue()).isEqualTo(id);
    assertThat(json(back).path("status").asString()).isEqualTo("unsubscribed");
    assertThat(account.get("/insightData/v3/contacts/contactId/" + id + "/Orders/SO1").status())
        .isEqualTo(404);
  }

  @Test
  void anEMailInTheRecycleBinIsNotFreeForAnotherContact() {
    long binned = account.contact("a@example.com");
    account.call("DELETE", "/contacts/v3/contactId/" + binned, "");
    long other = account.contact("b@example.com");
    Response response =
        account.call(
            "PATCH",
            "/contacts/v3/contactId/" + other,
            "{\"identifiers\":{\"email\":\"a@example.com\"}}");
    assertThat(response.status()).isEqualTo(409);
  }

  @Test
  void aConsentRecordNeedsAllItsParts() {
    Response response =
        account.call(
            "POST",
            "/contacts/v3",
            """
            {"identifiers":{"email":"a@example.com"},"consentRecords":[{"text":"Yes"}]}
            """);
    assertThat(response.status()).isEqualTo(400);
  }

  @Test
  void aListingIsPagedByMarkerUntilNextIsMissing() {
    for (int i = 0; i < 5; i++) {
      account.contact("c" + i + "@example.com");
    }
    JsonNode first = json(account.get("/contacts/v3?limit=2"));
    JsonNode second = json(account.get(first.at("/_links/next/link").asString()));
    JsonNode third =
        json(
            account.get(
                "/contacts/v3?limit=2&marker=" + second.at("/_links/next/marker").asString()));
    assertThat(first.path("_items").size()).isEqualTo(2);
    assertThat(second.path("_items").size()).isEqualTo(2);
    assertThat(third.path("_items").size()).isEqualTo(1);
    assertThat(third.path("_links").has("next")).isFalse();
    assertThat(third.path("_links").has("self")).isTrue();
  }

  @Test
  void aListingShowsOnlyWhatItIsAskedFor() {
    account.patchEmail(
        "a@example.com",
        "{\"identifiers\":{\"email\":\"a@example.com\"},\"dataFields\":{\"FIRSTNAME\":\"A\"}}");
    JsonNode bare = json(account.get("/contacts/v3")).at("/_items/0");
    JsonNode full =
        json(account.get(
                "/contacts/v3?data-fields=FIRSTNAME%7CLASTNAME"
                    + "&include=channelProperties%7Clists"))
            .at("/_items/0");
    assertThat(bare.has("dataFields")).isFalse();
    assertThat(bare.has("channelProperties")).isFalse();
    assertThat(bare.at("/identifiers/email").asString()).isEqualTo("a@example.com");
    assertThat(full.at("/dataFields/FIRSTNAME").asString()).isEqualTo("A");
    assertThat(full.has("lists")).isTrue();
    assertThat(full.at("/channelProperties/email/status").asString()).isEqualTo("subscribed");
  }

  @Test
  void theModifiedFilterGivesChangesInTheirOrder() {
    account.contact("a@example.com");
    account.contact("b@example.com");
    account.pass(Duration.ofMinutes(5));
    String since = ApiTime.write(account.now());
    account.contact("c@example.com");
    account.pass(Duration.ofMinutes(1));
    account.patchEmail("a@example.com", withStatus("a@example.com", "unsubscribed"));
    JsonNode items = json(account.get("/contacts/v3?~modified=gte::" + since)).path("_items");
    assertThat(items.valueStream().map(item -> item.at("/identifiers/email").asString()))
        .containsExactly("c@example.com", "a@example.com");
    assertThat(json(account.get("/contacts/v3?~created=gte::" + since)).path("_items").size())
        .isEqualTo(1);
    Response both = account.get("/contacts/v3?~created=gte::" + since + "&~modified=gte::" + since);
    assertThat(json(both).path("errorCode").asString()).isEqualTo("contacts:invalidFilter");
  }

  @Test
  void customIdentifiersAreMadeBeforeTheyAreUsed() {
    String path = "/configuration/v3/customIdentifiers";
    assertThat(json(account.get(path)).at("/0/name").asString()).isEqualTo("khaos-person-id");
    String body = "{\"identifiers\":{\"email\":\"a@example.com\",\"loyalty\":\"L1\"}}";
    assertThat(account.call("POST", "/contacts/v3", body).status()).isEqualTo(400);
    assertThat(account.call("POST", path, "{\"name\":\"loyalty\"}").status()).isEqualTo(201);
    assertThat(account.call("POST", path, "{\"name\":\"loyalty\"}").status()).isEqualTo(409);
    assertThat(account.call("POST", "/contacts/v3", body).status()).isEqualTo(201);
    assertThat(account.get("/contacts/v3/loyalty/L1").status()).isEqualTo(200);
    assertThat(account.call("DELETE", path + "/loyalty", "").status()).isEqualTo(204);
    Response again = account.call("DELETE", path + "/loyalty", "");
    assertThat(again.status()).isEqualTo(404);
    assertThat(json(again).at("/0/errorCode").asString()).isEqualTo("customIdentifiers:notExist");
  }

  private String fields(String mergeOption, String fields) {
    Response response =
        account.call(
            "PATCH",
            "/contacts/v3/email/a@example.com?merge-option=" + mergeOption,
            "{\"identifiers\":{\"email\":\"a@example.com\"},\"dataFields\":" + fields + "}");
    return JsonText.write(json(response).path("dataFields"));
  }

  private static String withStatus(String email, String status) {
    return "{\"identifiers\":{\"email\":\""
        + email
        + "\"},\"channelProperties\":{\"email\":{\"status\":\""
        + status
        + "\"}}}";
  }
}
