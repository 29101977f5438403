package com.khaosbridge.activities.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.AddressClaim;
import com.khaosbridge.activities.destination.ContractRows;
import com.khaosbridge.activities.destination.ContractRows.Person;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Emarsys is known to answer, and what we make of it. */
class EmarsysOdditiesTest {
  private static final String GETDATA = "POST /api/v3/contact/getdata";
  private static final String CREATE = "POST /api/v3/contact";
  private static final String UPDATE = "PUT /api/v3/contact/";
  private static final String TRIGGER = "POST /api/v3/event/13/trigger";
  private static final String NOBODY = "{\"errors\":[],\"result\":false}";

  private final ContractRows rows = new ContractRows();
  private ScriptedEmarsys emarsys;

  @BeforeEach
  void start() throws IOException {
    emarsys = new ScriptedEmarsys();
  }

  @AfterEach
  void stop() {
    emarsys.close();
  }

  @Test
  void aTokenIsUsedUntilAMinuteBeforeItsEnd() {
    emarsys.on(UPDATE, ScriptedEmarsys.data("{\"ids\":[\"7\"]}"));
    Emarsys destination = emarsys.destination();

    deliver(destination, update("7"));
    emarsys.now = emarsys.now.plusSeconds(3539);
    deliver(destination, update("7"));
    assertThat(emarsys.tokens()).isEqualTo(1);
    emarsys.now = emarsys.now.plusSeconds(2);
    deliver(destination, update("7"));

    assertThat(emarsys.tokens()).isEqualTo(2);
    assertThat(emarsys.bearers).last().isEqualTo("Bearer t2");
  }

  @Test
  void aRefusedTokenIsReplacedOnce() {
    emarsys.on(
        UPDATE,
        body ->
            emarsys.bearers.get(emarsys.bearers.size() - 1).equals("Bearer t1")
                ? ScriptedEmarsys.refusal(401, 1, "Credentials are invalid")
                : ScriptedEmarsys.data("{\"ids\":[\"7\"]}"));

    assertThat(deliver(emarsys.destination(), update("7"))).isInstanceOf(Verdict.Ok.class);
    assertThat(emarsys.tokens()).isEqualTo(2);
  }

  @Test
  void aMissingPermissionIsNamed() {
    emarsys.on(UPDATE, ScriptedEmarsys.reply(403, "Forbidden"));

    assertThat(deliver(emarsys.destination(), update("7")))
        .isInstanceOfSatisfying(
            Verdict.Config.class, c -> assertThat(c.detail()).contains("contact.update"));
  }

  @Test
  void a429StopsAllCallsUntilTheReset() {
    long reset = emarsys.now.plusSeconds(17).getEpochSecond();
    emarsys.on(
        UPDATE,
        new MockResponse.Builder()
            .code(429)
            .addHeader("X-Ratelimit-Limit", "1000")
            .addHeader("X-Ratelimit-Remaining", "0")
            .addHeader("X-Ratelimit-Reset", String.valueOf(reset))
            .body("{\"replyCode\":7003,\"replyText\":\"Too many requests\",\"data\":\"\"}")
            .build());
    Emarsys destination = emarsys.destination();

    Verdict first = deliver(destination, update("7"));
    int calls = emarsys.calls.size();
    Verdict second = deliver(destination, update("7"));

    assertThat(first).isEqualTo(new Verdict.Retry(Duration.ofSeconds(17), "rate limited"));
    assertThat(second).isEqualTo(first);
    assertThat(emarsys.calls).hasSize(calls);
  }

