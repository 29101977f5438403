package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.NOW;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.credits.DroppedCredits;
import com.khaosbridge.activities.credits.FileDrop;
import com.khaosbridge.activities.khaos.records.ErpTime;
import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.books.OrderLives;
import com.khaosbridge.activities.ledger.books.PassedDeadlines;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.reports.LedgerOrders;
import com.khaosbridge.activities.money.SiteTerms;
import com.khaosbridge.activities.observing.CreditObserver;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.order.StoryLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refunds that a site drops as files. */
class DroppedRefundsTest {
  private static final String NOTES =
      "credit_id,credit_code,company_id,order_code,issued,currency,reason,line_no,stock_code,"
          + "description,quantity,net,vat,delivery\n";
  private static final String REFUNDS = "refund_id,credit_id,paid,amount,currency\n";
  private static final String REFUND = "R1,C1,2011-06-10T09:30:00,36.00,GBP\n";

  @TempDir private Path directory;
  private TestLedger ledger;
  private CreditObserver observer;
  private OrderInErp order;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    ledger.backfill.creditsRead();
    CustomerInErp customer = ledger.linked(aCustomer());
    order = anOrder().of(customer).over("30").finalised();
    ledger.sees(order);
    ErpTime time = new ErpTime(ZoneId.of("Europe/London"));
    observer =
        new CreditObserver(
            List.of(new DroppedCredits(new FileDrop(directory, Duration.ofMillis(-1), time))),
            new CreditLedger(
                ledger.database, TestLedger.SOURCE, ledger.scopes, OrderTimes.standard()),
            ledger.cases,
            TestLedger.GO_LIVE,
            SiteTerms.inPounds());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aRefundReachesTheStoryOnceHoweverOftenItIsDroppedAndWhicheverFileComesFirst()
      throws IOException {
    drop("a-refunds.csv", REFUNDS + REFUND);
    drop(
        "b-notes.csv",
        NOTES
            + "C1,CN1,,"
            + order.code()
            + ",2011-06-10T09:00:00,GBP,,1,22423,stand,1,30.00,6.00,false\n");
    look();
    drop("refunds-again.csv", REFUNDS + REFUND);
    look();

    assertThat(story()).filteredOn(line -> line.startsWith("paid back")).hasSize(1);
    assertThat(story()).contains("paid back for CN1, 36.00 GBP incVat");
  }

  @Test
  void theCaseOfARefundThatCanNotBeReadSaysRefundAndClosesOnceItCan() throws IOException {
    drop("refunds.csv", REFUNDS + REFUND.replace("36.00", "much"));
    look();
    List<Cases.CaseLine> open = ledger.cases.openCases();
    drop("refunds.csv", REFUNDS + REFUND);
    look();

    assertThat(open)
        .singleElement()
        .extracting(Cases.CaseLine::cause)
        .asString()
        .startsWith("refund R1");
    assertThat(ledger.cases.openCases()).isEmpty();
  }

  private void look() {
    observer.observe(NOW, NOW);
    observer.attribute(NOW, Lane.LIVE);
  }

  private List<String> story() {
    OrderLives lives = new OrderLives(ledger.database, TestLedger.SOURCE, OrderTimes.standard());
    PassedDeadlines deadlines =
        new PassedDeadlines(
            ledger.database, TestLedger.SOURCE, ledger.scopes, lives, TestLedger.GO_LIVE);
    return new LedgerOrders(
            ledger.database, TestLedger.SOURCE, ledger.outbox, lives, deadlines, () -> NOW)
        .readOrder(new OrderRef(TestLedger.SOURCE, order.code())).happened().stream()
            .map(StoryLine::what)
            .toList();
  }

  private void drop(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
