package com.khaosbridge.sandbox.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.emarsys.Account.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ContactWritingTest {
  private static final String PERSON = "10569";

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
  void jsonIsLabelledAsHtml() {
    assertThat(account.upsert("{'contacts':[]}").response().headers())
        .containsEntry("Content-Type", "text/html; charset=utf-8");
  }

  @Test
  void upsertAnswersANewContactWithANumberAndAnExistingOneWithAText() {
    JsonNode created = upsertEmail("a@example.com").data().path("ids").path(0);
    JsonNode existing = upsertEmail("a@example.com").data().path("ids").path(0);
    assertThat(created.isIntegralNumber()).isTrue();
    assertThat(existing.isString()).isTrue();
    assertThat(existing.stringValue()).isEqualTo(created.toString());
  }

  @Test
  void createAnswersNumbersAndRefusesAnExistingKeyWith2009InsideHttp200() {
    upsertEmail("a@example.com");
    Answer answer =
        account.post(
            "contact", "{'key_id':'3','contacts':[{'3':'a@example.com'},{'3':'b@example.com'}]}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.replyCode()).isZero();
    assertThat(answer.data().path("ids")).hasSize(1);
    assertThat(answer.data().path("ids").path(0).isIntegralNumber()).isTrue();
    assertThat(answer.error("a@example.com", 2009))
        .isEqualTo("Contact with the external id already exists: 3");
  }

  @Test
  void theSlashBeforeTheQueryMayBeMissing() {
    Answer answer =
        account.call(
            "PUT", "contact?create_if_not_exists=1", "{'contacts':[{'3':'a@example.com'}]}");
    assertThat(answer.data().path("ids")).hasSize(1);
  }

  @Test
  void anUpdateWithoutTheSwitchRefusesAnUnknownContactWith2008UnderItsKeyValue() {
    Answer answer = account.call("PUT", "contact/", "{'contacts':[{'3':'a@example.com'}]}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.data().path("ids")).isEmpty();
    assertThat(answer.error("a@example.com", 2008))
        .isEqualTo("No contact found with the external id: 3");
    assertThat(account.state("contact")).isEmpty();
  }

  @Test
  void errorsOfASuccessAreMissingAnEmptyArrayOrAnEmptyObject() {
    Set<String> shapes = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      JsonNode errors = upsertEmail("a@example.com").data().path("errors");
      shapes.add(errors.isMissingNode() ? "missing" : errors.toString());
    }
    assertThat(shapes).containsExactlyInAnyOrder("missing", "[]", "{}");
  }

  @Test
  void idsAreShorterThanTheRequestWhenRowsFail() {
    Answer answer =
        account.upsert("{'contacts':[{'3':'a@example.com','31':9},{'3':'b@example.com'}]}");
    assertThat(answer.data().path("ids")).hasSize(1);
    assertThat(answer.error("a@example.com", 2007)).isEqualTo("Invalid choice id for field id: 31");
  }

  @Test
  void emailIsNotUniqueWhenAnotherFieldIsTheKey() {
    upsertPerson("p1", "a@example.com");
    upsertPerson("p2", "a@example.com");
    assertThat(account.state("contact")).hasSize(2);

    Answer answer = upsertEmail("a@example.com");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.error("a@example.com", 2010))
        .isEqualTo("Contacts with the external id already exist: 3");
  }

  @Test
  void aChangedEmailIsFoundUnderTheNewAddressOnly() {
    upsertPerson("p1", "old@example.com");
    upsertPerson("p1", "new@example.com");
    assertThat(account.state("contact")).hasSize(1);
    assertThat(upsertEmail("new@example.com").data().path("ids").path(0).isString()).isTrue();
    assertThat(upsertEmail("old@example.com").data().path("ids").path(0).isNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''"})
  void nullAndTheEmptyTextClearAFieldAndFieldsNotSentStay(String empty) {
    account.upsert("{'contacts':[{'3':'a@example.com','1':'Ann','2':'Lee','31':1}]}");
    account.upsert("{'contacts':[{'3':'a@example.com','31':" + empty + ",'1':" + empty + "}]}");
    assertThat(fieldsOfOnlyContact()).isEqualTo("{\"3\":\"a@example.com\",\"2\":\"Lee\"}");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "'''1''',1", "'''2''',2"})
  void theOptInTakesItsChoiceIdsAsNumbersOrTextsAndKeepsTexts(String sent, String kept) {
    account.upsert("{'contacts':[{'3':'a@example.com','31':" + sent + "}]}");
    assertThat(account.state("contact").get(0).path("fields").path("31").stringValue())
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "'true'", "'TRUE'", "0", "3", "1.0", "'1 '"})
  void theOptInTakesNothingElse(String sent) {
    Answer answer = account.upsert("{'contacts':[{'3':'a@example.com','31':" + sent + "}]}");
    assertThat(answer.error("a@example.com", 2007)).isNotEmpty();
    assertThat(account.state("contact")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'''4'':''01/02/1990''', Invalid date format for field id: 4",
    "'''4'':''1990-02-30''', Invalid date format for field id: 4",
    "'''1'':[''x'']', Scalar expected for field id: 1",
    "'''0'':1', Array expected for field id: 0",
    "'''0'':[]', No choice provided for field id: 0",
    "'''14'':''Atlantis''', Invalid choice id for field id: 14",
    "'''id'':5', Cannot set `id` or `uid` on contact creation",
  })
  void aValueThatDoesNotFitItsFieldIsRejectedWith2007(String member, String text) {
    Answer answer = account.upsert("{'contacts':[{'3':'a@example.com'," + member + "}]}");
    assertThat(answer.error("a@example.com", 2007)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999", "email", "27"})
  void anUnknownOrReadOnlyFieldIsRejectedWith2006(String field) {
    Answer answer = account.upsert("{'contacts':[{'3':'a@example.com','" + field + "':'x'}]}");
    assertThat(answer.error("a@example.com", 2006)).isEqualTo("Invalid field id: " + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "14", "10571", "abc"})
  void aBadKeyFieldIs2004UnderNoKeyIdInsideHttp200(String keyId) {
    Answer answer = account.upsert("{'key_id':'" + keyId + "','contacts':[{'" + keyId + "':'x'}]}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.data().path("ids")).isEmpty();
    assertThat(answer.error("<NO_KEY_ID>", 2004)).isEqualTo("Invalid key field id: " + keyId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'1':'Ann'}", "{'3':''}", "{'3':null}", "{'3':true}"})
  void aRowWithoutAKeyValueIs2005(String row) {
    Answer answer = account.upsert("{'contacts':[" + row + "]}");
    assertThat(answer.data().path("errors").path(0).isMissingNode()).isTrue();
    assertThat(answer.data().path("errors").toString())
        .contains("\"2005\":\"No value provided for key field: 3\"");
  }

  @Test
  void aKeyThatComesTwiceInABatchIsRefusedTheSecondTime() {
    Answer answer =
        account.upsert("{'contacts':[{'3':'a@example.com','1':'A'},{'3':'a@example.com'}]}");
    assertThat(answer.data().path("ids")).hasSize(1);
    assertThat(answer.error("a@example.com", 2009)).isNotEmpty();
  }

  @Test
  void oneThousandContactsPassAndOneMoreStopsTheCallWith1000() {
    assertThat(account.upsert(batch(1_000)).data().path("ids")).hasSize(1_000);
    Answer over = account.upsert(batch(1_001));
    assertThat(over.status()).isEqualTo(400);
    assertThat(over.replyCode()).isEqualTo(1000);
    assertThat(over.replyText()).isEqualTo("The request exceeded the maximum batch size of 1,000");
    assertThat(over.data().stringValue()).isEmpty();
  }

  @Test
  void theSingleFormAnswersOneIdAndFailsAsAWhole() {
    Answer created = account.post("contact", "{'key_id':'3','3':'a@example.com','31':2}");
    assertThat(created.data().path("id").isIntegralNumber()).isTrue();
    Answer updated = account.upsert("{'key_id':'3','3':'a@example.com','31':1}");
    assertThat(updated.data().path("id").isString()).isTrue();
    Answer again = account.post("contact", "{'key_id':'3','3':'a@example.com'}");
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.replyCode()).isEqualTo(2009);
  }

  @Test
  void theInternalIdIsAKeyForUpdatesButNotForCreation() {
    String id = upsertEmail("a@example.com").data().path("ids").path(0).toString();
    account.upsert("{'key_id':'id','contacts':[{'id':'" + id + "','31':2}]}");
    assertThat(fieldsOfOnlyContact()).isEqualTo("{\"3\":\"a@example.com\",\"31\":\"2\"}");

    Answer unknown = account.upsert("{'key_id':'id','contacts':[{'id':'77','31':2}]}");
    assertThat(unknown.error("77", 2008)).isNotEmpty();
    Answer create = account.post("contact", "{'key_id':'id','id':'77'}");
    assertThat(create.replyText()).isEqualTo("Cannot use internal ID as key on contact creation.");
  }

  @Test
  void aTextLongerThanItsFieldIsCutAtWholeCharacters() {
    String row = "{'3':'a@example.com','13':'" + "😀".repeat(61) + "'}";
    account.upsert("{'contacts':[" + row + "]}");
    assertThat(account.state("contact").get(0).path("fields").path("13").stringValue())
        .isEqualTo("😀".repeat(60));
  }

  @Test
  void hostileTextsAreKeptAsTheyCame() {
    String name = "\"<script>alert(1)</script>‮أ 😀 O'Neil";
    String row = Json.write(Json.object().put("3", "a@example.com").put("1", name));
    account.raw(
        "PUT",
        "/api/v3/contact/?create_if_not_exists=1",
        Map.of("Authorization", "Bearer " + account.newToken()),
        "{\"contacts\":[" + row + "]}");
    assertThat(account.state("contact").get(0).path("fields").path("1").stringValue())
        .isEqualTo(name);
  }

  @Test
  void everyAppliedUpdateMovesTheTimeOfUpdateAndNothingElseDoes() {
    upsertEmail("a@example.com");
    account.pass(Duration.ofMinutes(30));
    account.upsert("{'contacts':[{'3':'a@example.com','31':9}]}");
    JsonNode untouched = account.state("contact").get(0);
    assertThat(untouched.path("updated")).isEqualTo(untouched.path("created"));
    upsertEmail("a@example.com");
    assertThat(account.state("contact").get(0).path("updated").stringValue())
        .isEqualTo("2026-07-01T10:30:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "no json", "{} {}"})
  void aBodyThatIsNoObjectIs1010(String body) {
    assertThat(account.upsert(body).replyCode()).isEqualTo(1010);
  }

  @Test
  void anUnknownContactListIs2020() {
    Answer answer = account.upsert("{'contact_list_id':5,'contacts':[{'3':'a@example.com'}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.replyCode()).isEqualTo(2020);
  }

  private Answer upsertEmail(String email) {
    return account.upsert("{'key_id':'3','contacts':[{'3':'" + email + "'}]}");
  }

  private void upsertPerson(String person, String email) {
    account.upsert(
        "{'key_id':'%s','contacts':[{'%s':'%s','3':'%s'}]}"
            .formatted(PERSON, PERSON, person, email));
  }

  private String fieldsOfOnlyContact() {
    assertThat(account.state("contact")).hasSize(1);
    return account.state("contact").get(0).path("fields").toString();
  }

  private static String batch(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> "{'3':'c" + i + "@example.com'}")
        .collect(Collectors.joining(",", "{'contacts':[", "]}"));
  }
}
