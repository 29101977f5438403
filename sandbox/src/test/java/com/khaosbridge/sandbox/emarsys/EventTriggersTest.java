package com.khaosbridge.sandbox.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.emarsys.Account.Answer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EventTriggersTest {
  private static final String DESPATCHED = "event/5103/trigger";

  @TempDir Path directory;
  private Account account;

  @BeforeEach
  void open() {
    account = Account.in(directory);
    account.upsert("{'contacts':[{'3':'a@example.com'},{'3':'b@example.com'}]}");
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void theListNamesTheEventsWithIdsThatComeAsNumbersOrTexts() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      JsonNode events = account.get("event").data();
      assertThat(events.valueStream().map(event -> event.path("name").stringValue()))
          .containsExactly(
              "order_received",
              "order_confirmed",
              "despatched",
              "review_request",
              "order_settled",
              "refunded",
              "cancelled",
              "replenishment");
      ids.add(events.path(2).path("id").toString());
    }
    assertThat(ids).containsExactlyInAnyOrder("5103", "\"5103\"");
  }

  @Test
  void aNewEventHasATextIdAndItsNameIsTaken() {
    Answer created = account.post("event", "{'name':'win_back'}");
    assertThat(created.data().toString()).isEqualTo("{\"id\":\"5109\",\"name\":\"win_back\"}");
    Answer again = account.post("event", "{'name':'win_back'}");
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.replyCode()).isEqualTo(5003);
  }

  @Test
  void anEventIsKeptWithItsDataToTheLastDigit() {
    account.post(
        DESPATCHED,
        "{'key_id':'3','external_id':'a@example.com','trigger_id':'t1',"
            + "'event_time':'2026-07-01T09:00:00.000Z','data':{'global':{'total':12.500}}}");
    JsonNode event = account.state("event").get(0);
    assertThat(event.path("event").stringValue()).isEqualTo("despatched");
    assertThat(event.path("eventId").intValue()).isEqualTo(5103);
    assertThat(event.path("contactId")).isEqualTo(account.state("contact").get(0).path("id"));
    assertThat(event.path("triggerId").stringValue()).isEqualTo("t1");
    assertThat(event.path("eventTime").stringValue()).isEqualTo("2026-07-01T09:00:00.000Z");
    assertThat(event.path("data").toString()).isEqualTo("{\"global\":{\"total\":12.500}}");
    assertThat(event.path("at").stringValue()).isEqualTo("2026-07-01T10:00:00Z");
  }

  @Test
  void aTriggerIdIsProcessedOnceAndAnsweredAsIfItWereNew() {
    for (int i = 0; i < 3; i++) {
      assertThat(trigger("a@example.com", "t1").replyCode()).isZero();
    }
    assertThat(account.state("event")).hasSize(1);
    JsonNode duplicate = account.state("duplicateTrigger").get(0);
    assertThat(duplicate.path("triggerId").stringValue()).isEqualTo("t1");
    assertThat(duplicate.path("count").intValue()).isEqualTo(2);
  }

  @Test
  void aTriggerIdCountsWithinItsEventAndEventsWithoutOneAreAllProcessed() {
    trigger("a@example.com", "t1");
    account.post("event/5101/trigger", "{'external_id':'a@example.com','trigger_id':'t1'}");
    account.post(DESPATCHED, "{'external_id':'a@example.com'}");
    account.post(DESPATCHED, "{'external_id':'a@example.com'}");
    assertThat(account.state("event")).hasSize(4);
    assertThat(account.state("duplicateTrigger")).isEmpty();
  }

  @Test
  void anUnknownContactIs400With2008InASingleCallAndUsesUpNoTriggerId() {
    Answer answer = trigger("x@example.com", "t1");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.replyCode()).isEqualTo(2008);
    assertThat(answer.replyText())
        .isEqualTo("No contact found with the external id: 3 - x@example.com");
    account.upsert("{'contacts':[{'3':'x@example.com'}]}");
    trigger("x@example.com", "t1");
    assertThat(account.state("event")).hasSize(1);
  }

  @Test
  void anUnknownContactInABatchIs2008UnderItsKeyInsideHttp200() {
    Answer answer =
        account.post(
            DESPATCHED,
            "{'key_id':'3','external_id':'','data':null,'contacts':["
                + "{'external_id':'a@example.com','trigger_id':'t1'},"
                + "{'external_id':'x@example.com','trigger_id':'t2'}]}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.data().path("ids")).hasSize(1);
    assertThat(answer.data().path("ids").path(0).isString()).isTrue();
    assertThat(answer.error("x@example.com", 2008))
        .isEqualTo("No contact found with the external id: 3 - x@example.com");
  }

  @Test
  void aBatchDeduplicatesWithinItselfToo() {
    account.post(
        DESPATCHED,
        "{'contacts':[{'external_id':'a@example.com','trigger_id':'t1'},"
            + "{'external_id':'a@example.com','trigger_id':'t1'}]}");
    assertThat(account.state("event")).hasSize(1);
  }

  @Test
  void aKeyThatSeveralContactsHaveIs2010() {
    account.upsert("{'key_id':'10569','contacts':[{'10569':'p1','3':'a@example.com'}]}");
    assertThat(trigger("a@example.com", "t1").replyCode()).isEqualTo(2010);
  }

  @Test
  void anUnknownEventIs5001() {
    Answer answer = account.post("event/9999/trigger", "{'external_id':'a@example.com'}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.replyCode()).isEqualTo(5001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-07-01T10:00:00+05:30",
        "2026-07-01T10:00:00+00:00",
        "2026-07-01T10:00:00",
        "2026-07-01T10:00:00.000000Z",
        "2026-02-30T10:00:00Z",
        "2026-07-01"
      })
  void anEventTimeThatIsNotUtcWithZIs5010AndTriggersNothing(String time) {
    Answer answer =
        account.post(
            DESPATCHED,
            "{'contacts':[{'external_id':'a@example.com'},"
                + "{'external_id':'b@example.com','event_time':'"
                + time
                + "'}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.replyCode()).isEqualTo(5010);
    assertThat(account.state("event")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "'text'", "5"})
  void dataThatIsNoObjectIs5011(String data) {
    Answer answer = account.post(DESPATCHED, "{'external_id':'a@example.com','data':" + data + "}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.replyCode()).isEqualTo(5011);
  }

  @Test
  void anEventOfMoreThanAMebibyteIs5008() {
    Answer answer =
        account.post(
            DESPATCHED,
            "{'external_id':'a@example.com','data':{'t':'" + "x".repeat(1024 * 1024) + "'}}");
    assertThat(answer.replyCode()).isEqualTo(5008);
  }

  @Test
  void moreThanAThousandContactsAre1000() {
    String rows =
        IntStream.range(0, 1_001)
            .mapToObj(i -> "{'external_id':'a@example.com'}")
            .collect(Collectors.joining(","));
    assertThat(account.post(DESPATCHED, "{'contacts':[" + rows + "]}").replyCode()).isEqualTo(1000);
  }

  @Test
  void aSuccessComesInSeveralShapes() {
    Set<String> shapes = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      shapes.add(trigger("a@example.com", "t" + i).data().toString());
    }
    assertThat(shapes)
        .containsExactlyInAnyOrder(
            "{}",
            "{\"errors\":[]}",
            "{\"connectedTo\":"
                + "{\"email\":true,\"acProgram\":false,\"interactionsProgram\":false}}");
  }

  @Test
  void anEventThatReachesNothingSaysSoInEachAnswer() {
    account.post("event", "{'name':'lonely'}");
    for (int i = 0; i < 3; i++) {
      JsonNode data = account.post("event/5109/trigger", "{'external_id':'a@example.com'}").data();
      assertThat(data.path("connectedTo").toString())
          .isEqualTo("{\"email\":false,\"acProgram\":false,\"interactionsProgram\":false}");
    }
  }

  private Answer trigger(String email, String triggerId) {
    return account.post(
        DESPATCHED,
        "{'key_id':'3','external_id':'" + email + "','trigger_id':'" + triggerId + "'}");
  }
}
