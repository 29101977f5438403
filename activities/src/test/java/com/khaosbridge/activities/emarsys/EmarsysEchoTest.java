package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.EchoContract;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Emarsys echoes in its errors stays there. */
class EmarsysEchoTest extends EchoContract {
  private static final Call FIELDS = new Call("GET", "/api/v3/field$", null, Lane.LIVE, false);

  @Override
  protected String system() {
    return "emarsys";
  }

  @Override
  protected Destination destination(String baseUrl) {
    return new Emarsys(
        EmarsysSettings.of(
                "emarsys",
                new EmarsysSettings.Access(
                    baseUrl + "/api/v3",
                    baseUrl + "/oauth2/token",
                    "sandbox-client",
                    "sandbox-secret"),
                new EmarsysSettings.SalesAccess(baseUrl, "sandbox", "sandbox-sales-token"))
            .with(EmarsysSettings.Limits.standard().withCalls(100_000, 0.3)),
        new KeptSalesFiles(),
        Instant::now);
  }

  @Override
  protected List<Call> calls() {
    return List.of(
        FIELDS,
        new Call("GET", "/api/v3/event$", null, Lane.LIVE, false),
        new Call("POST", "/oauth2/token$", null, Lane.LIVE, false),
        new Call("POST", "/contact/getdata$", DeliveryKind.CONTACT, Lane.LIVE, false),
        new Call("POST", "/api/v3/contact/?$", DeliveryKind.CONTACT, Lane.LIVE, false),
        new Call("PUT", "/api/v3/contact/?$", DeliveryKind.CONTACT, Lane.HISTORY, true),
        new Call("PUT", "/api/v3/contact/?$", DeliveryKind.CONSENT, Lane.LIVE, true),
        new Call("POST", "/trigger$", DeliveryKind.EVENT, Lane.LIVE, true),
        new Call("POST", "/sales-data/api$", DeliveryKind.SALES_ROWS, Lane.LIVE, true));
  }

  @Override
  protected List<String> refusals() {
    List<String> bodies = new ArrayList<>();
    for (String code :
        List.of("1", "1000", "1010", "2004", "2005", "2006", "2007", "2008", "2009", "2010")) {
      bodies.add(refusal(code));
    }
    for (String code : List.of("2001", "2011", "5001", "5005", "5010", "4444", "447700900")) {
      bodies.add(refusal(code));
    }
    bodies.add(refusal("\"Xenia\""));
    bodies.add(
        "{\"replyCode\":0,\"replyText\":\"OK\",\"data\":{\"ids\":[],\"errors\":{"
            + "\"<NO_KEY_ID>\":{\"07700900461\":\""
            + WORDS
            + " ${request}\"}}}}");
    return bodies;
  }

  private static String refusal(String code) {
    return "{\"replyCode\":"
        + code
        + ",\"replyText\":\""
        + WORDS
        + " field id: ZE10XY - ${request}\",\"data\":\"\"}";
  }

  @Test
  void aFieldsTypeIsNotRepeatedUnlessWeKnowIt() throws IOException {
    nothingIsKept(
        FIELDS,
        answer(
            FIELDS,
            200,
            "{\"replyCode\":0,\"replyText\":\"OK\",\"data\":[{\"id\":\"501\",\"string_id\":"
                + "\"khaos_person_id\",\"application_type\":\""
                + WORDS
                + "\"}]}"));
  }
}