  @Test
  void a429WithoutAResetStopsForAMinute() {
    emarsys.on(UPDATE, ScriptedEmarsys.reply(429, "Too many requests"));

    assertThat(deliver(emarsys.destination(), update("7")))
        .isEqualTo(new Verdict.Retry(Duration.ofSeconds(60), "rate limited"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ids\":[\"7\"]}",
        "{\"ids\":[7],\"errors\":[]}",
        "{\"ids\":[\"7\"],\"errors\":{}}",
        "{\"id\":\"7\"}",
        "{\"id\":7,\"errors\":\"\"}"
      })
  void anUpdateIsReadInEveryShapeItComes(String data) {
    emarsys.on(UPDATE, ScriptedEmarsys.data(data));

    assertThat(deliver(emarsys.destination(), update("7")))
        .isEqualTo(Verdict.Ok.accepted("7", false));
  }

  @Test
  void anAnswerThatLeavesRowsOutIsNoSuccessForThem() {
    emarsys.on(UPDATE, ScriptedEmarsys.data("{\"ids\":[\"8\"]}"));
    Row left = update("7");
    Row done = update("8");

    Map<Long, Verdict> verdicts =
        emarsys.destination().deliver(DeliveryKind.CONTACT, Lane.LIVE, List.of(left, done));

    assertThat(verdicts.get(left.deliveryId())).isInstanceOf(Verdict.Retry.class);
    assertThat(verdicts.get(done.deliveryId())).isInstanceOf(Verdict.Ok.class);
  }

  @Test
  void aRefusedKeyFieldIsAConfigurationMatterForAllRows() {
    emarsys.on(
        UPDATE,
        ScriptedEmarsys.data(
            "{\"ids\":[],\"errors\":{\"<NO_KEY_ID>\":{\"2004\":\"Invalid key field id: 9\"}}}"));

    Map<Long, Verdict> verdicts =
        emarsys
            .destination()
            .deliver(DeliveryKind.CONTACT, Lane.LIVE, List.of(update("7"), update("8")));

    assertThat(verdicts.values()).hasSize(2).allMatch(Verdict.Config.class::isInstance);
  }

  @Test
  void aCallRefusedForOneRowIsSentAgainWithoutIt() {
    emarsys.on(
        UPDATE,
        body ->
            body.contains("\"id\":\"13\"")
                ? ScriptedEmarsys.refusal(400, 2007, "Invalid choice id for field id: 14")
                : ScriptedEmarsys.data("{\"ids\":[" + ids(body) + "],\"errors\":[]}"));
    List<Row> batch = new ArrayList<>();
    for (int i = 10; i < 20; i++) {
      batch.add(update(String.valueOf(i)));
    }

    Map<Long, Verdict> verdicts =
        emarsys.destination().deliver(DeliveryKind.CONTACT, Lane.LIVE, batch);

    assertThat(verdicts.values()).filteredOn(Verdict.Ok.class::isInstance).hasSize(9);
    assertThat(verdicts.get(batch.get(3).deliveryId()))
        .isEqualTo(
            new Verdict.Reject(
                "value refused", "Emarsys: code 2007, value not valid for its field, field 14"));
  }

  @Test
  void manyRefusedRowsDontEatUpTheQuota() {
    emarsys.on(UPDATE, ScriptedEmarsys.refusal(400, 2007, "Invalid choice id for field id: 14"));
    List<Row> batch = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      batch.add(update(String.valueOf(10_000 + i)));
    }

    Map<Long, Verdict> verdicts =
        emarsys.destination().deliver(DeliveryKind.CONTACT, Lane.LIVE, batch);

    assertThat(emarsys.calls).hasSizeLessThan(150);
    assertThat(verdicts.values())
        .hasSize(1000)
        .anyMatch(Verdict.Reject.class::isInstance)
        .anyMatch(Verdict.Retry.class::isInstance);
  }

  @Test
  void whatWeDontKnowIsLeftOutAndAnUpdateHasNoConsent() {
    emarsys.on(UPDATE, ScriptedEmarsys.data("{\"ids\":[\"7\"]}"));
    Row.Contact row =
        new Row.Contact(
            1,
            "main:1",
            new AddressClaim("main:1", Set.of(), false, "example.com"),
            "7",
            new Row.Profile("a@example.com", null, " ", "Atlantis", "ZZ", null, "U1", List.of()),
            Consent.OPTED_IN,
            true);

    deliver(emarsys.destination(), row);

    assertThat(emarsys.calls)
        .containsExactly(
            UPDATE
                + " {\"key_id\":\"id\",\"contacts\":[{\"3\":\"a@example.com\",\"501\":\"main:1\","
                + "\"502\":\"U1\",\"id\":\"7\"}]}");
  }

