package com.khaosbridge.activities.observing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.history.HistorySettings;
import com.khaosbridge.activities.history.LedgerHistory;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.cases.CaseClosing;
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
    assertThat(absences()).isZero();
    assertThat(bridge.strings(EVERYTHING)).containsExactly(before);

    bridge.recovers();
    nextList();

    assertThat(casesAboutTheErp()).isEmpty();
  }

  @Test
  void aListOfHalfIsOneCaseAndNothingElseUntilOneIsWhole() {
    String before = bridge.strings(EVERYTHING).get(0);
    bridge.answersShort("GetCompanyList", 0.5);

    nextList();
    nextList();

    assertThat(casesAboutTheErp())
        .singleElement()
        .returns(CaseType.SHORT_LIST, Cases.CaseLine::type);
    assertThat(absences()).isZero();
    assertThat(bridge.strings(EVERYTHING)).containsExactly(before);

    bridge.recovers();
    nextList();

    assertThat(casesAboutTheErp()).isEmpty();
  }

  @Test
  void aListThatLostMoreThanOneInAHundredIsOneCaseAndNoAbsence() {
    List<String> some = urns().subList(0, 2);
    assertThat(bridge.count("select count(*) from customer")).isBetween(2L, 199L);
    some.forEach(number -> bridge.act(number, "vanish", ""));

    nextList();
    nextList();
    nextList();

    assertThat(casesAboutTheErp())
        .singleElement()
        .returns(CaseType.SHORT_LIST, Cases.CaseLine::type);
    assertThat(absences()).isZero();

    bridge.act(some.get(0), "reappear", "");
    nextList();

    assertThat(casesAboutTheErp()).isEmpty();
    assertThat(absences()).isEqualTo(1);
  }

  @Test
  void oneListIsNotEnough() {
    String number = someUrn();
    bridge.act(number, "vanish", "");

    nextList();
    assertThat(vanished()).isEmpty();
    bridge.act(number, "reappear", "");
    nextList();
    bridge.act(number, "vanish", "");
    nextList();
    assertThat(vanished()).as("never twice in a row").isEmpty();

    nextList();

    assertThat(vanished()).containsExactly(number);
    assertThat(casesAboutTheErp())
        .singleElement()
        .returns(CaseType.CUSTOMER_VANISHED, Cases.CaseLine::type);
  }

  @Test
  void whoHasAnotherUrnIsRecordedUnderItAndHasNotVanished() {
    String number = someUrn();
    long known = bridge.count("select count(*) from customer");
    bridge.act(number, "rename-urn", "{\"urn\":\"ANON1\"}");

    nextList();
    nextList();
    nextList();

    assertThat(bridge.strings("select urn from customer")).contains("ANON1").doesNotContain(number);
    assertThat(bridge.count("select count(*) from customer")).isEqualTo(known);
    assertThat(absences()).isZero();
    assertThat(casesAboutTheErp()).isEmpty();
  }

  @Test
  void whoIsMissingButStillGivenHasNotVanished() {
    double all = urns().size();
    bridge.answersShort("GetCompanyList", (all - 0.5) / all);

    nextList();
    assertThat(absences()).isEqualTo(1);
    nextList();

    assertThat(vanished()).isEmpty();
    assertThat(absences()).isZero();
    assertThat(casesAboutTheErp()).isEmpty();
  }

  @Test
  void nobodyVanishesWhileTheErpGivesNobody() {
    String number = someUrn();
    bridge.act(number, "vanish", "");
    nextList();
    later(Duration.ofDays(1));
    poll.once();
    poll.once();
    bridge.answersEmpty("ExportCompany");
    poll.once();
    poll.once();
    assertThat(bridge.lists.isOpen()).isTrue();
    assertThat(vanished()).isEmpty();

    bridge.recovers();
    toTheEnd();

    assertThat(vanished()).containsExactly(number);
  }

  @Test
  void aShorterListCountsOnceAPersonHasSaidThatItIsRight() {
    CaseClosing closing = new CaseClosing(bridge.database, ErpAndLedger.SOURCE);
    bridge.answersShort("GetCompanyList", 0.5);
    nextList();
    assertThat(closing.closeByHand(onlyCase(), "anna", "we removed them")).isTrue();

    bridge.recovers();
    bridge.answersShort("GetCompanyList", 0.25);
    nextList();
    assertThat(absences()).as("still shorter than what anna saw").isZero();
    assertThat(closing.closeByHand(onlyCase(), "anna", "these, too")).isTrue();
    nextList();

    assertThat(absences()).isGreaterThan(urns().size() / 2);
  }

  private long onlyCase() {
    assertThat(casesAboutTheErp()).hasSize(1);
    return casesAboutTheErp().get(0).id();
  }

  private List<String> vanished() {
    return bridge.strings("select urn from customer where vanished_at is not null order by urn");
  }

  private long absences() {
    return bridge.count("select coalesce(sum(absences), 0) from customer");
  }

  private List<String> urns() {
    return bridge.strings("select urn from customer order by urn");
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
