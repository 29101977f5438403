package com.khaosbridge.activities.chain;

import static com.khaosbridge.activities.chain.SeededSabotage.OFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.ledger.reports.Expectations;
import com.khaosbridge.activities.reconciling.Window;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ExpectedOrder;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import com.khaosbridge.workflows.reconciliation.Standing;
import com.khaosbridge.workflows.reconciliation.Sums;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A settled run has no difference; what somebody changes behind the bridge's back is one each. */
class ReconciliationTest {
  @TempDir static Path journalDirectory;
  private static Chain chain;
  private static ReconciliationReport settled;
  private static ReconciliationReport.Day day;
  private static ReconciliationReport ofOneDay;
  private static ReconciliationReport sabotaged;
  private static ReconciliationReport repaired;
  private static List<String> openBefore;
  private static Set<String> heldBefore;
  private static Set<String> heldAfter;
  private static SeededSabotage sabotage;
  private static Random random;
  private static List<ExpectedOrder> orders;

  @BeforeAll
  static void runAndSabotage() throws Exception {
    long seed = Long.getLong("sabotage.seed", System.nanoTime());
    System.out.println("sabotage.seed=" + seed);
    random = new Random(seed);
    Path data = InventedShop.write(journalDirectory.resolve("shop.csv"));
    chain = Chain.start(journalDirectory, true, data);
    chain.follow();
    chain.backfill().getResult(Chain.PATIENCE.toSeconds(), TimeUnit.SECONDS, Void.class);
    chain.liveUntil(chain.sandbox.end().plus(Duration.ofHours(1)));
    settled = chain.reconcile(Window.ALL);
    day = side(settled, Chain.DOTDIGITAL).days().get(2);
    ofOneDay = chain.reconcile(new Window(day.day(), day.day()));
    Expectations expected = new Expectations(chain.database, Chain.SOURCE);
    orders = new ArrayList<>(expected.orders(Chain.DOTDIGITAL).values());
    orders.removeIf(order -> order.standing() != Standing.EXPECTED);
    Collections.shuffle(orders, random);
    sabotage = new SeededSabotage(chain.sandbox.baseUrl(), orders);
    sabotage.dotdigital(linked(expected, Chain.DOTDIGITAL));
    sabotage.emarsys(linked(expected, Chain.EMARSYS));
    sabotaged = chain.reconcile(Window.ALL);
    openBefore = openCases();
    heldBefore = held();
    chain.repair(differences(sabotaged));
    await().atMost(Chain.PATIENCE).until(chain::settled);
    repaired = chain.reconcile(Window.ALL);
    heldAfter = held();
  }

  @AfterAll
  static void stop() throws IOException {
    if (chain != null) {
      chain.close();
    }
  }

  @Test
  void aSettledRunHasNoDifference() {
    assertThat(settled.sides()).hasSize(3);
    assertThat(settled.sides()).allSatisfy(side -> assertThat(side.differences()).isEmpty());
  }

  @Test
  void whatWasSeededIsFoundInItsClassAndNothingElse() {
    assertThat(sabotage.records()).hasSize(200);
    assertThat(SeededSabotage.found(differences(sabotaged)))
        .containsExactlyInAnyOrderElementsOf(sabotage.toFind());
  }

  @Test
  void whatIsOursIsRepairedAndOnlyTheRestIsFoundAgain() {
    List<Difference> others = new ArrayList<>(differences(sabotaged));
    others.removeIf(Difference::repairable);

    assertThat(others.size()).isPositive().isLessThan(sabotage.toFind().size() / 4);
    assertThat(SeededSabotage.found(differences(repaired)))
        .containsExactlyInAnyOrderElementsOf(SeededSabotage.found(others));
  }

  /**
   * A contact whose identifiers one in the recycle bin has is refused there; an import brings that
   * back, opted out.
   */
  @Test
  void whatTheDestinationRefusesToRepairIsACase() {
    assertThat(openCases()).containsAll(openBefore);
    assertThat(openCases())
        .filteredOn(one -> !openBefore.contains(one))
        .allMatch(
            one ->
                one.startsWith("dotdigital REJECTED")
                    || one.startsWith("dotdigital OPT_IN_AT_FIRST_SIGHT"));
  }

  /** What is held is not found again, so it is told apart from what was repaired. */
  @Test
  void allElseThatIsOursIsRepairedAndNotHeld() {
    Set<String> moved = keys(DifferenceClass.OTHER_OWNER);
    Set<String> movedOrders =
        moved.stream().filter(key -> key.contains(" SO")).collect(Collectors.toSet());
    Set<String> refusable = keys(DifferenceClass.MISSING);
    refusable.addAll(moved);
    refusable.removeAll(movedOrders);
    Set<String> held = new TreeSet<>(heldAfter);
    held.removeAll(heldBefore);

    assertThat(movedOrders).isNotEmpty();
    assertThat(held).isSubsetOf(refusable);
  }

  /** The persons and orders at Dotdigital of what was seeded of a class. */
  private static Set<String> keys(DifferenceClass type) {
    Set<String> gone = new TreeSet<>();
    for (SeededSabotage.Found one : sabotage.toFind()) {
      if (one.destination().equals(Chain.DOTDIGITAL) && one.type() == type) {
        boolean ofContact = one.order() == null;
        gone.add(Chain.DOTDIGITAL + " " + (ofContact ? one.person() : one.order()));
      }
    }
    return gone;
  }

