package com.khaosbridge.sandbox.dotdigital;

import static com.khaosbridge.sandbox.dotdigital.Account.json;
import static com.khaosbridge.sandbox.dotdigital.Account.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.http.Response;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class InsightDataTest {
  private static final String IMPORT = "/insightData/v3/import";

  private Account account;

  @BeforeEach
  void open(@TempDir Path directory) {
    account = new Account(directory);
    account.contact("a@example.com");
    account.contact("b@example.com");
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void aSinglePutNeedsTheCollectionAndTheContact() {
    Response noCollection = account.putOrder("a@example.com", "SO1", "{\"id\":\"SO1\"}");
    account.openOrders();
    Response noContact = account.putOrder("x@example.com", "SO1", "{\"id\":\"SO1\"}");
    assertThat(noCollection.status()).isEqualTo(404);
    assertThat(json(noCollection).path("errorCode").asString())
        .isEqualTo("insightData:collectionNotFound");
    assertThat(noContact.status()).isEqualTo(404);
    assertThat(json(noContact).path("errorCode").asString())
        .isEqualTo("insightData:contactNotFound");
  }

  @Test
  void aRecordCanBeDeletedByItsKeyAloneSoThatAnotherContactMayHaveIt() {
    account.openOrders();
    account.putOrder("a@example.com", "SO1", "{\"id\":\"SO1\"}");
    assertThat(account.putOrder("b@example.com", "SO1", "{\"id\":\"SO1\"}").status())
        .isEqualTo(400);

    String path = "/v2/contacts/transactional-data/Orders/SO1";
    assertThat(account.call("DELETE", path, "").status()).isEqualTo(204);
    assertThat(account.call("DELETE", path, "").status()).isEqualTo(404);
    assertThat(account.putOrder("b@example.com", "SO1", "{\"id\":\"SO1\"}").status())
        .isEqualTo(201);
  }

  @Test
  void openingACollectionIs201AndThen200() {
    String path =
        "/insightData/v3/collections/Orders?collectionScope=contact&collectionType=orders";
    assertThat(account.call("POST", path, "").status()).isEqualTo(201);
    assertThat(account.call("POST", path, "").status()).isEqualTo(200);
    account.putOrder("a@example.com", "SO1", "{\"id\":\"SO1\"}");
    assertThat(text(account.get("/insightData/v3/collections")))
        .isEqualTo(
            "[{\"collectionName\":\"Orders\",\"collectionType\":\"orders\","
                + "\"collectionScope\":\"contact\",\"recordCount\":1}]");
  }

  @Test
  void aPutCreatesWith201ThenReplacesTheWholeRecordWith204() {
    account.openOrders();
    assertThat(account.putOrder("a@example.com", "SO1", "{\"id\":\"SO1\",\"note\":\"x\"}").status())
        .isEqualTo(201);
    assertThat(account.putOrder("a@example.com", "SO1", "{\"id\":\"SO1\"}").status())
        .isEqualTo(204);
    assertThat(order("a@example.com", "SO1")).contains("\"json\":{\"id\":\"SO1\"}");
    assertThat(account.state()).contains("\"writes\":2");
  }

  @Test
  void numbersStayTheTextThatWasSentInBothWays() {
    String json =
        "{ \"order_total\" : 15.30, \"exact\":0.1000000000000000000001,\n \"big\":1E+2,"
            + " \"t\":\"two  words \\\" }\" }";
    String kept =
        "{\"order_total\":15.30,\"exact\":0.1000000000000000000001,\"big\":1E+2,"
            + "\"t\":\"two  words \\\" }\"}";
    account.openOrders();
    account.putOrder("a@example.com", "SO1", json);
    account.finishedImport(IMPORT, orders(row("a@example.com", "\"SO2\"", json)));
    assertThat(order("a@example.com", "SO1")).contains("\"json\":" + kept + ",");
    assertThat(order("a@example.com", "SO2")).contains("\"json\":" + kept + ",");
    assertThat(account.state()).contains("\"key\":\"SO1\"").contains("\"json\":" + kept + "}\n");
  }

  @Test
  void anImportCreatesTheCollectionAndTellsEachRefusedRow() {
    account.openOrders();
    account.putOrder("b@example.com", "SO9", "{\"order_total\":1.5}");
    JsonNode result =
        account.finishedImport(
            IMPORT,
            orders(
                row("a@example.com", "\"SO1\"", "{\"order_total\":1.50}"),
                row("a@example.com", "\"SO1\"", "{\"order_total\":2}"),
                row("x@example.com", "\"SO2\"", "{}"),
                row("a@example.com", "\"SO9\"", "{}"),
                row("a@example.com", "\"SO3\"", "{\"order_total\":\"1.50\"}"),
                row("a@example.com", "\"SO4\"", "{\"lines\":[[1]]}"),
                row("a@example.com", "5", "{}"),
                row("a@example.com", "\"SO6\"", "[]"),
                "{\"contactIdentity\":{\"identifier\":\"contactId\",\"value\":\"1\"},\"key\":\"SO7\",\"json\":{}}",
                "{\"contactIdentity\":{\"identifier\":\"shoe\",\"value\":\"1\"},\"key\":\"SO8\",\"json\":{}}"));
    assertThat(result.path("status").asString()).isEqualTo("Finished");
    assertThat(result.path("summary").toString())
        .isEqualTo("{\"totalRecords\":10,\"totalImported\":2,\"totalRejected\":8}");
    assertThat(result.path("failures").valueStream().map(f -> f.path("failureReason").asString()))
        .containsExactly(
            "DuplicateKey",
            "ContactEmailDoesNotExist",
            "KeyExistingForDifferentContact",
            "JsonValueIncompatibleWithSchema",
            "JsonContainsNestedArray",
            "InvalidJson",
            "ContactIdDoesNotExist",
            "InvalidContactIdentifier");
    assertThat(result.at("/failures/1/collectionOwner/contactIdentity/value").asString())
        .isEqualTo("x@example.com");
    assertThat(order("a@example.com", "SO1")).contains("1.50");
  }

  @Test
  void anImportTakesEffectWhenItFinishesNotWhenItIsAccepted() {
    String id =
        json(account.call("PUT", IMPORT, orders(row("late@example.com", "\"SO1\"", "{}"))))
            .path("importId")
            .asString();
    assertThat(json(account.get(IMPORT + "/" + id)).path("status").asString())
        .isEqualTo("Processing");
    account.contact("late@example.com");
    account.pass(Duration.ofSeconds(1));
    assertThat(json(account.get(IMPORT + "/" + id)).at("/summary/totalImported").intValue())
        .isEqualTo(1);
  }

  @Test
  void theSixthActiveImportIsTooMany() {
    for (int i = 0; i < 5; i++) {
      account.call("PUT", IMPORT, orders(row("a@example.com", "\"SO" + i + "\"", "{}")));
    }
    assertThat(account.call("PUT", IMPORT, orders(row("a@example.com", "\"S\"", "{}"))).status())
        .isEqualTo(429);
  }

  @Test
  void theFirstValueAtAPathLocksItsType() {
    account.openOrders();
    account.putOrder(
        "a@example.com",
        "SO1",
        """
        {"id":"SO1","order_total":10,"paid":true,"purchase_date":"2026-01-01T10:00:00Z",
         "custom":[],"address":{"city":"Leeds"},"products":[{"sku":"1","qty":2}]}
        """);
    assertThat(clash("{\"id\":1}")).isEqualTo("id");
    assertThat(clash("{\"order_total\":\"10.00\"}")).isEqualTo("order_total");
    assertThat(clash("{\"paid\":\"yes\"}")).isEqualTo("paid");
    assertThat(clash("{\"purchase_date\":\"yesterday\"}")).isEqualTo("purchase_date");
    assertThat(clash("{\"custom\":{\"a\":1}}")).isEqualTo("custom");
    assertThat(clash("{\"address\":[]}")).isEqualTo("address");
    assertThat(clash("{\"address\":{\"city\":7}}")).isEqualTo("address.city");
    assertThat(clash("{\"products\":{\"sku\":\"1\"}}")).isEqualTo("products");
    assertThat(clash("{\"products\":[{\"sku\":22423}]}")).isEqualTo("products.sku");
    assertThat(
            account
                .putOrder(
                    "a@example.com",
                    "SO2",
                    "{\"id\":\"2026-01-01T10:00:00Z\",\"products\":[],\"paid\":null,"
                        + "\"custom\":[\"x\"],\"more\":1}")
                .status())
        .isEqualTo(201);
  }

  @Test
  void aRefusedRecordTeachesTheSchemaNothing() {
    account.openOrders();
    account.putOrder("a@example.com", "SO1", "{\"total\":1}");
    clash("{\"fresh\":\"text\",\"total\":\"x\"}");
    assertThat(account.putOrder("a@example.com", "SO2", "{\"fresh\":1,\"total\":1}").status())
        .isEqualTo(201);
  }

  @Test
  void theSchemaIsDescribedAsColumns() {
    account.openOrders();
    account.putOrder(
        "a@example.com",
        "SO1",
        "{\"order_total\":10,\"purchase_date\":\"2026-01-01T10:00:00Z\",\"products\":[{\"qty\":2}]}");
    JsonNode schema = json(account.get("/insightData/v3/collections/Orders/schema"));
    JsonNode record = schema.at("/schema/3");
    assertThat(schema.path("collectionType").asString()).isEqualTo("orders");
    assertThat(record.path("name").asString()).isEqualTo("json");
    assertThat(record.path("fields").toString())
        .isEqualTo(
            "[{\"name\":\"order_total\",\"type\":\"FLOAT\",\"fields\":[]},"
                + "{\"name\":\"products\",\"mode\":\"REPEATED\",\"type\":\"RECORD\",\"fields\":"
                + "[{\"name\":\"qty\",\"type\":\"FLOAT\",\"fields\":[]}]},"
                + "{\"name\":\"purchase_date\",\"type\":\"TIMESTAMP\",\"fields\":[]}]");
  }

  @Test
  void aKeyOfAnotherContactMovesOnlyAfterItIsDeletedThere() {
    account.openOrders();
    account.putOrder("a@example.com", "SO1", "{\"id\":\"SO1\"}");
    Response refused = account.putOrder("b@example.com", "SO1", "{\"id\":\"SO1\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(text(refused)).contains("KeyExistingForDifferentContact");
    String path = "/insightData/v3/contacts/email/a@example.com/Orders/SO1";
    assertThat(account.call("DELETE", path, "").status()).isEqualTo(204);
    Response gone = account.call("DELETE", path, "");
    assertThat(json(gone).path("errorCode").asString()).isEqualTo("insightData:recordNotFound");
    assertThat(account.putOrder("b@example.com", "SO1", "{\"id\":\"SO1\"}").status())
        .isEqualTo(201);
  }

  @Test
  void recordsAreListedOfOneContactAndOfAllWithPaging() {
    account.openOrders();
    for (int i = 0; i < 3; i++) {
      account.putOrder("a@example.com", "A" + i, "{\"n\":" + i + "}");
      account.putOrder("b@example.com", "B" + i, "{\"n\":" + i + "}");
      account.pass(Duration.ofMinutes(1));
    }
    JsonNode ofOne = json(account.get("/insightData/v3/contacts/email/a@example.com/Orders"));
    assertThat(ofOne.path("_items").valueStream().map(item -> item.path("key").asString()))
        .containsExactly("A0", "A1", "A2");
    assertThat(ofOne.at("/_items/0/ownerContactId").isNumber()).isTrue();

    JsonNode page = json(account.get("/insightData/v3/contacts/Orders?limit=4"));
    JsonNode rest = json(account.get(page.at("/_links/next/link").asString()));
    assertThat(page.path("_items").size()).isEqualTo(4);
    assertThat(rest.path("_items").size()).isEqualTo(2);
    assertThat(rest.path("_links").has("next")).isFalse();

    String since = ApiTime.write(account.now().minus(Duration.ofMinutes(1)));
    JsonNode recent = json(account.get("/insightData/v3/contacts/Orders?~modified=gte::" + since));
    assertThat(recent.path("_items").valueStream().map(item -> item.path("key").asString()))
        .containsExactly("A2", "B2");
  }

  @Test
  void recordsAreDeletedByKeysAndEmptiedByAJob() {
    account.openOrders();
    account.putOrder("a@example.com", "A1", "{}");
    account.putOrder("a@example.com", "A2", "{}");
    account.putOrder("b@example.com", "B1", "{}");
    String owner = "/insightData/v3/contacts/email/a@example.com/Orders";
    Response deleted =
        account.call("DELETE", owner + "/deleteRecords", "{\"keys\":[\"A1\",\"B1\"]}");
    assertThat(text(deleted))
        .isEqualTo(
            "{\"summary\":{\"totalRecords\":2,\"totalDeleted\":1,\"totalNotFound\":1},"
                + "\"notFound\":[\"B1\"]}");
    Response none = account.call("DELETE", owner + "/deleteRecords", "{\"keys\":[]}");
    assertThat(json(none).path("errorCode").asString()).isEqualTo("insightData:noRecordsSpecified");

    Response accepted = account.call("DELETE", owner + "/empty", "");
    String job = "/insightData/v3/async/" + json(accepted).path("jobId").asString();
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(json(account.get(job)).path("status").asString()).isEqualTo("NotFinished");
    account.pass(Duration.ofSeconds(1));
    assertThat(json(account.get(job)).path("status").asString()).isEqualTo("Finished");
    assertThat(account.state()).contains("\"key\":\"B1\"").doesNotContain("\"key\":\"A2\"");
  }

  private String order(String email, String key) {
    return text(account.get("/insightData/v3/contacts/email/" + email + "/Orders/" + key));
  }

  /** The path that a single put of this record is refused for. */
  private String clash(String json) {
    Response response = account.putOrder("a@example.com", "SO7", json);
    assertThat(response.status()).as(json).isEqualTo(400);
    assertThat(text(response)).contains("JsonValueIncompatibleWithSchema");
    return json(response).at("/details/0/item").asString();
  }

  private static String row(String email, String key, String json) {
    return "{\"json\":"
        + json
        + ", \"key\":"
        + key
        + ",\"contactIdentity\":{\"identifier\":\"email\",\"value\":\""
        + email
        + "\"}}";
  }

  private static String orders(String... rows) {
    return "{\"records\":["
        + String.join(",", rows)
        + "],\"collectionName\":\"Orders\",\"collectionScope\":\"contact\",\"collectionType\":\"orders\"}";
  }
}
