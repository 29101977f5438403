package com.khaosbridge.sandbox.dotdigital;

import static com.khaosbridge.sandbox.dotdigital.Account.json;
import static com.khaosbridge.sandbox.dotdigital.Account.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {
  @TempDir private Path directory;

  @Test
  void aWrongLoginIsUnauthorizedInTheShapeOfItsVersion() {
    try (Account account = new Account(directory)) {
      Map<String, String> wrong =
          Map.of("authorization", "Basic " + Account.base64("someone:wrong"));
      Response v2 = account.call("GET", "/v2/account-info", "", wrong);
      Response v3 = account.call("GET", "/contacts/v3", "", wrong);
      assertThat(v2.status()).isEqualTo(401);
      assertThat(json(v2).path("message").asString()).endsWith("ERROR_APIUSER_INVALID");
      assertThat(v3.status()).isEqualTo(401);
      assertThat(json(v3).has("errorCode")).isTrue();
    }
  }

  @Test
  void anotherRegionTellsTheEndpointAndForbidsAllElse() {
    try (Account account = new Account(directory)) {
      Map<String, String> otherRegion = Map.of("host", "r1-api.example");
      Response info = account.call("GET", "/v2/account-info", "", otherRegion);
      Response forbidden = account.call("GET", "/contacts/v3", "", otherRegion);
      assertThat(
              json(info)
                  .path("properties")
                  .valueStream()
                  .filter(property -> property.path("name").asString().equals("ApiEndpoint"))
                  .map(property -> property.path("value").asString()))
          .containsExactly("http://" + Account.HOST);
      assertThat(forbidden.status()).isEqualTo(403);
      assertThat(text(forbidden)).contains("Forbidden: Access is denied");
    }
  }

  @Test
  void callsAreCountedPerTierAndMinuteAndTheRestIsTold() {
    DotdigitalLimits tight = new DotdigitalLimits(1, 2, 3, Duration.ofSeconds(1));
    try (Account account = new Account(directory, tight)) {
      account.pass(Duration.ofSeconds(30));
      Response low = account.get("/contacts/v3");
      assertThat(low.headers())
          .containsEntry("X-RateLimit-Limit", "1")
          .containsEntry("X-RateLimit-Remaining", "0")
          .containsEntry("X-RateLimit-Scope", "lowCallRate")
          .containsEntry(
              "X-RateLimit-Reset", Long.toString(account.now().plusSeconds(30).getEpochSecond()));
      Response exceeded = account.get("/contacts/v3");
      assertThat(exceeded.status()).isEqualTo(429);
      assertThat(exceeded.headers()).containsEntry("X-RateLimit-Scope", "lowCallRate");
      assertThat(text(exceeded)).doesNotContain("tooManyActiveImports");

      account.contact("a@example.com");
      account.contact("b@example.com");
      Response medium = account.call("PATCH", "/contacts/v3/email/a@example.com", "{}");
      assertThat(medium.status()).isEqualTo(429);
      assertThat(medium.headers()).containsEntry("X-RateLimit-Scope", "mediumCallRate");
      assertThat(account.get("/contacts/v3/email/a@example.com").headers())
          .containsEntry("X-RateLimit-Scope", "highCallRate")
          .containsEntry("X-RateLimit-Remaining", "2");
      account.pass(Duration.ofSeconds(30));
      assertThat(account.get("/contacts/v3").status()).isEqualTo(200);
    }
  }

  @Test
  void pollingAndSendsAreNotLimited() {
    DotdigitalLimits tight = new DotdigitalLimits(1, 1, 1, Duration.ofSeconds(1));
    try (Account account = new Account(directory, tight)) {
      for (int i = 0; i < 50; i++) {
        Response poll = account.get("/contacts/v3/import/none");
        assertThat(poll.status()).isEqualTo(404);
        assertThat(poll.headers()).doesNotContainKey("X-RateLimit-Limit");
        assertThat(account.call("POST", "/v2/email/triggered-campaign/batch", "[]").status())
            .isEqualTo(400);
      }
    }
  }

  @Test
  void dataFieldsAreMadeOnce() {
    try (Account account = new Account(directory)) {
      String path = "/v2/data-fields";
      assertThat(json(account.get(path)).valueStream().map(f -> f.path("name").asString()))
          .contains("FIRSTNAME", "LASTNAME", "KHAOS_URN", "KHAOS_CUSTOMER_ID");
      String field = "{\"name\":\"KHAOS_SPEND\",\"type\":\"Numeric\",\"visibility\":\"Private\"}";
      assertThat(account.call("POST", path, field).status()).isEqualTo(201);
      Response again = account.call("POST", path, field);
      assertThat(json(again).path("message").asString()).endsWith("ERROR_NON_UNIQUE_DATAFIELD");
      String contact =
          "{\"identifiers\":{\"email\":\"a@example.com\"},\"dataFields\":{\"KHAOS_SPEND\":12.50}}";
      assertThat(text(account.call("POST", "/contacts/v3", contact)))
          .contains("\"KHAOS_SPEND\":12.50");
      assertThat(account.call("DELETE", path + "/KHAOS_SPEND", "").status()).isEqualTo(200);
      assertThat(account.call("DELETE", path + "/KHAOS_SPEND", "").status()).isEqualTo(404);
      assertThat(account.state()).doesNotContain("KHAOS_SPEND");
    }
  }

  @Test
  void theServerTellsItsTime() {
    try (Account account = new Account(directory)) {
      assertThat(text(account.get("/v2/server-time"))).isEqualTo("\"2026-03-01T10:00:00.000Z\"");
    }
  }

  @Test
  void theStateHasALineForEachContactAndOrder() {
    try (Account account = new Account(directory)) {
      long id = account.contact("a@example.com");
      account.openOrders();
      account.putOrder("a@example.com", "SO1", "{\"order_total\":1.10}");
      assertThat(account.state().lines())
          .containsExactly(
              "{\"type\":\"contact\",\"contactId\":"
                  + id
                  + ",\"identifiers\":{\"email\":\"a@example.com\"},\"status\":\"subscribed\","
                  + "\"dataFields\":{},\"created\":\"2026-03-01T10:00:00.000Z\","
                  + "\"updated\":\"2026-03-01T10:00:00.000Z\"}",
              "{\"type\":\"order\",\"collection\":\"Orders\",\"key\":\"SO1\",\"contactId\":"
                  + id
                  + ",\"writes\":1,\"created\":\"2026-03-01T10:00:00.000Z\","
                  + "\"updated\":\"2026-03-01T10:00:00.000Z\",\"json\":{\"order_total\":1.10}}");
    }
  }

  @Test
  void theStateAndWaitingImportsSurviveARestart() {
    String id;
    try (Account account = new Account(directory)) {
      Response accepted =
          account.call(
              "PUT",
              "/contacts/v3/import",
              "{\"contacts\":[{\"matchIdentifier\":\"email\",\"identifiers\":{\"email\":\"a@example.com\"}}]}");
      id = json(accepted).path("importId").asString();
    }
    try (Account account = new Account(directory)) {
      account.pass(Duration.ofSeconds(1));
      assertThat(json(account.get("/contacts/v3/import/" + id)).path("status").asString())
          .isEqualTo("Finished");
      assertThat(account.get("/contacts/v3/email/a@example.com").status()).isEqualTo(200);
    }
  }

  @Test
  void onlyItsOwnPathsAreServed() {
    try (StateStore store = new StateStore(directory.resolve("paths.mv"))) {
      DotdigitalStandIn standIn =
          new DotdigitalStandIn(
              store, DotdigitalLimits.standard(), java.time.Instant::now, () -> "http://x");
      assertThat(standIn.system()).isEqualTo("dotdigital");
      assertThat(standIn.serves("/contacts/v3")).isTrue();
      assertThat(standIn.serves("/contacts/v3/email/a")).isTrue();
      assertThat(standIn.serves("/insightData/v3/import")).isTrue();
      assertThat(standIn.serves("/configuration/v3/customIdentifiers")).isTrue();
      assertThat(standIn.serves("/v2/account-info")).isTrue();
      assertThat(standIn.serves("/api/v3/contact")).isFalse();
      assertThat(standIn.serves("/v2x")).isFalse();
    }
  }
}
