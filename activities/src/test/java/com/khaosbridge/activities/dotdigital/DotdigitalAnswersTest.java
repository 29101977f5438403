package com.khaosbridge.activities.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ContractRows;
import com.khaosbridge.activities.destination.ContractRows.Person;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that the stand-in doesn't give, and what they mean for the rows. */
class DotdigitalAnswersTest {
  private static final String CONTACT_7 =
      "{\"contactId\":7,\"identifiers\":{\"email\":\"x@example.com\"},\"status\":\"unsubscribed\"}";

  private final ContractRows rows = new ContractRows();
  private ScriptedApi api;

  @BeforeEach
  void start() throws IOException {
    api = new ScriptedApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static Verdict createdWithoutOptIn(String contactId) {
    return new Verdict.Ok(Evidence.ACCEPTED, contactId, true, Consent.OPTED_OUT);
  }

  @Test
  void tooManyImportsIsTriedAgainAndClosesNothing() {
    api.answer(
            "PUT /contacts/v3/import",
            429,
            "{\"errorCode\":\"contacts:tooManyActiveImports\",\"description\":\"Please wait\"}")
        .answer("PUT /contacts/v3/import", 202, "{\"importId\":\"i1\"}")
        .answer(
            "GET /contacts/v3/import/i1",
            200,
            "{\"status\":\"Finished\",\"created\":[{\"contactId\":9,\"identifiers\":"
                + "{\"khaos-person-id\":\"main:P\"}}]}");
    Dotdigital destination = new Dotdigital(api.settings(), Instant::now);
    Row row = contact("main:P", "p@example.com", null, Consent.UNKNOWN);

    assertThat(history(destination, row)).isInstanceOf(Verdict.Retry.class);
    assertThat(history(destination, row)).isEqualTo(createdWithoutOptIn("9"));
    assertThat(api.calls("PUT").get(1).body()).contains("\"status\":\"unsubscribed\"");
  }

  @Test
  void aTierOverItsLimitIsLeftAloneUntilItsReset() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    api.answer(
        "PUT /insightData",
        429,
        "{\"message\":\"Too many requests\"}",
        "X-RateLimit-Limit",
        "500",
        "X-RateLimit-Remaining",
        "0",
        "X-RateLimit-Reset",
        String.valueOf(now.plusSeconds(40).getEpochSecond()),
        "X-RateLimit-Scope",
        "mediumCallRate");
    Dotdigital destination = new Dotdigital(api.settings(), () -> now);

    Verdict first = live(destination, rows.order(rows.person(), "7"));
    Verdict second = live(destination, rows.order(rows.person(), "7"));

    assertThat(first).isEqualTo(new Verdict.Retry(Duration.ofSeconds(40), "rate limited"));
    assertThat(second).isEqualTo(new Verdict.Retry(Duration.ofSeconds(40), "rate limited"));
    assertThat(api.calls("PUT")).hasSize(1);
  }

  @Test
  void theFlatSchemesLimitWaitsForMinutesOnEveryTier() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    api.answer(
        "PUT /insightData",
        400,
        "{\"message\":\"You have exceeded the cut-off. ERROR_APIUSAGE_EXCEEDED\"}");
    Dotdigital destination = new Dotdigital(api.settings(), () -> now);

    Verdict verdict = live(destination, rows.order(rows.person(), "7"));
    live(destination, rows.consent(rows.person(), "7", Consent.OPTED_OUT));

    assertThat(verdict).isEqualTo(new Verdict.Retry(Duration.ofMinutes(5), "rate limited"));
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void anotherRegionIsAConfigurationMatterInWords() {
    api.answer("PUT /insightData", 403, "403 - Forbidden: Access is denied.");

    assertThat(live(new Dotdigital(api.settings(), Instant::now), rows.order(rows.person(), "7")))
        .isInstanceOfSatisfying(
            Verdict.Config.class,
            config -> assertThat(config.detail()).contains("region").contains("permission"));
  }

  @Test
  void aContactThatAChangeCreatedIsGivenItsConsentAtOnce() {
    api.answer("GET /contacts/v3/contactId/7", 200, CONTACT_7)
        .answer("PATCH /contacts/v3/contactId/7", 201, CONTACT_7.replace("7", "8"))
        .answer("PATCH /contacts/v3/contactId/8", 200, CONTACT_7.replace("7", "8"));

    Verdict verdict =
        live(
            new Dotdigital(api.settings(), Instant::now),
            contact("main:1", "x@example.com", "7", Consent.UNKNOWN));

    assertThat(verdict).isEqualTo(createdWithoutOptIn("8"));
    assertThat(api.calls("PATCH").get(0).body()).doesNotContain("status");
    assertThat(api.calls("PATCH").get(1).body()).contains("\"status\":\"unsubscribed\"");
  }

