package com.khaosbridge.sandbox.dotdigital;

import static com.khaosbridge.sandbox.dotdigital.Account.json;
import static com.khaosbridge.sandbox.dotdigital.Account.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.http.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendsTest {
  private static final String SINGLE = "/v2/email/triggered-campaign";
  private static final String BATCH = SINGLE + "/batch";
  private static final String ENROL = "/v2/programs/enrolments";

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
  void aMailIsAcceptedWithAnEmptyBodyAndSentAgainIfSentAgain() {
    Response response = account.call("POST", SINGLE, mail(1003, "a@example.com"));
    account.call("POST", SINGLE, mail(1003, "a@example.com"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(account.state().lines().toList())
        .hasSize(2)
        .first()
        .isEqualTo(
            "{\"type\":\"mail\",\"campaignId\":1003,\"to\":[\"a@example.com\"],"
                + "\"personalizationValues\":{\"order\":\"WEB1\"},\"metadata\":\"e1\","
                + "\"at\":\"2026-03-01T10:00:00.000Z\"}");
  }

  @Test
  void aBatchIsAnsweredItemByItemThoughTheAnswerIs200() {
    Response response =
        account.call(
            "POST",
            BATCH,
            "["
                + mail(1001, "a@example.com")
                + ","
                + mail(9, "a@example.com")
                + ","
                + mail(1002, "c1 at example.com")
                + "]");
    assertThat(response.status()).isEqualTo(200);
    assertThat(json(response).at("/0").toString()).isEqualTo("{\"index\":0}");
    assertThat(json(response).at("/1/failureCode").asString())
        .isEqualTo("ERROR_CAMPAIGN_NOT_FOUND");
    assertThat(json(response).at("/2/failureCode").asString()).isEqualTo("ERROR_PARAMETER_INVALID");
    assertThat(account.state().lines()).hasSize(1);
  }

  @Test
  void aBatchOfMoreThan100IsRefusedAsAWhole() {
    String hundred = String.join(",", Collections.nCopies(100, mail(1001, "a@example.com")));
    Response tooMany =
        account.call("POST", BATCH, "[" + hundred + "," + mail(1001, "a@example.com") + "]");
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(account.state()).isEmpty();
    assertThat(account.call("POST", BATCH, "[" + hundred + "]").status()).isEqualTo(200);
    assertThat(account.state().lines()).hasSize(100);
  }

  @Test
  void anUnknownCampaignIsNotFoundInTheOlderShape() {
    Response response = account.call("POST", SINGLE, mail(7, "a@example.com"));
    assertThat(response.status()).isEqualTo(404);
    assertThat(json(response).path("message").asString()).endsWith("ERROR_CAMPAIGN_NOT_FOUND");
  }

  @Test
  void mailsGoToPeopleWhoUnsubscribedToo() {
    account.contact("a@example.com");
    account.call("POST", "/v2/contacts/unsubscribe", "{\"email\":\"a@example.com\"}");
    assertThat(account.call("POST", SINGLE, mail(1001, "a@example.com")).status()).isEqualTo(200);
  }

  @Test
  void anEnrolmentIsProcessedAndReportsUnsubscribedContactsAsFaults() {
    long in = account.contact("in@example.com");
    long out = account.contact("out@example.com");
    account.call("POST", "/v2/contacts/unsubscribe", "{\"email\":\"out@example.com\"}");
    Response response = account.call("POST", ENROL, enrolment(2001, in + "," + out));
    String path = ENROL + "/" + json(response).path("id").asString();
    assertThat(response.status()).isEqualTo(201);
    assertThat(json(response).path("status").asString()).isEqualTo("Processing");
    assertThat(text(account.get(path + "/report-faults")))
        .contains("ERROR_ENROLMENT_IS_PROCESSING");
    Response again = account.call("POST", ENROL, enrolment(2001, Long.toString(in)));
    account.pass(Duration.ofSeconds(1));
    assertThat(json(account.get(path)).path("status").asString()).isEqualTo("Finished");
    assertThat(text(account.get(path + "/report-faults")))
        .isEqualTo("Id,Email,TelephoneNumber,Reason\n" + out + ",out@example.com,,Unsubcribed\n");
    assertThat(
            text(account.get(ENROL + "/" + json(again).path("id").asString() + "/report-faults")))
        .contains("AlreadyInProgram");
    assertThat(json(account.get(ENROL + "/Finished")).size()).isEqualTo(2);
    assertThat(account.state()).contains("{\"type\":\"enrolment\",\"id\":");
  }

  @Test
  void enrolmentsAreRefusedByTheirCodes() {
    long id = account.contact("a@example.com");
    String many = String.join(",", Collections.nCopies(26, Long.toString(id)));
    assertRefused(enrolment(2001, ""), 400, "ERROR_ENROLMENT_INVALID");
    assertRefused(enrolment(2001, many), 400, "ERROR_ENROLMENT_INVALID");
    assertRefused(enrolment(2001, "5"), 400, "ERROR_CONTACT_NOT_FOUND");
    assertRefused(enrolment(9, id + ""), 404, "ERROR_PROGRAM_NOT_FOUND");
    assertRefused(enrolment(2002, id + ""), 422, "ERROR_PROGRAM_NOT_ACTIVE");
  }

  @Test
  void enrolmentsAreTwentyAnHour() {
    String body = enrolment(2001, Long.toString(account.contact("a@example.com")));
    for (int i = 0; i < 20; i++) {
      assertThat(account.call("POST", ENROL, body).status()).isEqualTo(201);
    }
    assertRefused(body, 400, "ERROR_ENROLMENT_ALLOWANCE_EXCEEDED");
    account.pass(Duration.ofMinutes(61));
    assertThat(account.call("POST", ENROL, body).status()).isEqualTo(201);
  }

  @Test
  void programsAreListedWithTheirStatus() {
    assertThat(
            json(account.get("/v2/programs")).valueStream().map(p -> p.path("status").asString()))
        .containsExactly("Active", "Deactivated");
    assertThat(json(account.get("/v2/programs/2001")).path("id").intValue()).isEqualTo(2001);
  }

  private void assertRefused(String body, int status, String code) {
    Response response = account.call("POST", ENROL, body);
    assertThat(response.status()).isEqualTo(status);
    assertThat(json(response).path("message").asString()).endsWith(code);
  }

  private static String enrolment(long program, String contacts) {
    return "{\"programId\":" + program + ",\"contacts\":[" + contacts + "]}";
  }

  private static String mail(long campaign, String to) {
    return "{\"toAddresses\":[\""
        + to
        + "\"],\"campaignId\":"
        + campaign
        + ",\"personalizationValues\":[{\"name\":\"order\",\"value\":\"WEB1\"}],\"metadata\":\"e1\"}";
  }
}
