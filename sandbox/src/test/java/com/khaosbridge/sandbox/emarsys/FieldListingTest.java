package com.khaosbridge.sandbox.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FieldListingTest {
  @TempDir Path directory;
  private Account account;

  @BeforeEach
  void open() {
    account = Account.in(directory);
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void customFieldsAreFoundByTheirStringId() {
    Map<String, Integer> ids = new HashMap<>();
    account
        .get("field")
        .data()
        .forEach(field -> ids.put(field.path("string_id").stringValue(), field.path("id").asInt()));
    assertThat(ids)
        .containsEntry("email", 3)
        .containsEntry("optin", 31)
        .containsEntry("khaos_person_id", 10569)
        .containsEntry("khaos_urn", 10570)
        .containsEntry("khaos_customer_ids", 10571)
        .containsEntry("khaos_first_order", 10572);
  }

  @Test
  void theTranslatedListHasIdTextsWhereThePlainOneHasNumbers() {
    assertThat(account.get("field").data().path(3).path("id").isIntegralNumber()).isTrue();
    JsonNode email = account.get("field/translate/en").data().path(3);
    assertThat(email.toString())
        .isEqualTo(
            "{\"id\":\"3\",\"name\":\"E-Mail\","
                + "\"application_type\":\"longtext\",\"string_id\":\"email\"}");
  }

  @Test
  void choicesCarryTheIdsThatContactsTake() {
    assertThat(account.get("field/31/choice").data().toString())
        .isEqualTo(
            "[{\"id\":\"1\",\"choice\":\"True\",\"bit_position\":\"1\"},"
                + "{\"id\":\"2\",\"choice\":\"False\",\"bit_position\":\"2\"}]");
    JsonNode countries = account.get("field/14/choice/translate/en").data();
    JsonNode kingdom =
        countries
            .valueStream()
            .filter(choice -> choice.path("choice").stringValue().equals("United Kingdom"))
            .findFirst()
            .orElseThrow();
    String id = kingdom.path("id").stringValue();
    account.upsert("{'contacts':[{'3':'a@example.com','14':'" + id + "'}]}");
    assertThat(account.state("contact").get(0).path("fields").path("14").stringValue())
        .isEqualTo(id);
  }

  @Test
  void choicesOfAFieldThatHasNoneAre2006() {
    assertThat(account.get("field/3/choice").replyCode()).isEqualTo(2006);
  }

  @Test
  void aTextWhereAnIdBelongsIsTakenForAnAction() {
    Account.Answer answer = account.get("field/wrong-id/choice");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.replyCode()).isEqualTo(1);
    assertThat(answer.replyText()).isEqualTo("Action Wrong-id is invalid.");
  }

  @Test
  void anUnknownResourceAndNoResourceAreReplyCode1() {
    assertThat(account.get("nonsense").replyCode()).isEqualTo(1);
    assertThat(account.get("").replyText()).isEqualTo("No resource requested");
  }

  @Test
  void aWrongMethodIs1009() {
    assertThat(account.call("DELETE", "contact", "").replyCode()).isEqualTo(1009);
  }
}