  @Test
  void aContactThatAnImportUndeletedIsUnsubscribedAgain() {
    api.answer("PUT /contacts/v3/import", 202, "{\"importId\":\"i1\"}")
        .answer("GET /contacts/v3/import/i1", 200, "{\"status\":\"NotFinished\"}")
        .answer(
            "GET /contacts/v3/import/i1",
            200,
            "{\"status\":\"Finished\",\"updated\":[{\"contactId\":7,\"identifiers\":"
                + "{\"email\":\"X@example.com\"}}]}")
        .answer(
            "GET /contacts/v3/contactId/7",
            200,
            "{\"contactId\":7,\"created\":\"2020-01-01T00:00:00Z\","
                + "\"updated\":\"2026-01-01T00:00:00Z\"}")
        .answer("PATCH /contacts/v3/contactId/7", 200, CONTACT_7);

    Verdict verdict =
        history(
            new Dotdigital(api.settings(), Instant::now),
            contact("main:1", "x@example.com", null, Consent.OPTED_IN));

    assertThat(verdict).isInstanceOf(Verdict.Reject.class);
    assertThat(api.calls("PATCH")).singleElement().asString().contains("\"unsubscribed\"");
  }

  @Test
  void aMissingPageIsNoMissingContact() {
    api.answer("GET /contacts/v3/", 404, "{\"message\":\"No such resource\"}");

    Verdict verdict =
        live(
            new Dotdigital(api.settings(), Instant::now),
            contact("main:1", "x@example.com", null, Consent.OPTED_IN));

    assertThat(verdict).isInstanceOf(Verdict.Retry.class);
    assertThat(api.calls("POST")).isEmpty();
  }

  @Test
  void identifierValuesAreEncodedInPaths() {
    live(
        new Dotdigital(api.settings(), Instant::now),
        contact("main:1/%", "a+b/c@example.com", null, Consent.OPTED_IN));

    assertThat(api.calls("GET"))
        .extracting(ScriptedApi.Call::target)
        .containsExactly(
            "/contacts/v3/khaos-person-id/main%3A1%2F%25",
            "/contacts/v3/email/a%2Bb%2Fc%40example.com");
  }

  @Test
  void ofARefusalOnlyItsCodeAndOurOwnNamesAreKept() {
    api.answer(
        "POST /contacts/v3",
        400,
        "{\"errorCode\":\"contacts:badRequest\",\"description\":\"Bad value 'Ann O.' for FIRSTNAME"
            + " of x@example.com\",\"details\":{\"item\":\"email\",\"items\":[\"x@example.com\"]}}");

    assertThat(
            live(
                new Dotdigital(api.settings(), Instant::now),
                contact("main:1", "x@example.com", null, Consent.OPTED_IN)))
        .isEqualTo(
            new Verdict.Reject(
                "refused by the destination", "400 contacts:badRequest, about FIRSTNAME, email"));
  }

  @Test
  void aConflictThatNoLookUpExplainsIsForAPerson() {
    api.answer("POST /contacts/v3", 409, "{\"errorCode\":\"contacts:identifierConflict\"}");

    assertThat(
            live(
                new Dotdigital(api.settings(), Instant::now),
                contact("main:1", "x@example.com", null, Consent.OPTED_IN)))
        .isInstanceOfSatisfying(
            Verdict.Reject.class,
            reject -> assertThat(reject.cause()).isEqualTo("identifier conflict"));
    assertThat(api.calls("POST")).hasSize(2);
  }

  @Test
  void anOrderUnderAnotherContactMovesToItsOwn() {
    String path = "PUT /insightData/v3/contacts/contactId/7/Orders/";
    api.answer(
            path,
            400,
            "{\"errorCode\":\"insightData:badRequest\",\"description\":"
                + "\"KeyExistingForDifferentContact\"}")
        .answer(path, 201, "")
        .answer("DELETE /v2/contacts/transactional-data/Orders/", 204, "");
    Row.OrderRecord order = rows.order(rows.person(), "7");

    assertThat(live(new Dotdigital(api.settings(), Instant::now), order))
        .isEqualTo(Verdict.Ok.accepted("7", false));
    assertThat(api.calls("DELETE"))
        .singleElement()
        .asString()
        .contains("/Orders/" + order.sale().orderKey());
  }

