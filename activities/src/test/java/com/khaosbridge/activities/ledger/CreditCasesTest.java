package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CreditInErp.aCredit;
import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.NOW;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.cases.CaseClosing;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreditCasesTest {
  private TestLedger ledger;
  private CreditLedger credits;
  private CustomerInErp anna;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    credits = ledger.credits();
    anna = ledger.linked(aCustomer());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void whatFindsNothingToTakeBackIsOneCaseHoweverManyNotes() {
    sees(aCredit("CRN1").of(anna).over("1", "5"));
    sees(aCredit("CRN2").of(anna).over("1", "7.50"));

    Cases.CaseLine open = only();
    assertThat(open.type()).isEqualTo(CaseType.UNALLOCATED_CREDIT);
    assertThat(open.owner()).isEqualTo("finance");
    assertThat(open.whatHappened()).contains(": 2, 12.50 exVat", "CCRN1");
  }

  @Test
  void theCaseClosesByItselfOnceThereIsNoSuchNote() {
    sees(aCredit("CRN1").of(anna).over("1", "5"));
    OrderInErp order = anOrder().of(anna).over("30").finalised().placed(NOW.minusSeconds(60));
    ledger.sees(order);

    sees(aCredit("CRN1").of(anna).of(order).over("1", "5"));

    assertThat(ledger.cases.openCases()).isEmpty();
  }

  @Test
  void whoClosesItHearsOfNewNotesOnly() {
    sees(aCredit("CRN1").of(anna).over("1", "5"));
    CaseClosing closing = new CaseClosing(ledger.database, TestLedger.SOURCE);
    assertThat(closing.closeByHand(only().id(), "finance", "sold before the history")).isTrue();
    sees();
    assertThat(ledger.cases.openCases()).isEmpty();

    sees(aCredit("CRN2").of(anna).over("1", "7.50"));

    assertThat(only().whatHappened()).contains(": 1, 7.50 exVat", "CCRN2");
    assertThat(ledger.value(String.class, "select detail from audit"))
        .isEqualTo("sold before the history");
  }

  @Test
  void whatHoldsADeliveryIsNotClosedByHand() {
    ledger.sees(anOrder().of(anna).over("10").withAnotherInvoice().finalised());
    CaseClosing closing = new CaseClosing(ledger.database, TestLedger.SOURCE);

    assertThat(ledger.cases.openCases()).isNotEmpty();
    assertThat(ledger.cases.openCases())
        .noneMatch(open -> closing.closeByHand(open.id(), "finance", "away with it"));
  }

  @Test
  void anOrderThatDoesNotComeIsACaseAfterTwoDays() {
    sees(aCredit("CRN1").of(anna).of("SO999999").over("1", "5"));
    assertThat(ledger.cases.openCases()).isEmpty();

    ledger.now = NOW.plus(Duration.ofDays(3));
    sees();

    Cases.CaseLine open = only();
    assertThat(open.type()).isEqualTo(CaseType.CREDIT_WAITS);
    assertThat(open.cause()).isEqualTo("credit notes of orders that are not known");
    assertThat(open.whatHappened()).contains(": 1, 5.00 exVat", "CCRN1");
  }

  @Test
  void anOrderThatIsNotInvoicedIsAnotherCauseAndEndsWithTheInvoice() {
    OrderInErp order = anOrder().of(anna).over("30");
    ledger.sees(order);
    sees(aCredit("CRN1").of(anna).of(order).over("1", "5"));
    ledger.now = NOW.plus(Duration.ofDays(3));
    sees();
    assertThat(only().cause()).contains("whose invoice is not final");

    ledger.sees(order.finalised());
    sees();

    assertThat(ledger.openCases("khaos control")).isEmpty();
  }

  private Cases.CaseLine only() {
    assertThat(ledger.cases.openCases()).hasSize(1);
    return ledger.cases.openCases().get(0);
  }

  private void sees(CreditInErp... notes) {
    credits.record(Arrays.stream(notes).map(CreditInErp::note).toList(), ledger.now, Lane.LIVE);
    int attributed = credits.attribute(ledger.now, Lane.LIVE);
    while (attributed > 0) {
      attributed = credits.attribute(ledger.now, Lane.LIVE);
    }
    credits.tellOfTheRest(ledger.now);
  }
}
