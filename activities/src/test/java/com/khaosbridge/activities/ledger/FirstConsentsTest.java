package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.reports.ConsentPreview;
import com.khaosbridge.workflows.decision.FirstSight;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No consent of a contact that was there before us changes before somebody approved it. */
class FirstConsentsTest {
  private TestLedger ledger = TestLedger.ofFirstRun(FirstSight.ERP_WINS);

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void consentsOfAdoptedContactsWaitForTheApproval() {
    ledger.sees(aCustomer().optedOut());
    ledger.adopts(EMARSYS, Consent.OPTED_IN);
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, CONSENT)).containsExactly("HELD CONSENT_NOT_APPROVED");
    assertThat(ledger.openCases(EMARSYS)).containsExactly("CONSENT_NOT_APPROVED");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void onceApprovedTheyGoAndNothingWaitsAnyMore() {
    ledger.sees(aCustomer().optedOut());
    ledger.adopts(EMARSYS, Consent.OPTED_IN);
    ledger.carryLive();
    ledger.takeSignals();

    assertThat(ledger.approvals.give(EMARSYS, "preview", "jo")).isEqualTo(1);
    assertThat(ledger.takeSignals()).as("its workflow is told").hasSize(1);
    ledger.carryLive();
    assertThat(optOutsSent(EMARSYS, Lane.LIVE)).isEqualTo(1);
    assertThat(ledger.openCases(EMARSYS)).isEmpty();

    ledger.sees(aCustomer().optedOut());
    ledger.adopts(EMARSYS, Consent.OPTED_IN);
    ledger.carryLive();
    assertThat(optOutsSent(EMARSYS, Lane.LIVE)).as("asked once").isEqualTo(1);
  }

  @Test
  void anApprovalIsForOneDestination() {
    ledger.sees(aCustomer().optedOut());
    ledger.approvals.give(EMARSYS, "preview", "jo");
    ledger.adopts(EMARSYS, Consent.OPTED_IN);
    ledger.adopts(DOTDIGITAL, Consent.OPTED_IN);
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, CONSENT)).containsExactly("READY");
    assertThat(ledger.stand(DOTDIGITAL, CONSENT)).containsExactly("HELD CONSENT_NOT_APPROVED");
  }

  @Test
  void whatHistoryOwesStaysHistoryWhenItIsApproved() {
    ledger.findsInHistory(aCustomer().optedOut(), aCustomer().optedOut());
    ledger.adoptsInHistory(EMARSYS, Consent.OPTED_IN);
    assertThat(ledger.stand(EMARSYS, CONSENT)).containsOnly("HELD CONSENT_NOT_APPROVED");

    ledger.approvals.give(EMARSYS, "preview", "jo");

    assertThat(ledger.takeSignals()).isEmpty();
    assertThat(optOutsSent(EMARSYS, Lane.HISTORY)).isEqualTo(2);
    assertThat(ledger.openCases(EMARSYS)).isEmpty();
  }

  @Test
  void contactsThatWeMakeNeedNoApproval() {
    ledger.linked(aCustomer().optedOut());

    assertThat(ledger.stand(EMARSYS, CONSENT)).containsExactly("DELIVERED");
  }

  @Test
  void anOptOutThatWeSawBeingMadeGoesAtOnce() {
    CustomerInErp customer = aCustomer().optedIn();
    ledger.sees(customer);
    ledger.adopts(EMARSYS, Consent.OPTED_IN);

    ledger.sees(customer.optedOut());
    ledger.carryLive();

    assertThat(optOutsSent(EMARSYS, Lane.LIVE)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatABoxSaysAtFirstSightIsTheSites(FirstSight firstSight) {
    ledger.close();
    ledger = TestLedger.ofFirstRun(firstSight);
    ledger.approvals.give(EMARSYS, "preview", "jo");

    ledger.sees(aCustomer().optedOut());
    ledger.adopts(EMARSYS, Consent.OPTED_IN);
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, CONSENT))
        .containsExactly(
            switch (firstSight) {
              case ERP_WINS -> "READY";
              case DESTINATION_WINS -> "EXCLUDED opted in at the destination before";
              case HOLD -> "HELD OPT_OUT_AT_FIRST_SIGHT";
            });
  }

  @ParameterizedTest
  @EnumSource
  void aFlagAndAnOptOutThatWeSawAreBeyondDoubt(FirstSight firstSight) {
    ledger.close();
    ledger = TestLedger.ofFirstRun(firstSight);
    ledger.approvals.give(EMARSYS, "preview", "jo");

    ledger.customers.record(
        List.of(aCustomer().flagged()), ledger.customers.look(ledger.now), Lane.LIVE);
    CustomerInErp turned = aCustomer().optedIn();
    ledger.sees(turned);
    ledger.sees(turned.optedOut());
    ledger.adopts(EMARSYS, Consent.OPTED_IN);
    ledger.carryLive();

    assertThat(ledger.deliveries(EMARSYS, CONSENT).stream().map(TestLedger.Seen::stands))
        .filteredOn(stands -> !stands.equals("EXCLUDED superseded"))
        .containsExactly("READY", "READY");
  }

  @Test
  void thePreviewCountsWhatWouldComeOfIt() {
    ledger.sees(aCustomer().optedOut(), aCustomer().optedOut(), aCustomer().optedIn());
    ledger.adopts(EMARSYS, Consent.OPTED_IN);
    ledger.sees(aCustomer().ofUnknownConsent());
    ledger.sees(aCustomer().optedIn());
    ledger.adopts(EMARSYS, Consent.OPTED_OUT);
    ledger.linked(aCustomer().optedIn());
    ConsentPreview previews = new ConsentPreview(ledger.database, TestLedger.SOURCE);

    ConsentPreview.Preview preview = previews.of(EMARSYS);

    assertThat(preview.lines())
        .containsExactly(
            line("opted out", "opted in", "becomes opted out once approved", true, 2),
            line("opted in", "made by us, opted in", "none", false, 1),
            line("opted in", "opted in", "none", false, 1),
            line("opted in", "opted out", "none: held, OPT_IN_AT_FIRST_SIGHT", false, 1),
            line("unknown", "opted out", "none: held, CONSENT_UNKNOWN", false, 1));
    assertThat(preview.toApprove()).isEqualTo(2);

    ledger.sees(aCustomer().optedOut());
    ledger.adopts(EMARSYS, Consent.OPTED_IN);
    ledger.carryLive();
    assertThat(previews.of(EMARSYS).name())
        .as("who approves one must not let go another")
        .isNotEqualTo(preview.name());
  }

  private static ConsentPreview.Line line(
      String erp, String there, String change, boolean toApprove, long persons) {
    return new ConsentPreview.Line(erp, there, change, toApprove, persons);
  }

  private long optOutsSent(String destination, Lane lane) {
    TestLedger.Call call = ledger.call(destination, CONSENT, lane);
    call.isAccepted();
    return call.rows.stream().map(call::consent).filter(Consent.OPTED_OUT::equals).count();
  }
}
