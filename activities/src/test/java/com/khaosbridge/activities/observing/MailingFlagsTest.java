package com.khaosbridge.activities.observing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.khaos.SandboxSite;
import com.khaosbridge.activities.khaos.records.ConsentMapping;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.cases.Cases.CaseLine;
import com.khaosbridge.workflows.delivery.CaseType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flag of which nobody said what it means is no consent, and a person is told of it. */
class MailingFlagsTest {
  private static final String OPERATION = "GetMailingStatusList";

  @TempDir Path journal;
  private ErpAndLedger bridge;

  @BeforeEach
  void start() throws IOException {
    bridge = new ErpAndLedger(journal);
  }

  @AfterEach
  void stop() throws IOException {
    bridge.close();
  }

  private static ConsentMapping flags(Set<Integer> mayContact, Set<Integer> noContact) {
    return new ConsentMapping(null, null, noContact, mayContact);
  }

  /** One start of a worker with this configuration, to the end of its look at the flags. */
  private void startWith(ConsentMapping consent) {
    long before = bridge.erp.calls();
    MailingFlags flags =
        new MailingFlags(bridge.erp, consent, bridge.database, ErpAndLedger.SOURCE);
    flags.start();
    await().until(flags::hasLooked);
    assertThat(bridge.erp.calls()).as("it asked the ERP").isGreaterThan(before);
  }

  private List<CaseLine> open() {
    return bridge.cases.openCases();
  }

  @Test
  void aSiteWhoseFlagsAllHaveAMeaningOpensNoCase() {
    startWith(SandboxSite.CONSENT);

    assertThat(open()).isEmpty();
  }

  @Test
  void oneCaseNamesTheFlagsWithoutAMeaningAndThoseThatTheSiteDoesNotHave() {
    startWith(flags(Set.of(1, 2), Set.of(6, 4)));

    assertThat(open())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.type()).isEqualTo(CaseType.CONSENT_FLAGS);
              assertThat(line.destination()).isEqualTo(Cases.ERP);
              assertThat(line.deliveries()).isZero();
              assertThat(line.whatHappened())
                  .isEqualTo(
                      "Khaos Control has flags whose meaning is not configured:"
                          + " 3 (Our use, no third parties), 5 (Any third party)."
                          + " Configured are flags that Khaos Control does not have: 2, 4.");
              assertThat(line.whatToDo())
                  .contains("khaos.consent.may-contact-flags", "khaos.consent.no-contact-flags");
            });
  }

  @Test
  void withoutConfigurationTheCaseAsksForAllButTheUsualFlag() {
    startWith(ConsentMapping.DEFAULT);

    assertThat(open())
        .singleElement()
        .extracting(CaseLine::whatHappened)
        .asString()
        .contains("1 (Our use only)", "3 (", "5 (Any third party)")
        .doesNotContain("6 (", "does not have");
  }

  @Test
  void theCaseFollowsTheConfigurationAndClosesAtTheStartAtWhichAllIsConfigured() {
    startWith(flags(Set.of(1), Set.of(6)));
    startWith(flags(Set.of(1, 3), Set.of(6)));

    assertThat(open())
        .singleElement()
        .extracting(CaseLine::whatHappened)
        .asString()
        .contains("5 (Any third party)")
        .doesNotContain("3 (");

    startWith(SandboxSite.CONSENT);
    assertThat(open()).isEmpty();
  }

  @Test
  void anErpThatDoesNotAnswerOrNamesNoFlagNeitherOpensNorCloses() {
    bridge.fails(OPERATION);
    startWith(ConsentMapping.DEFAULT);
    assertThat(open()).isEmpty();

    bridge.recovers();
    startWith(ConsentMapping.DEFAULT);
    assertThat(open()).hasSize(1);

    bridge.answersEmpty(OPERATION);
    startWith(flags(Set.of(), Set.of()));
    bridge.recovers();
    bridge.fails(OPERATION);
    startWith(SandboxSite.CONSENT);
    assertThat(open()).hasSize(1);
  }

  @Test
  void aStartDoesNotWaitForAnErpThatHangs() {
    bridge.hangs(OPERATION);
    MailingFlags flags =
        new MailingFlags(bridge.erp, ConsentMapping.DEFAULT, bridge.database, ErpAndLedger.SOURCE);
    long before = bridge.erp.calls();

    flags.start();
    await().until(() -> bridge.erp.calls() > before);

    assertThat(flags.hasLooked()).isFalse();
    assertThat(open()).isEmpty();
  }

  @Test
  void aCustomerWithAFlagWithoutAMeaningIsHeldAndNotOptedIn() {
    bridge.sandbox.clock().set(bridge.sandbox.clock().now().plus(Duration.ofHours(12)));
    bridge.orderPoll().once();
    String urn =
        bridge
            .strings(
                "select urn from customer where consent = 'OPTED_IN' and email_state = 'VALID'"
                    + " order by urn limit 1")
            .get(0);
    assertThat(held(urn)).isZero();

    bridge.change(urn, "{\"mailingStatus\":4}");
    bridge.customerPoll().once();

    assertThat(
            bridge.strings(
                "select consent || ' ' || consent_raw from customer where urn = '" + urn + "'"))
        .containsExactly("UNKNOWN EMAILSUBSCRIBE=-1;MAILING_STATUS=4;MAILING_FLAG=1");
    assertThat(held(urn)).isEqualTo(1);
    assertThat(
            bridge.count(
                "select count(*) from delivery d join customer c using (source, person_id)"
                    + " where d.kind = 'CONSENT' and d.status not in ('HELD', 'EXCLUDED')"
                    + " and c.urn = '"
                    + urn
                    + "'"))
        .as("nothing that may still opt in")
        .isZero();
  }

  private long held(String urn) {
    return bridge.count(
        "select count(*) from delivery d join bridge_case b on b.id = d.case_id"
            + " join customer c on c.source = d.source and c.person_id = d.person_id"
            + " where b.type = 'CONSENT_UNKNOWN' and d.kind = 'CONSENT' and d.status = 'HELD'"
            + " and c.urn = '"
            + urn
            + "'");
  }
}