  private static Set<String> held() {
    return new TreeSet<>(
        JdbcClient.create(chain.database.dataSource())
            .sql("select destination || ' ' || business_key from delivery where status = 'HELD'")
            .query(String.class)
            .list());
  }

  private static List<String> openCases() {
    return chain.cases.openCases().stream()
        .map(one -> one.destination() + " " + one.type() + " " + one.cause())
        .sorted()
        .toList();
  }

  @Test
  void moneyAgreesToThePennyInTotalAndByDayWhereOrdersCanBeRead() {
    Side dotdigital = side(settled, Chain.DOTDIGITAL);

    assertThat(dotdigital.expected().orders()).isPositive().isEqualTo(orders.size());
    sameMoney(dotdigital.there(), dotdigital.expected());
    assertThat(dotdigital.days())
        .hasSizeGreaterThan(3)
        .allSatisfy(day -> sameMoney(day.there(), day.expected()));
    assertThat(dotdigital.persons()).isEmpty();
    Side ledger = side(settled, Difference.LEDGER);
    sameMoney(ledger.there(), ledger.expected());
    assertThat(ledger.there().gross()).isGreaterThan(dotdigital.there().gross());
  }

  @Test
  void emarsysSalesAreOnlyWhatWasAcceptedAndSaidToBe() {
    Side emarsys = side(settled, Chain.EMARSYS);

    assertThat(emarsys.ordersReadable()).isFalse();
    assertThat(emarsys.notes()).anyMatch(note -> note.contains("only what was accepted"));
    assertThat(emarsys.expected().gross())
        .isEqualByComparingTo(side(settled, Chain.DOTDIGITAL).expected().gross());
    assertThat(emarsys.there().persons()).isEqualTo(emarsys.expected().persons()).isPositive();
  }

  @Test
  void aWindowLooksAtItsOwnDaysAlone() {
    Side one = side(ofOneDay, Chain.DOTDIGITAL);

    assertThat(one.days()).extracting(ReconciliationReport.Day::day).containsExactly(day.day());
    assertThat(one.expected().gross()).isEqualByComparingTo(day.expected().gross());
  }

  @Test
  void theMoneyOfADifferenceIsWhatIsThereTooMuch() {
    assertThat(side(sabotaged, Chain.DOTDIGITAL).differences())
        .filteredOn(difference -> "order_total".equals(difference.field()))
        .isNotEmpty()
        .allSatisfy(difference -> assertThat(difference.amount()).isEqualByComparingTo(OFF));
    assertThat(side(sabotaged, Chain.DOTDIGITAL).persons()).isNotEmpty();
  }

  @Test
  void aLedgerThatSaysOtherwiseThanTheErpDiffers() {
    JdbcClient sql = JdbcClient.create(chain.database.dataSource());
    String order = orders.get(0).orderKey();
    String changed = "update invoice set total_ex_vat = total_ex_vat + ? where order_code = ?";
    sql.sql(changed).params(OFF, order).update();
    try {
      assertThat(side(chain.reconcile(Window.ALL), Difference.LEDGER).differences())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.type()).isEqualTo(DifferenceClass.OTHER_AMOUNT);
                assertThat(one.order()).isEqualTo(order);
                assertThat(one.amount()).isEqualByComparingTo(OFF);
              });
    } finally {
      sql.sql(changed).params(OFF.negate(), order).update();
    }
  }

  @Test
  void anInvoiceThatTheLedgerLacksIsMissing() {
    JdbcClient sql = JdbcClient.create(chain.database.dataSource());
    String order = orders.get(0).orderKey();
    var finalised =
        sql.sql("select finalised_at from invoice where order_code = ?")
            .param(order)
            .query((row, n) -> row.getObject(1, OffsetDateTime.class))
            .single();
    String changed = "update invoice set finalised_at = ? where order_code = ?";
    sql.sql(changed).params(Arrays.asList(null, order)).update();
    try {
      assertThat(side(chain.reconcile(Window.ALL), Difference.LEDGER).differences())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.type()).isEqualTo(DifferenceClass.MISSING);
                assertThat(one.order()).isEqualTo(order);
                assertThat(one.amount()).isNegative();
              });
    } finally {
      sql.sql(changed).params(finalised, order).update();
    }
  }

  private static List<ExpectedPerson> linked(Expectations expected, String destination) {
    List<ExpectedPerson> persons = new ArrayList<>(expected.persons(destination).values());
    persons.removeIf(person -> person.contactId() == null || person.contact() != Standing.EXPECTED);
    Collections.shuffle(persons, random);
    return persons;
  }

  private static List<Difference> differences(ReconciliationReport report) {
    return report.sides().stream().flatMap(side -> side.differences().stream()).toList();
  }

  private static Side side(ReconciliationReport report, String place) {
    return report.sides().stream()
        .filter(side -> side.place().equals(place))
        .findFirst()
        .orElseThrow();
  }

  private static void sameMoney(Sums one, Sums other) {
    assertThat(one.orders()).isEqualTo(other.orders());
    assertThat(one.units()).isEqualByComparingTo(other.units());
    assertThat(one.gross()).isEqualByComparingTo(other.gross());
    assertThat(one.credits()).isEqualByComparingTo(other.credits());
    assertThat(one.afterCredits()).isEqualByComparingTo(other.afterCredits());
  }
}
