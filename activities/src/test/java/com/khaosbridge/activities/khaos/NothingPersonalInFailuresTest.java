package com.khaosbridge.activities.khaos;

import static com.khaosbridge.activities.khaos.Planted.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.khaosbridge.activities.khaos.soap.Answers;
import com.khaosbridge.activities.khaos.soap.CallLimits;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.khaos.soap.KhaosAuth;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way a call fails, and whoever the answer is about, the failure doesn't say. */
class NothingPersonalInFailuresTest extends ScriptedService {
  private static final String LONG_ECHO = (ECHO + " ").repeat(20_000);

  private Planted planted;

  @BeforeEach
  void plant() {
    planted = new Planted();
  }

  @AfterEach
  void unplant() {
    planted.close();
  }

  private static final List<Consumer<KhaosControl>> CALLS =
      List.of(
          khaos -> khaos.companies(List.of("1", "2"), ANY),
          khaos -> khaos.orders(List.of("SO1"), ANY),
          khaos -> khaos.orderStatusesOf(List.of("SO1"), ANY),
          khaos -> khaos.companyCodesChangedSince(null, ANY),
          khaos -> khaos.mailingStatuses(ANY));

  /** Every call gets this answer, fails and tells nothing of it. */
  private void assertSilent(MockResponse response, List<Consumer<KhaosControl>> calls) {
    answer(body -> response);
    for (Consumer<KhaosControl> call : calls) {
      int before = requests.size();

      Throwable failure = catchThrowable(() -> call.accept(khaos));

      assertThat(failure).isInstanceOf(ErpException.class);
      Planted.assertAbsent(failure);
      assertThat(requests).hasSizeGreaterThan(before);
    }
    planted.assertAbsentFromLogs();
  }

  /** What any client gets from the service. */
  private String served() {
    HttpRequest request =
        HttpRequest.newBuilder(server.url("/k.exe/soap/IKosWeb").uri())
            .POST(HttpRequest.BodyPublishers.ofString("any"))
            .build();
    return HttpClient.newHttpClient()
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .join()
        .body();
  }

  private void assertSilent(String answer, List<Consumer<KhaosControl>> calls) {
    answer(body -> ok(answer));
    assertThat(Planted.isIn(served())).as("the answer names her").isTrue();
    assertSilent(ok(answer), calls);
  }

