package com.khaosbridge.sandbox.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FieldCreationTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"shorttext", "longtext", "largetext", "date", "url", "numeric"})
  void aNewFieldIsListedAndTakesValues(String type) {
    Account.Answer answer =
        account.post("field", "{'name':'Shoe Size','application_type':'" + type + "'}");

    assertThat(answer.status()).isEqualTo(200);
    String id = answer.data().path("id").asString();
    JsonNode listed = named("Shoe Size");
    assertThat(listed.path("id").asString()).isEqualTo(id);
    assertThat(listed.path("application_type").stringValue()).isEqualTo(type);
    assertThat(listed.path("string_id").stringValue()).isEqualTo("shoe_size");
    account.upsert("{'contacts':[{'3':'a@example.com','" + id + "':'2011-06-28'}]}");
    assertThat(account.state("contact").get(0).path("fields").has(id)).isTrue();
  }

  @Test
  void aFieldIsStillThereAfterARestart() {
    account.post("field", "{'name':'Shoe Size','application_type':'numeric'}");
    account.restart();

    assertThat(named("Shoe Size").path("application_type").stringValue()).isEqualTo("numeric");
    account.post("field", "{'name':'Hat Size','application_type':'numeric'}");
    assertThat(named("Hat Size").path("id")).isNotEqualTo(named("Shoe Size").path("id"));
  }

  @Test
  void aStringIdThatIsTakenGetsANumberAndALongOneIsCut() {
    account.post("field", "{'name':'Khaos VIP','application_type':'shorttext'}");
    account.post(
        "field", "{'name':'a name of more than thirty two characters','application_type':'date'}");

    assertThat(named("Khaos VIP", 1).path("string_id").stringValue()).isEqualTo("khaos_vip_1");
    assertThat(named("a name of more than thirty two characters").path("string_id").stringValue())
        .isEqualTo("a_name_of_more_than_thirty_two_c");
  }

  @Test
  void choicesCantBeMadeByTheApi() {
    Account.Answer answer =
        account.post("field", "{'name':'Size','application_type':'singlechoice'}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.replyCode()).isEqualTo(9006);
  }

  @Test
  void aFieldNeedsAName() {
    assertThat(account.post("field", "{'application_type':'date'}").replyCode()).isEqualTo(9001);
  }

  private JsonNode named(String name) {
    return named(name, 0);
  }

  private JsonNode named(String name, int which) {
    return account
        .get("field")
        .data()
        .valueStream()
        .filter(field -> field.path("name").stringValue().equals(name))
        .skip(which)
        .findFirst()
        .orElseThrow();
  }
}