  @Test
  void aCountryGoesAsTheAccountsOwnChoice() {
    emarsys.on(UPDATE, ScriptedEmarsys.data("{\"ids\":[\"7\"]}"));
    deliver(emarsys.destination(), update("7"));
    assertThat(emarsys.calls.get(0)).contains("\"14\":\"184\"");
  }

  @Test
  void aContactMadeAtTheSameTimeIsLookedUpAgain() {
    emarsys.on(GETDATA, ScriptedEmarsys.data(NOBODY));
    Person person = rows.person();
    emarsys.on(
        CREATE,
        ScriptedEmarsys.data(
            "{\"ids\":[],\"errors\":{\"%s\":{\"2009\":\"Contact with the external id already exists: 3\"}}}"
                .formatted(person.email())));

    assertThat(deliver(emarsys.destination(), rows.contact(person, null, Consent.OPTED_IN)))
        .isInstanceOf(Verdict.Retry.class);
  }

  @Test
  void anAddressThatSeveralContactsHaveIsForAPerson() {
    Person person = rows.person();
    String found = "{\"id\":\"%d\",\"3\":\"%s\",\"501\":null}";
    emarsys.on(
        GETDATA,
        body ->
            ScriptedEmarsys.data(
                body.contains("\"keyId\":\"3\"")
                    ? "{\"errors\":[],\"result\":["
                        + found.formatted(1, person.email())
                        + ","
                        + found.formatted(2, person.email().toUpperCase(java.util.Locale.ROOT))
                        + "]}"
                    : NOBODY));

    assertThat(deliver(emarsys.destination(), rows.contact(person, null, Consent.OPTED_IN)))
        .isEqualTo(new Verdict.Reject("several contacts with this e-mail", "contacts 1, 2"));
    assertThat(emarsys.calls).allMatch(call -> call.startsWith(GETDATA));
  }