  @Test
  void aJobThatIsStoppedConcernsTheWholeAccount() {
    api.answer("PUT /contacts/v3/import", 202, "{\"importId\":\"i1\"}")
        .answer("GET /contacts/v3/import/i1", 200, "{\"status\":\"RejectedByWatchdog\"}");

    assertThat(
            history(
                new Dotdigital(api.settings(), Instant::now),
                contact("main:1", "x@example.com", null, Consent.UNKNOWN)))
        .isInstanceOf(Verdict.Config.class);
  }

  @Test
  void aSuppressedAddressInAnImportIsNobodysFault() {
    api.answer("PUT /contacts/v3/import", 202, "{\"importId\":\"i1\"}")
        .answer(
            "GET /contacts/v3/import/i1",
            200,
            "{\"status\":\"Finished\",\"failures\":[{\"matchIdentifier\":\"email\",\"identifiers\":"
                + "{\"email\":\"x@example.com\"},\"failures\":[{\"failureCode\":"
                + "\"GloballySuppressed\",\"description\":\"x@example.com\"}]}]}");

    assertThat(
            history(
                new Dotdigital(api.settings(), Instant::now),
                contact("main:1", "x@example.com", null, Consent.UNKNOWN)))
        .isEqualTo(new Verdict.Exclude(ExclusionReason.SUPPRESSED));
  }

  @Test
  void aGatewayThatFailsLeavesMailsInDoubt() {
    api.answer("POST /v2/email", 502, "<html>Bad gateway</html>");
    List<Row> mails = mails(2);

    Map<Long, Verdict> verdicts = mailer().deliver(DeliveryKind.EVENT, Lane.LIVE, mails);

    assertThat(verdicts).hasSize(2);
    assertThat(verdicts.values()).allMatch(Verdict.UnknownOutcome.class::isInstance);
    assertThat(api.calls("POST")).hasSize(1);
  }

  @Test
  void aMailThatTheAnswerDoesNotNameIsInDoubt() {
    api.answer("POST /v2/email", 200, "[{\"index\":0}]");
    List<Row> mails = mails(2);

    Map<Long, Verdict> verdicts = mailer().deliver(DeliveryKind.EVENT, Lane.LIVE, mails);

    assertThat(verdicts.get(mails.get(0).deliveryId())).isEqualTo(Verdict.Ok.accepted("7", false));
    assertThat(verdicts.get(mails.get(1).deliveryId())).isInstanceOf(Verdict.UnknownOutcome.class);
  }

  @Test
  void aRefusedBatchOfMailsSentNothingSoEachGoesByItself() {
    api.answer("POST /v2/email", 400, "{\"message\":\"Bad. ERROR_PARAMETER_INVALID\"}")
        .answer("POST /v2/email", 200, "[{\"index\":0}]")
        .answer("POST /v2/email", 400, "{\"message\":\"Bad. ERROR_PARAMETER_INVALID\"}");
    List<Row> mails = mails(2);

    Map<Long, Verdict> verdicts = mailer().deliver(DeliveryKind.EVENT, Lane.LIVE, mails);

    assertThat(verdicts.get(mails.get(0).deliveryId())).isInstanceOf(Verdict.Ok.class);
    assertThat(verdicts.get(mails.get(1).deliveryId())).isInstanceOf(Verdict.Reject.class);
  }

  private Dotdigital mailer() {
    return new Dotdigital(
        api.settings().withCampaigns(Map.of(EventType.DESPATCHED, 1003)), Instant::now);
  }

  private List<Row> mails(int count) {
    return IntStream.range(0, count)
        .<Row>mapToObj(i -> rows.event(rows.person(), "7", EventType.DESPATCHED))
        .toList();
  }

  private Row.Contact contact(String person, String email, String contactId, Consent consent) {
    return rows.contact(new Person(person, email, "U1"), contactId, consent);
  }

  private static Verdict live(Dotdigital destination, Row row) {
    return deliver(destination, Lane.LIVE, row);
  }

  private static Verdict history(Dotdigital destination, Row row) {
    return deliver(destination, Lane.HISTORY, row);
  }

  private static Verdict deliver(Dotdigital destination, Lane lane, Row row) {
    DeliveryKind kind =
        row instanceof Row.Contact
            ? DeliveryKind.CONTACT
            : row instanceof Row.ContactConsent ? DeliveryKind.CONSENT : DeliveryKind.ORDER;
    return destination.deliver(kind, lane, List.of(row)).get(row.deliveryId());
  }
}
