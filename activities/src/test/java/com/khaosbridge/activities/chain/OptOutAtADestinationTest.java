package com.khaosbridge.activities.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.SandboxControl;
import com.khaosbridge.workflows.delivery.Consent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Who opts out at one destination is mailed by none, until the ERP turns to yes after that. */
class OptOutAtADestinationTest {
  @TempDir Path journal;
  private Chain chain;
  private StandIns standIns;
  private SandboxControl sandbox;
  private String urn;
  private String person;

  @BeforeEach
  void backfill() throws Exception {
    chain = Chain.start(journal);
    standIns = new StandIns(chain.sandbox.baseUrl());
    sandbox = new SandboxControl(chain.sandbox.baseUrl(), "dotdigital");
    chain.follow();
    chain.backfill().getResult(Chain.PATIENCE.toSeconds(), TimeUnit.SECONDS, Void.class);
    chain.liveUntil(chain.sandbox.end().plus(Duration.ofHours(1)));
    String[] somebody =
        JdbcClient.create(chain.database.dataSource())
            .sql(
                """
                select c.urn || ' ' || c.person_id from customer c
                where c.consent = 'OPTED_IN' and 2 = (select count(*) from contact_link l
                  where l.person_id = c.person_id and l.consent_written = 'OPTED_IN')
                order by c.urn limit 1
                """)
            .query(String.class)
            .single()
            .split(" ");
    urn = somebody[0];
    person = somebody[1];
  }

  @AfterEach
  void stop() throws IOException {
    chain.close();
  }

  @Test
  void itBindsThereAndAtTheOthersUntilTheErpTurnsToYes() {
    post(
        "/_sandbox/dotdigital/contacts",
        "{\"email\":\""
            + atDotdigital().path("identifiers").path("email").asString()
            + "\",\"act\":\"optOut\"}");
    assertThat(atEmarsys()).isEqualTo(Consent.OPTED_IN);

    chain.lookForOptOuts();
    assertThat(atEmarsys()).isEqualTo(Consent.OPTED_OUT);

    change("{\"forename\":\"Bea\"}");
    assertThat(atEmarsys()).isEqualTo(Consent.OPTED_OUT);
    assertThat(atDotdigital().path("status").asString()).isEqualTo("unsubscribed");

    change("{\"emailSubscribe\":\"0\"}");
    change("{\"emailSubscribe\":\"-1\"}");
    assertThat(atEmarsys()).isEqualTo(Consent.OPTED_IN);
    assertThat(atDotdigital().path("status").asString())
        .as("asked first")
        .isEqualTo("pendingOptIn");

    chain.lookForOptOuts();
    assertThat(atEmarsys()).as("what was raised").isEqualTo(Consent.OPTED_IN);
    assertThat(chain.equation.read().destinations().values())
        .allSatisfy(side -> assertThat(side.closes()).isTrue());
  }

  private Consent atEmarsys() {
    return standIns.emarsys().consents().get(person);
  }

  private JsonNode atDotdigital() {
    return sandbox.state("contact").stream()
        .filter(
            contact ->
                contact.path("identifiers").path("khaos-person-id").asString("").equals(person))
        .findFirst()
        .orElseThrow();
  }

  private void change(String json) {
    post("/_sandbox/khaos/customers/" + urn, json);
    chain.liveUntil(chain.sandbox.clock().now().plus(Duration.ofMinutes(5)));
  }

  private void post(String path, String json) {
    sandbox.send(
        HttpRequest.newBuilder(URI.create(chain.sandbox.baseUrl() + path))
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }
}
