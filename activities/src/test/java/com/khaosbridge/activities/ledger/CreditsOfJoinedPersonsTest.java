package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CreditInErp.aCredit;
import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.NOW;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.SALES_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.books.JoinedPersons;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No credit is lost, or told of somebody who is gone, when its customer joins another person. */
class CreditsOfJoinedPersonsTest {
  private TestLedger ledger;
  private CreditLedger credits;
  private CustomerInErp stays;
  private CustomerInErp goes;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    credits = ledger.credits();
    stays = ledger.linked(aCustomer());
    goes = aCustomer();
    ledger.sees(goes);
  }

  @AfterEach
  void close() {
    assertThat(ledger.closes()).isTrue();
    ledger.close();
  }

  @Test
  void whatFoundNoOrderAndWasNotToldYetIsToldOfThePersonThatStays() {
    sees(aCredit("CRN1").of(goes).over("1", "7.5"));
    ledger.carryLive();

    join();

    assertThat(ledger.outbox.ofPerson(stays.person()))
        .anySatisfy(line -> assertThat(line.delivery().about()).isEqualTo("credit note CCRN1"));
    ledger.deliverAll();
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED");
    assertThat(delivered()).isEqualByComparingTo("-7.5");
  }

  @Test
  void whatIsCorrectedAfterwardsIsGivenBackToThePersonThatStays() {
    sees(aCredit("CRN1").of(goes).over("1", "7.5"));
    ledger.deliverAll();
    join();

    sees(aCredit("CRN1").of(goes).over("1", "5"));
    ledger.deliverAll();

    assertThat(ledger.deliveries(EMARSYS, SALES_ROWS))
        .extracting(TestLedger.Seen::personId)
        .containsExactly(goes.person(), stays.person(), stays.person());
    assertThat(delivered()).isEqualByComparingTo("-5");
  }

  private void join() {
    JoinedPersons joins = new JoinedPersons(ledger.database, TestLedger.SOURCE, ledger.scopes);
    assertThat(joins.join(stays.person(), goes.person(), ledger.now)).isTrue();
  }

  private void sees(CreditInErp note) {
    credits.record(List.of(note.note()), NOW, Lane.LIVE);
    assertThat(credits.attribute(NOW, Lane.LIVE)).isOne();
  }

  private BigDecimal delivered() {
    return Objects.requireNonNull(ledger.equation.read().destinations().get(EMARSYS))
        .deliveredMoney();
  }
}
