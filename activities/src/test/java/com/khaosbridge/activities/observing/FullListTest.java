package com.khaosbridge.activities.observing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.history.HistorySettings;
import com.khaosbridge.activities.history.LedgerHistory;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.CaseType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no list of changes shows is found by listing everybody; a broken list is no fact. */
class FullListTest {
  private static final String EVERYTHING =
      "select (select count(*) from delivery) || '|' || (select count(*) from observation) || '|' ||"
          + " (select count(*) from consent_transition)";

  @TempDir Path journal;
  private ErpAndLedger bridge;
  private FullListPoll poll;

  @BeforeEach
  void backfill() throws IOException {
    bridge = new ErpAndLedger(journal);
    poll = bridge.fullListPoll();
    LedgerHistory history =
        new LedgerHistory(
            bridge.erp,
            bridge.customerSight,
            bridge.orderSights,
            bridge.backfill,
            bridge.cases,
            bridge.outbox,
            bridge.noSenders(),
            bridge.businessTime,
            new HistorySettings(
                bridge.goLive.minus(Duration.ofDays(30)), bridge.goLive, Duration.ofDays(2), 10),
            bridge.metrics,
            null);
    boolean last = false;
    while (!last) {
      last = history.observeCustomers(ErpAndLedger.SOURCE).last();
    }
    bridge.customerPoll().once();
  }

  @AfterEach
  void stop() throws IOException {
    bridge.close();
  }

  @Test
  void aChangeThatNoListOfChangesShowsIsMended() {
    String number = someUrn();
    bridge.change(number, "{\"mailingFlag\":6,\"silent\":true}");
    later(Duration.ofHours(1));
    bridge.customerPoll().once();
    assertThat(consentOf(number)).isEqualTo("OPTED_IN");

    nextList();

    assertThat(consentOf(number)).isEqualTo("OPTED_OUT");
    assertThat(
            bridge.count(
                "select count(*) from delivery where kind = 'CONSENT' and lane = 'LIVE' and"
                    + " person_id = (select person_id from customer where urn = '"
                    + number
                    + "')"))
        .isPositive();
  }

  @Test
  void whoDidNotChangeLeavesNoTrace() {
    String before = bridge.strings(EVERYTHING).get(0);
    long calls = bridge.erp.calls();

    nextList();

    assertThat(bridge.erp.calls()).isGreaterThan(calls + 1);
    assertThat(bridge.strings(EVERYTHING)).containsExactly(before);
    assertThat(casesAboutTheErp()).isEmpty();
  }

  @Test
  void thereIsNoListBeforeItsTime() {
    long calls = bridge.erp.calls();
    later(Duration.ofHours(23));

    poll.once();

    assertThat(bridge.erp.calls()).isEqualTo(calls);
  }

  @Test
  void aListThatWasBegunGoesOnWhereItWas() {
    String number = someUrn();
    bridge.change(number, "{\"mailingFlag\":6,\"silent\":true}");
    later(Duration.ofDays(1));
    poll.once();
    bridge.fails("ExportCompany");
    assertThatThrownBy(poll::once).isInstanceOf(ErpException.class);
    assertThat(bridge.lists.isOpen()).isTrue();
    bridge.recovers();
    bridge.fails("GetCompanyList");

    poll = bridge.fullListPoll();
    toTheEnd();

    assertThat(consentOf(number)).isEqualTo("OPTED_OUT");
    assertThat(lists()).isEqualTo(2);
  }

  @Test
  void anEmptyListIsOneCaseAndNothingElseUntilOneIsWhole() {
    String before = bridge.strings(EVERYTHING).get(0);
    bridge.answersEmpty("GetCompanyList");

    nextList();
    nextList();

    assertThat(casesAboutTheErp())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.type()).isEqualTo(CaseType.SHORT_LIST);
              assertThat(one.whatHappened()).contains("2 times in a row");
            });
    assertThat(bridge.count("select count(*) from customer where absences > 0")).isZero();
    assertThat(bridge.strings(EVERYTHING)).containsExactly(before);

    bridge.recovers();
    nextList();

    assertThat(casesAboutTheErp()).isEmpty();
  }

  @Test
  void whoIsMissingButStillGivenHasNotVanished() {
    String number = someUrn();
    wasMissingTwice(number);

    nextList();

    assertThat(bridge.count("select count(*) from customer where vanished_at is not null"))
        .isZero();
    assertThat(bridge.count("select count(*) from customer where absences > 0")).isZero();
  }

  @Test
  void nobodyVanishesWhileTheErpGivesNobody() {
    bridge.execute(
        "insert into customer (source, company_id, urn, person_id, email_state,"
            + " profile_hash, consent, consent_raw, consent_since, supplier, hidden, held, observed_at,"
            + " listed_at, absences) select source, 'gone', 'GONE', person_id, email_state,"
            + " profile_hash, consent, consent_raw, consent_since, supplier, hidden, held, observed_at,"
            + " listed_at, 1 from customer limit 1");
    later(Duration.ofDays(1));
    poll.once();
    poll.once();
    bridge.answersEmpty("ExportCompany");
    poll.once();
    poll.once();
    assertThat(bridge.count("select count(*) from customer where vanished_at is not null"))
        .isZero();

    bridge.recovers();
    toTheEnd();

    assertThat(bridge.strings("select company_id from customer where vanished_at is not null"))
        .containsExactly("gone");
  }

  private void wasMissingTwice(String number) {
    bridge.execute("update customer set absences = 2 where urn = '" + number + "'");
    bridge.execute(
        "insert into customer_list (source, started_at, total, lost, complete) select source,"
            + " started_at, total, 1, true from customer_list order by id limit 1");
    toTheEnd();
  }

  private List<Cases.CaseLine> casesAboutTheErp() {
    return bridge.cases.openCases().stream()
        .filter(one -> one.destination().equals(Cases.ERP))
        .toList();
  }

  private String someUrn() {
    List<String> urns =
        bridge.strings("select urn from customer where consent = 'OPTED_IN' order by urn limit 1");
    assertThat(bridge.erp.companyCodesChangedSince(null, ErpPriority.CUSTOMERS)).containsAll(urns);
    return urns.get(0);
  }

  private String consentOf(String urn) {
    return bridge.strings("select consent from customer where urn = '" + urn + "'").get(0);
  }

  private long lists() {
    return bridge.count("select count(*) from customer_list");
  }

  private void later(Duration by) {
    bridge.sandbox.clock().set(bridge.sandbox.clock().now().plus(by));
  }

  private void nextList() {
    long before = lists();
    later(Duration.ofDays(1));
    poll.once();
    assertThat(lists()).isEqualTo(before + 1);
    toTheEnd();
  }

  private void toTheEnd() {
    while (bridge.lists.isOpen()) {
      poll.once();
    }
  }
}
