package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.EchoContract;
import com.khaosbridge.sandbox.dotdigital.DotdigitalStandIn;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Dotdigital echoes in its errors stays there. */
class DotdigitalEchoTest extends EchoContract {
  private static final Call DATA_FIELDS =
      new Call("GET", "/v2/data-fields$", null, Lane.LIVE, false);
  private static final Call COLLECTIONS =
      new Call("GET", "/insightData/v3/collections$", null, Lane.LIVE, false);

  @Override
  protected String system() {
    return "dotdigital";
  }

  @Override
  protected Destination destination(String baseUrl) {
    return new Dotdigital(
        DotdigitalSettings.of(
                "dotdigital",
                URI.create(baseUrl),
                DotdigitalStandIn.USER,
                DotdigitalStandIn.PASSWORD)
            .withCampaigns(Map.of(EventType.DESPATCHED, 1003))
            .withLimits(new DotdigitalSettings.Limits(100_000, 100_000, 100_000, 0.3))
            .withImports(
                new DotdigitalSettings.Imports(
                    100, 100, 5_000_000, Duration.ofMillis(5), Duration.ofMillis(60))),
        Instant::now);
  }

  @Override
  protected List<Call> calls() {
    return List.of(
        DATA_FIELDS,
        COLLECTIONS,
        new Call("GET", "/v2/account-info$", null, Lane.LIVE, false),
        new Call("GET", "/contacts/v3/email/", DeliveryKind.CONTACT, Lane.LIVE, false),
        new Call("POST", "/contacts/v3$", DeliveryKind.CONTACT, Lane.LIVE, false),
        new Call("PATCH", "/contacts/v3/contactId/", DeliveryKind.CONTACT, Lane.LIVE, true),
        new Call("PUT", "/contacts/v3/import$", DeliveryKind.CONTACT, Lane.HISTORY, false),
        new Call("GET", "/contacts/v3/import/", DeliveryKind.CONTACT, Lane.HISTORY, false),
        new Call("PATCH", "/contacts/v3/contactId/", DeliveryKind.CONSENT, Lane.LIVE, true),
        new Call("PUT", "/insightData/v3/contacts/", DeliveryKind.ORDER, Lane.LIVE, true),
        new Call("PUT", "/insightData/v3/import$", DeliveryKind.ORDER, Lane.HISTORY, true),
        new Call("POST", "/triggered-campaign/batch$", DeliveryKind.EVENT, Lane.LIVE, true));
  }

  @Override
  protected List<String> refusals() {
    List<String> bodies = new ArrayList<>();
    for (String code :
        List.of(
            "contacts:badRequest",
            "contacts:contactNotFound",
            "contacts:xenia.quill",
            "insightData:collectionNotFound",
            "ERROR_INVALID_EMAIL",
            "Xenia",
            "QUILLFEATHER",
            "07700900461",
            "")) {
      bodies.add(
          "{\"errorCode\":\""
              + code
              + "\",\"description\":\""
              + WORDS
              + "\",\"details\":[{\"item\":\"FIRSTNAME\",\"description\":\"'Xenia' ${request}\"}]}");
    }
    bodies.add("[{\"errorCode\":\"contacts:invalidId\",\"description\":\"" + WORDS + "\"}]");
    bodies.add("{\"message\":\"" + WORDS + " ${request} ERROR_PARAMETER_INVALID\"}");
    bodies.add("{\"message\":\"" + WORDS + " ${request} ERROR_FEATURENOTACTIVE\"}");
    bodies.add(
        "[{\"index\":0,\"failureCode\":\"Quillfeather\",\"failureReason\":\"" + WORDS + "\"}]");
    bodies.add("{\"status\":\"" + WORDS + "\",\"importId\":\"" + WORDS + "\"}");
    return bodies;
  }

  @Test
  void aDataFieldsTypeIsNotRepeatedUnlessWeKnowIt() throws IOException {
    nothingIsKept(
        DATA_FIELDS,
        answer(DATA_FIELDS, 200, "[{\"name\":\"FIRSTNAME\",\"type\":\"" + WORDS + "\"}]"));
  }

  @Test
  void aCollectionsScopeAndTypeAreNotRepeatedUnlessWeKnowThem() throws IOException {
    nothingIsKept(
        COLLECTIONS,
        answer(
            COLLECTIONS,
            200,
            "[{\"collectionName\":\"Orders\",\"collectionScope\":\""
                + WORDS
                + "\",\"collectionType\":\""
                + WORDS
                + "\"}]"));
  }
}
