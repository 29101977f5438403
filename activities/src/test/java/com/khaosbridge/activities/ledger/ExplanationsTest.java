package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.reports.Explanation;
import com.khaosbridge.activities.ledger.reports.Explanations;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever became of a customer or an order, the ledger can say it, and why not. */
class ExplanationsTest {
  private TestLedger ledger;
  private Explanations explanations;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    explanations = new Explanations(ledger.database, SOURCE);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static List<String> what(Explanation explanation) {
    return explanation.timeline().stream().map(line -> line.where() + " " + line.what()).toList();
  }

  private static List<String> stands(Explanation explanation) {
    return explanation.stands().stream()
        .map(stand -> stand.destination() + " " + stand.what() + ": " + stand.stands())
        .toList();
  }

  private Explanation of(CustomerInErp customer) {
    return explanations.ofCustomer(customer.urn()).orElseThrow();
  }

  @Test
  void aTimelineReachesFromTheErpToTheDestinationsAnswer() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    ledger.now = ledger.now.plusSeconds(60);
    ledger.sees(customer.optedOut());
    ledger.deliverAll();

    Explanation told = of(customer);

    assertThat(told.timeline()).isSortedAccordingTo(Comparator.comparing(Explanation.Line::at));
    assertThat(what(told))
        .contains(
            "Khaos Control customer " + customer.id() + " first seen as opted in",
            "Khaos Control customer " + customer.id() + " turned from opted in to opted out",
            EMARSYS + " contact planned",
            EMARSYS + " contact delivered: the destination said yes")
        .anyMatch(line -> line.matches("emarsys consent of contact .*opted out, written by us"));
    assertThat(stands(told)).contains(EMARSYS + " consent: delivered: the destination said yes");
    assertThat(told.about())
        .contains("What contacts must have: opted out")
        .anyMatch(line -> line.startsWith("At emarsys: contact ") && line.contains("made by us"));
  }

  @Test
  void whyNotIsTheReasonOfAnExclusion() {
    CustomerInErp customer = aCustomer().withoutEmail();
    ledger.sees(customer);

    Explanation told = of(customer);

    assertThat(stands(told)).contains(EMARSYS + " contact: not sent: no e-mail");
    assertThat(told.about()).contains("No contact is made: no e-mail");
  }

  @Test
  void whyNotIsTheCaseThatHoldsItWithWhatToDo() {
    CustomerInErp customer = aCustomer().ofUnknownConsent();
    ledger.sees(customer);

    Explanation told = of(customer);

    assertThat(stands(told))
        .anyMatch(
            line ->
                line.matches(
                    "emarsys consent: held under case \\d+ CONSENT_UNKNOWN, whose owner is"
                        + " marketing"));
    assertThat(told.stands())
        .anyMatch(stand -> stand.more().stream().anyMatch(more -> more.startsWith("Do: ")));
  }

  @Test
  void anOrderThatWaitsShowsTheContactItWaitsFor() {
    CustomerInErp customer = aCustomer().optedIn();
    ledger.sees(customer);
    ledger.sees(anOrder().of(customer).finalised());
    ledger.carryLive();
    ledger
        .call(EMARSYS, DeliveryKind.CONTACT, Lane.LIVE)
        .isAnswered(new Verdict.Reject("400", "no"));

    Explanation told =
        explanations
            .ofOrder(ledger.value(String.class, "select order_code from sales_order"))
            .orElseThrow();

    assertThat(stands(told))
        .anyMatch(line -> line.startsWith("emarsys contact: held under case "))
        .anyMatch(
            line -> line.startsWith("emarsys sales rows of ") && line.contains("with its contact"));
    assertThat(what(told)).anyMatch(line -> line.contains("invoice finalised"));
  }

  @Test
  void oneTimelineTellsWhoWasMerged() {
    CustomerInErp stays = ledger.linked(aCustomer().optedIn());
    CustomerInErp other = ledger.linked(aCustomer().optedOut());
    ledger.sees(other.atTheAddressOf(stays).livingWith(stays));
    ledger.deliverAll();

    Explanation told = of(other);

    assertThat(what(told)).anyMatch(line -> line.contains(" became one with person "));
    assertThat(told.about()).anyMatch(line -> line.contains(stays.urn()));
    assertThat(told.about()).anyMatch(line -> line.contains(other.urn()));
  }

  @Test
  void whoIsUnknownIsSaidToBeSo() {
    assertThat(explanations.ofCustomer("U0")).isEmpty();
    assertThat(explanations.ofOrder("SO0")).isEmpty();
    assertThat(explanations.ofUnknown("customer", "U0")).first().asString().contains("U0");
  }
}
