package com.khaosbridge.activities.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.SandboxControl;
import com.khaosbridge.activities.ledger.cases.Cases.CaseLine;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Consent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom the ERP has no more is opted out wherever they have a contact, and stays so. */
class VanishingTest {
  @TempDir Path journal;
  private Chain chain;
  private StandIns standIns;
  private String urn;
  private String person;

  @BeforeEach
  void backfill() throws Exception {
    chain = Chain.start(journal);
    standIns = new StandIns(chain.sandbox.baseUrl());
    chain.follow();
    chain.backfill().getResult(Chain.PATIENCE.toSeconds(), TimeUnit.SECONDS, Void.class);
    chain.liveUntil(chain.sandbox.end().plus(Duration.ofHours(1)));
    String[] somebody =
        one("""
                select c.urn || ' ' || c.person_id from customer c
                where c.consent = 'OPTED_IN' and 2 = (select count(*) from contact_link l
                  where l.person_id = c.person_id and l.consent_written = 'OPTED_IN')
                order by c.urn limit 1
                """)
            .split(" ");
    urn = somebody[0];
    person = somebody[1];
  }

  @AfterEach
  void stop() throws IOException {
    chain.close();
  }

  @Test
  void whoVanishedIsOptedOutAtBothDestinationsAndHeldOnceThereAgain() {
    assertThat(consentsThere()).containsOnly(Consent.OPTED_IN);
    act("vanish");

    chain.listEverybody();
    assertThat(consentsThere()).as("one list is not enough").containsOnly(Consent.OPTED_IN);
    chain.listEverybody();

    assertThat(consentsThere()).containsOnly(Consent.OPTED_OUT);
    assertThat(cases()).contains(CaseType.CUSTOMER_VANISHED);

    act("reappear");
    chain.liveUntil(chain.sandbox.clock().now().plus(Duration.ofMinutes(5)));

    assertThat(consentsThere()).containsOnly(Consent.OPTED_OUT);
    assertThat(cases()).doesNotContain(CaseType.CUSTOMER_VANISHED);
    assertThat(
            one(
                "select string_agg(distinct c.type, ' ') from delivery d join bridge_case c"
                    + " on c.id = d.case_id where d.kind = 'CONSENT' and d.person_id = '"
                    + person
                    + "'"))
        .isEqualTo(CaseType.OPT_IN_AT_FIRST_SIGHT.name());
    assertThat(chain.equation.read().destinations().values())
        .allSatisfy(side -> assertThat(side.closes()).isTrue());
  }

  private List<CaseType> cases() {
    return chain.cases.openCases().stream().map(CaseLine::type).toList();
  }

  private List<Consent> consentsThere() {
    return List.of(
        standIns.emarsys().consents().get(person), standIns.dotdigital().consents().get(person));
  }

  private void act(String act) {
    new SandboxControl(chain.sandbox.baseUrl(), "khaos")
        .send(
            HttpRequest.newBuilder(
                    URI.create(
                        chain.sandbox.baseUrl() + "/_sandbox/khaos/customers/" + urn + "/" + act))
                .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private String one(String query) {
    return JdbcClient.create(chain.database.dataSource()).sql(query).query(String.class).single();
  }
}