  @Test
  void anAddressThatEmarsysCallsAmbiguousIsForAPerson() {
    Person person = rows.person();
    emarsys.on(
        GETDATA,
        body ->
            ScriptedEmarsys.data(
                body.contains("\"keyId\":\"3\"")
                    ? "{\"errors\":[{\"key\":\"%s\",\"errorCode\":2010,\"errorMsg\":\"More contacts found with the external id: 3 - %s\"}],\"result\":false}"
                        .formatted(person.email(), person.email())
                    : NOBODY));

    Verdict verdict = deliver(emarsys.destination(), rows.contact(person, null, Consent.OPTED_IN));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Reject.class,
            r -> assertThat(r.cause()).isEqualTo("several contacts with this e-mail"));
    assertThat(verdict.toString()).doesNotContain("@");
  }

  @Test
  void newContactsAreToldApartByPersonNotByTheOrderOfTheAnswer() {
    Person first = rows.person();
    Person second = rows.person();
    emarsys.on(
        GETDATA,
        body ->
            ScriptedEmarsys.data(
                emarsys.calls.stream().anyMatch(call -> call.startsWith(CREATE + " "))
                    ? "{\"errors\":[],\"result\":[{\"id\":\"22\",\"501\":\"%s\"},{\"id\":\"11\",\"501\":\"%s\"}]}"
                        .formatted(second.personId(), first.personId())
                    : NOBODY));
    emarsys.on(CREATE, ScriptedEmarsys.data("{\"ids\":[22,11]}"));
    Row.Contact one = rows.contact(first, null, Consent.OPTED_IN);
    Row.Contact two = rows.contact(second, null, Consent.UNKNOWN);

    Map<Long, Verdict> verdicts =
        emarsys.destination().deliver(DeliveryKind.CONTACT, Lane.HISTORY, List.of(one, two));

    assertThat(verdicts)
        .containsEntry(one.deliveryId(), Verdict.Ok.accepted("11", true))
        .containsEntry(two.deliveryId(), Verdict.Ok.accepted("22", true));
    String created =
        emarsys.calls.stream().filter(call -> call.startsWith(CREATE + " ")).findFirst().get();
    assertThat(created).containsOnlyOnce("\"31\":1").doesNotContain("\"31\":2");
  }

  @Test
  void anEventThatReachesNothingIsStillAccepted() {
    emarsys.on(
        TRIGGER,
        ScriptedEmarsys.data(
            "{\"connectedTo\":{\"email\":false,\"acProgram\":false,\"interactionsProgram\":false}}"));

    assertThat(deliver(emarsys.destination(), rows.event(rows.person(), "7", EventType.DESPATCHED)))
        .isEqualTo(Verdict.Ok.accepted("7", false));
  }

  @Test
  void twoEventsOfOneContactGoInTwoCalls() {
    emarsys.on(TRIGGER, ScriptedEmarsys.data("{\"errors\":[]}"));
    Person person = rows.person();
    List<Row> batch =
        List.of(
            rows.event(person, "7", EventType.DESPATCHED),
            rows.event(person, "7", EventType.DESPATCHED),
            rows.event(rows.person(), "8", EventType.DESPATCHED));

    Map<Long, Verdict> verdicts =
        emarsys.destination().deliver(DeliveryKind.EVENT, Lane.LIVE, batch);

    assertThat(verdicts.values()).hasSize(3).allMatch(Verdict.Ok.class::isInstance);
    assertThat(emarsys.calls).hasSize(2);
  }

  @Test
  void anEventOfAContactThatIsGoneRejectsItsRowOnly() {
    emarsys.on(
        TRIGGER,
        ScriptedEmarsys.data(
            "{\"ids\":[\"8\"],\"errors\":{\"7\":{\"2008\":\"No contact found with the external id: id - 7\"}}}"));
    Row gone = rows.event(rows.person(), "7", EventType.DESPATCHED);
    Row there = rows.event(rows.person(), "8", EventType.DESPATCHED);

    Map<Long, Verdict> verdicts =
        emarsys.destination().deliver(DeliveryKind.EVENT, Lane.LIVE, List.of(gone, there));

    assertThat(verdicts.get(gone.deliveryId()))
        .isEqualTo(new Verdict.Reject("contact not found", "Emarsys: code 2008, no such contact"));
    assertThat(verdicts.get(there.deliveryId())).isInstanceOf(Verdict.Ok.class);
  }

  @Test
  void anUnknownConsentIsNeverSent() {
    Row row = rows.consent(rows.person(), "7", Consent.UNKNOWN);

    assertThat(deliver(emarsys.destination(), DeliveryKind.CONSENT, row))
        .isInstanceOf(Verdict.Reject.class);
    assertThat(emarsys.calls).isEmpty();
  }

  private Row.Contact update(String contactId) {
    return rows.contact(rows.person(), contactId, Consent.UNKNOWN);
  }

  private static Verdict deliver(Emarsys destination, Row row) {
    return deliver(
        destination, row instanceof Row.Event ? DeliveryKind.EVENT : DeliveryKind.CONTACT, row);
  }

  private static Verdict deliver(Emarsys destination, DeliveryKind kind, Row row) {
    return destination.deliver(kind, Lane.LIVE, List.of(row)).get(row.deliveryId());
  }

  private static String ids(String body) {
    return Pattern.compile("\"id\":(\"\\d+\")")
        .matcher(body)
        .results()
        .map(MatchResult::group)
        .map(match -> match.substring(5))
        .collect(Collectors.joining(","));
  }
}