  static List<String> faults() {
    String fault = "<Envelope><Body><Fault>%s</Fault></Body></Envelope>";
    List<String> faults = new ArrayList<>();
    Planted.VALUES.forEach(value -> faults.add(Answers.fault(value)));
    faults.add(Answers.fault("Conversion error from string \"JANE\""));
    faults.add(Answers.fault("Column 'EC1A1BB' unknown"));
    faults.add(
        Answers.fault("Access violation")
            .replace("</faultstring>", "</faultstring><faultactor>")
            .replace(
                "</SOAP-ENV:Fault>",
                ECHO + "</faultactor><detail>" + ECHO + "</detail></SOAP-ENV:Fault>"));
    faults.add(fault.formatted("<faultcode>" + ECHO + "</faultcode>"));
    faults.add(fault.formatted("<faultcode>SOAP-ENV:Jane</faultcode><faultstring/>"));
    faults.add(fault.formatted(ECHO));
    faults.add(
        fault.formatted(
            "<Code><Value>env:Stone</Value></Code><Reason><Text>" + ECHO + "</Text></Reason>"));
    return faults;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFault(String fault) {
    assertSilent(fault, CALLS);
    assertSilent(status(500, fault), CALLS);
  }

  static Stream<String> brokenXml() {
    return Stream.of(
        "<Jane>" + ECHO + "</Stone>",
        "<R>" + ECHO + "&Jane;</R>",
        "<?xml version=\"1.0\" encoding=\"Jane-Stone\"?><R>" + ECHO + "</R>",
        "<?xml version=\"Jane\"?><R>" + ECHO + "</R>",
        "<Jane Stone Stone/>",
        "<R Jane='x' Jane='Stone'/>",
        "<Jane:Stone/>",
        "<!DOCTYPE Jane [<!ENTITY Stone '" + ECHO + "'>]><R>&Stone;</R>",
        "<R>" + ECHO + "\u0001</R>",
        "<R a=\"" + ECHO + "<\"/>",
        "<R>" + ECHO,
        "<R><COMPANY><Jane>" + ECHO,
        "<!--Jane--Stone--><R/>",
        "<?Jane Stone",
        ECHO,
        "<html><body>" + ECHO + "</body></html>",
        "<Jane>".repeat(70) + ECHO + "</Jane>".repeat(70),
        "<ERROR>" + ECHO + "</ERROR>");
  }

  @ParameterizedTest
  @MethodSource("brokenXml")
  void brokenXmlInPlaceOfTheEnvelope(String xml) {
    assertSilent(xml, CALLS);
  }

  @ParameterizedTest
  @MethodSource("brokenXml")
  void brokenXmlInPlaceOfTheRecords(String xml) {
    assertSilent(Answers.document("ExportCompany", xml), CALLS.subList(0, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Jane>Stone</Jane>",
        "<return><Jane>Stone</Jane></return>",
        "<return><item><ID>Jane Stone</ID><Description>EC1A 1BB</Description></item></return>"
      })
  void anAnswerOfAnotherShape(String result) {
    String answer = Answers.envelope("Any", result);
    assertSilent(answer, result.contains("ID") ? CALLS.subList(4, 5) : CALLS.subList(0, 3));
  }

  @Test
  void recordsThatAreTooLarge() {
    String record = "<COMPANY><Jane>" + LONG_ECHO + "</Jane><Stone>" + LONG_ECHO + "</Stone>";
    assertSilent(
        Answers.document("ExportCompany", record + LONG_ECHO.repeat(2) + "</COMPANY>"),
        CALLS.subList(0, 1));
    khaos.close();
    khaos =
        connect(KhaosAuth.NONE, new CallLimits(null, null, null, null, null, null, 2_000L, null));
    assertSilent(Answers.document("ExportCompany", "<R>" + LONG_ECHO + "</R>"), CALLS);
  }

  @Test
  void bytesThatAreNoText() {
    byte[] bytes = Answers.document("Any", "<R>" + ECHO + "?</R>").getBytes();
    bytes[new String(bytes).indexOf("123?") + 3] = (byte) 0xFF;
    Buffer body = new Buffer();
    body.write(bytes);
    assertSilent(new MockResponse.Builder().code(200).body(body).build(), CALLS);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 500, 503})
  void anHttpError(int status) {
    assertSilent(
        new MockResponse.Builder()
            .status("HTTP/1.1 " + status + " " + ECHO)
            .addHeader("Content-Type", "text/html; charset=Jane")
            .addHeader("Location", "http://jane.example/Stone")
            .addHeader("Stone", ECHO)
            .body("<html>" + ECHO + "</html>")
            .build(),
        CALLS);
  }

  @Test
  void aStatusLineThatIsNone() {
    assertSilent(new MockResponse.Builder().status(ECHO).body(ECHO).build(), CALLS);
  }

  @Test
  void aConnectionThatBreaksInTheMiddle() {
    assertSilent(
        new MockResponse.Builder()
            .body(Answers.document("Any", "<R>" + LONG_ECHO + "</R>"))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build(),
        CALLS);
  }

  @Test
  void anAnswerThatStops() {
    khaos.close();
    khaos = impatient();
    assertSilent(
        new MockResponse.Builder()
            .body(Answers.document("Any", "<R>" + LONG_ECHO + "</R>"))
            .onResponseBody(SocketEffect.Stall.INSTANCE)
            .build(),
        CALLS.subList(1, 2));
  }
}
