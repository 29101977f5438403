package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CreditInErp.aCredit;
import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.NOW;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.credits.CreditRefund;
import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.books.CreditedRows;
import com.khaosbridge.activities.ledger.books.JoinedPersons;
import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Orders that are placed, amended, finalised, despatched and cancelled, credit notes and refunds
 * for them, and two customers who turn out to be one person: all of it seen in an order that nobody
 * chose, often twice, while calls succeed and fail. In the end both destinations have what the ERP
 * has.
 */
class AfterCreditsInAnyOrderTest {
  private static final Verdict.Retry LATER = new Verdict.Retry(Duration.ZERO, "busy");
  private static final int ORDERS = 8;
  private static final int CREDITS = 8;

  private final long seed = Long.getLong("money.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<Runnable> news = new ArrayList<>();
  private final List<OrderInErp> lastOfEach = new ArrayList<>();
  private final List<CreditInErp> lastOfNotes = new ArrayList<>();
  private final List<String> creditable = new ArrayList<>();
  private BigDecimal expected = BigDecimal.ZERO;
  private BigDecimal credited = BigDecimal.ZERO;
  private TestLedger ledger;
  private CreditLedger credits;
  private List<CustomerInErp> customers;

  @BeforeEach
  void twoCustomers() {
    System.out.println("money.seed=" + seed);
    ledger = TestLedger.open();
    credits = ledger.credits();
    CustomerInErp anna = ledger.linked(aCustomer());
    CustomerInErp ben = aCustomer();
    ledger.sees(ben);
    if (random.nextBoolean()) {
      ledger.deliverAll();
    }
    customers = List.of(anna, ben);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @RepeatedTest(6)
  void bothDestinationsEndWithWhatTheErpHas() {
    for (int i = 0; i < ORDERS; i++) {
      anyLife();
    }
    for (int i = 0; i < CREDITS; i++) {
      anyCredit(i);
    }
    news.add(this::theyAreOnePerson);
    Collections.shuffle(news, random);

    news.forEach(Runnable::run);
    theyAreOnePerson();
    lastOfEach.forEach(ledger::sees);
    lastOfNotes.forEach(this::sees);
    attribute();
    ledger.deliverAll();

    assertThat(delivered(EMARSYS)).as(seeded("Emarsys")).isEqualByComparingTo(expected);
    assertThat(delivered(DOTDIGITAL).add(side(DOTDIGITAL).unallocatedCredit()))
        .as(seeded("Dotdigital"))
        .isEqualByComparingTo(expected);
    assertThat(rowsTakenBack()).as(seeded("rows")).isEqualByComparingTo(credited);
    assertThat(ledger.closes()).as(seeded("equation")).isTrue();
  }

  private String seeded(String what) {
    List<String> notThere =
        ledger.deliveries().stream()
            .filter(d -> d.kind() == DeliveryKind.ORDER || d.kind() == DeliveryKind.SALES_ROWS)
            .filter(d -> d.status() != DeliveryStatus.DELIVERED)
            .map(d -> d.destination() + " " + d.businessKey() + " " + d.stands())
            .toList();
    return what + ", -Dmoney.seed=" + seed + ", not there: " + notThere;
  }

  private BigDecimal amount(int most) {
    return BigDecimal.valueOf(1000 + random.nextInt(most), 3);
  }

  /** An order's life; each look at it may come late, and twice. */
  private void anyLife() {
    BigDecimal worth = amount(40_000);
    OrderInErp placed =
        anOrder()
            .of(customers.get(random.nextInt(2)))
            .over(worth.toPlainString())
            .placed(NOW.minus(Duration.ofHours(1 + random.nextInt(40))));
    seen(placed);
    if (random.nextInt(4) == 0) {
      // The amended order is another one to all who look, so that the first is never seen again.
      worth = amount(40_000);
      OrderInErp first = placed;
      placed = placed.amendedTo(worth.toPlainString());
      news.remove(news.size() - 1);
      ledger.sees(first);
      seen(placed);
    }
    switch (random.nextInt(4)) {
      case 0 -> {
        seen(placed.cancelledByShop());
        lastOfEach.add(placed.cancelledByShop());
      }
      case 1 -> {
        invoiced(placed, worth);
        seen(placed.finalised().cancelledByShop());
        lastOfEach.add(placed.finalised().cancelledByShop());
        takenBack("CRN-" + placed.code(), placed, worth);
      }
      default -> {
        invoiced(placed, worth);
        seen(placed.finalised().despatched());
        lastOfEach.add(placed.finalised().despatched());
        creditable.add(placed.code());
      }
    }
  }

  private void invoiced(OrderInErp placed, BigDecimal worth) {
    expected = expected.add(worth);
    // What is cancelled after it was final must have been seen final.
    ledger.sees(placed.finalised());
    seen(placed.finalised());
  }

  private void seen(OrderInErp order) {
    news.add(() -> ledger.sees(order));
    if (random.nextInt(3) == 0) {
      news.add(() -> ledger.sees(order));
      news.add(this::somethingMoves);
    }
  }

  private void anyCredit(int number) {
    CreditInErp first = aCredit("CRN" + number).of(customers.get(random.nextInt(2)));
    if (!creditable.isEmpty() && random.nextBoolean()) {
      first = first.of(creditable.get(random.nextInt(creditable.size())));
    }
    taken(first, BigDecimal.valueOf(random.nextInt(2500), 2));
  }

  private void takenBack(String id, OrderInErp order, BigDecimal worth) {
    taken(aCredit(id).of(customers.get(0)).of(order), worth);
  }

  /** A credit note that may be corrected, seen twice, and paid back. */
  private void taken(CreditInErp note, BigDecimal exVat) {
    CreditInErp last = note.over("1", exVat.toPlainString());
    expected = expected.subtract(exVat);
    credited = credited.add(exVat);
    boolean corrected = random.nextBoolean();
    boolean muchLater = corrected && random.nextBoolean();
    news.add(
        () -> {
          if (corrected) {
            sees(note.over("2", "9.99"));
            somethingMoves();
          }
          if (!muchLater) {
            sees(last);
          }
        });
    lastOfNotes.add(last);
    news.add(
        () ->
            credits.recordRefunds(
                List.of(new CreditRefund("R" + note.id(), note.id(), NOW, exVat, "GBP", NOW)),
                NOW));
    news.add(this::somethingMoves);
  }

  private void theyAreOnePerson() {
    JoinedPersons joins = new JoinedPersons(ledger.database, TestLedger.SOURCE, ledger.scopes);
    if (!joins.join(customers.get(0).person(), customers.get(1).person(), NOW)) {
      ledger.deliverAll();
      assertThat(joins.join(customers.get(0).person(), customers.get(1).person(), NOW)).isTrue();
    }
  }

  /** Some calls are made, of which some fail. */
  private void somethingMoves() {
    ledger.carryLive();
    for (String destination : List.of(DOTDIGITAL, EMARSYS)) {
      for (DeliveryKind kind :
          List.of(DeliveryKind.CONTACT, DeliveryKind.ORDER, DeliveryKind.SALES_ROWS)) {
        if (random.nextBoolean()) {
          TestLedger.Call call = ledger.call(destination, kind);
          if (random.nextBoolean()) {
            call.isAccepted();
          } else {
            call.isAnswered(LATER);
          }
        }
      }
    }
  }

  private BigDecimal rowsTakenBack() {
    List<Long> sequences =
        ledger.database.sql().sql("select distinct seq from credit_part").query(Long.class).list();
    return ledger.sales.credited(sequences).values().stream()
        .flatMap(one -> one.lines().stream())
        .map(CreditedRows.Line::exVat)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void sees(CreditInErp note) {
    credits.record(List.of(note.note()), NOW, Lane.LIVE);
    attribute();
  }

  private void attribute() {
    int attributed = credits.attribute(NOW, Lane.LIVE);
    while (attributed > 0) {
      attributed = credits.attribute(NOW, Lane.LIVE);
    }
  }

  private Equation.Side side(String destination) {
    return Objects.requireNonNull(ledger.equation.read().destinations().get(destination));
  }

  private BigDecimal delivered(String destination) {
    return side(destination).deliveredMoney();
  }
}
