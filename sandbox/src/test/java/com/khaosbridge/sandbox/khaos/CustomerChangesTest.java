package com.khaosbridge.sandbox.khaos;

import static com.khaosbridge.sandbox.SandboxClient.elements;
import static com.khaosbridge.sandbox.SandboxClient.text;
import static com.khaosbridge.sandbox.SandboxClient.xml;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxClient;
import com.khaosbridge.sandbox.SandboxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/** Changes as a clerk makes them. Customer 26300 is opted in with seed 1. */
class CustomerChangesTest {
  private static final String OPTED_IN = "26300";

  private Sandbox sandbox;
  private SandboxClient client;

  @BeforeEach
  void start() throws IOException {
    sandbox =
        Sandbox.start(
            SandboxOptions.standard().withKhaosDelay(new KhaosDelay(Duration.ZERO, Duration.ZERO)));
    client = new SandboxClient(sandbox.baseUrl());
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @Test
  void everyFieldThatAClerkCanChangeIsExported() throws IOException {
    change(
        "{\"mailingFlag\":5,\"hold\":true,\"hide\":true,\"supplier\":true,\"postcode\":\"M1 1AE\",\"companyClass\":\"Trade\"}");

    Element company = company();
    assertThat(text(company, "HOLD_DATA")).isEqualTo("-1");
    assertThat(text(company, "HIDE_COMPANY")).isEqualTo("-1");
    assertThat(text(company, "SUPPLIER")).isEqualTo("-1");
    assertThat(text(company, "COMPANY_CLASS")).isEqualTo("Trade");
    assertThat(text(company, "POSTCODE")).isEqualTo("M1 1AE");
    Element contact = elements(company, "CONTACT").get(0);
    assertThat(text(contact, "MAILING_FLAG")).isEqualTo("5");
    assertThat(text(contact, "HOLD_DATA")).isEqualTo("0");
    JsonNode state = stateLine();
    assertThat(state.get("mailingFlag").asInt()).isEqualTo(5);
    assertThat(state.get("hold").asBoolean()).isTrue();
    assertThat(state.get("postcode").asString()).isEqualTo("M1 1AE");
    assertThat(state.get("companyClass").asString()).isEqualTo("Trade");

    change("{\"hold\":false}");
    assertThat(text(company(), "HOLD_DATA")).isEqualTo("0");
    assertThat(text(company(), "SUPPLIER")).isEqualTo("-1");
  }

  @Test
  void theTruthOfConsentFollowsFlagsAndHolds() throws IOException {
    assertThat(consentAfter("{}")).isEqualTo("OPTED_IN");
    assertThat(consentAfter("{\"mailingFlag\":6}")).isEqualTo("OPTED_OUT");
    assertThat(consentAfter("{\"mailingFlag\":3}")).isEqualTo("OPTED_IN");
    assertThat(consentAfter("{\"mailingFlag\":77}")).isEqualTo("UNKNOWN");
    assertThat(consentAfter("{\"mailingFlag\":1,\"mailingStatus\":77}")).isEqualTo("UNKNOWN");
    assertThat(consentAfter("{\"mailingStatus\":1,\"hold\":true}")).isEqualTo("OPTED_OUT");
    assertThat(consentAfter("{\"hold\":false,\"hide\":true}")).isEqualTo("OPTED_OUT");
    assertThat(consentAfter("{\"hide\":false}")).isEqualTo("OPTED_IN");
  }

  @Test
  void aSilentChangeIsInTheRecordButNotInTheListSinceThen() throws IOException {
    change("{\"emailSubscribe\":\"0\",\"silent\":true}");

    assertThat(text(company(), "EMAILSUBSCRIBE")).isEqualTo("0");
    assertThat(listSinceStart()).isEmpty();

    change("{\"surname\":\"Hill\",\"silent\":false}");
    assertThat(listSinceStart()).containsExactly(OPTED_IN);
    String changed = stateLine().get("changed").asString();
    sandbox.clock().set(sandbox.clock().now().plusSeconds(60));
    change("{\"surname\":\"Dale\",\"silent\":true}");
    assertThat(stateLine().get("changed").asString()).isEqualTo(changed);
    assertThat(stateLine().get("surname").asString()).isEqualTo("Dale");
  }

  @Test
  void aValueOfAnotherTypeIsRefused() throws IOException {
    for (String bad :
        List.of(
            "{\"hold\":1}",
            "{\"silent\":\"yes\"}",
            "{\"postcode\":null}",
            "{\"mailingFlag\":\"6\"}",
            "{\"vip\":true}")) {
      assertThat(client.send("POST", "/_sandbox/khaos/customers/" + OPTED_IN, bad).statusCode())
          .as(bad)
          .isEqualTo(400);
    }
  }

  private JsonNode change(String body) throws IOException {
    return client.post("/_sandbox/khaos/customers/" + OPTED_IN, body);
  }

  private String consentAfter(String body) throws IOException {
    return change(body).get("consent").asString();
  }

  private Element company() throws IOException {
    String companies =
        client.result(
            "ExportCompany",
            "<CompanyCode>" + OPTED_IN + "</CompanyCode><MappingType>1</MappingType>");
    return elements(xml(companies), "COMPANY").get(0);
  }

  private List<String> listSinceStart() throws IOException {
    String list =
        client.call("GetCompanyList", "<LastUpdated>2011-06-09T00:00:00</LastUpdated>").body();
    return elements(xml(list), "CompanyCode").stream().map(Element::getTextContent).toList();
  }

  private JsonNode stateLine() throws IOException {
    return client.lines("/_sandbox/state/khaos").stream()
        .filter(line -> line.get("companyCode").asString().equals(OPTED_IN))
        .findFirst()
        .orElseThrow();
  }
}
