package com.khaosbridge.activities.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.destination.DotdigitalSabotage;
import com.khaosbridge.activities.destination.EmarsysSabotage;
import com.khaosbridge.activities.ledger.reports.Expectations;
import com.khaosbridge.activities.reconciling.Window;
import com.khaosbridge.sandbox.dotdigital.DotdigitalStandIn;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ExpectedOrder;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import com.khaosbridge.workflows.reconciliation.Standing;
import com.khaosbridge.workflows.reconciliation.Sums;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A settled run has no difference; what somebody changes behind the bridge's back is one each. */
class ReconciliationTest {
  private static final BigDecimal OFF = new BigDecimal("12.345");

  @TempDir static Path journalDirectory;
  private static Chain chain;
  private static ReconciliationReport settled;
  private static ReconciliationReport.Day day;
  private static ReconciliationReport ofOneDay;
  private static ReconciliationReport sabotaged;
  private static ReconciliationReport repaired;
  private static List<String> openBefore;
  private static final List<String> seeded = new ArrayList<>();
  private static Random random;
  private static List<ExpectedPerson> dotdigitalPersons;
  private static List<ExpectedPerson> emarsysPersons;
  private static List<ExpectedOrder> orders;

  @BeforeAll
  static void runAndSabotage() throws Exception {
    long seed = Long.getLong("sabotage.seed", System.nanoTime());
    System.out.println("sabotage.seed=" + seed);
    random = new Random(seed);
    chain = Chain.start(journalDirectory, true);
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
    dotdigitalPersons = linked(expected, Chain.DOTDIGITAL);
    emarsysPersons = linked(expected, Chain.EMARSYS);
    sabotageDotdigital();
    sabotageEmarsys();
    sabotaged = chain.reconcile(Window.ALL);
    openBefore = openCases();
    chain.repair(sabotaged.sides().stream().flatMap(side -> side.differences().stream()).toList());
    await().atMost(Chain.PATIENCE).until(chain::settled);
    repaired = chain.reconcile(Window.ALL);
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
    assertThat(seeded).hasSizeGreaterThanOrEqualTo(20);
    assertThat(told(sabotaged)).containsExactlyInAnyOrderElementsOf(seeded);
  }

  @Test
  void whatIsOursIsRepairedAndOnlyTheRestIsFoundAgain() {
    List<String> others =
        sabotaged.sides().stream()
            .flatMap(side -> side.differences().stream())
            .filter(one -> !one.repairable())
            .map(ReconciliationTest::told)
            .toList();

    assertThat(others.size()).isLessThan(seeded.size() / 2);
    assertThat(told(repaired)).containsExactlyInAnyOrderElementsOf(others);
  }

  /** An order under another contact is refused there, and so is an identifier that another has. */
  @Test
  void whatTheDestinationRefusesToRepairIsACase() {
    assertThat(openCases()).containsAll(openBefore);
    assertThat(openCases())
        .filteredOn(one -> !openBefore.contains(one))
        .contains("dotdigital REJECTED order of another contact")
        .allMatch(one -> one.startsWith("dotdigital REJECTED"));
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

  private static void sabotageDotdigital() {
    DotdigitalSabotage sabotage =
        new DotdigitalSabotage(
            chain.sandbox.baseUrl(), DotdigitalStandIn.USER, DotdigitalStandIn.PASSWORD);
    List<ExpectedPerson> persons = new ArrayList<>(dotdigitalPersons);
    ExpectedPerson gone = pop(persons, Consent.OPTED_IN);
    ExpectedPerson unsubscribed = pop(persons, Consent.OPTED_IN);
    ExpectedPerson mailable = pop(persons, Consent.OPTED_OUT);
    Set<String> touched = new HashSet<>();
    List.of(gone, unsubscribed, mailable).forEach(person -> touched.add(person.personId()));
    for (int i = 0; i < 3; i++) {
      ExpectedOrder order = take(touched);
      sabotage.alterTotal(contact(order), order.orderKey(), order.afterCredits().add(OFF));
      seed(Chain.DOTDIGITAL, "OTHER_AMOUNT", order.personId(), order.orderKey(), "order_total");
    }
    for (int i = 0; i < 3; i++) {
      ExpectedOrder order = take(touched);
      sabotage.deleteOrder(contact(order), order.orderKey());
      seed(Chain.DOTDIGITAL, "MISSING", order.personId(), order.orderKey(), null);
    }
    for (int i = 0; i < 2; i++) {
      ExpectedOrder order = take(touched);
      String copy = order.orderKey() + "-copy";
      sabotage.duplicateOrder(contact(order), order.orderKey(), copy);
      seed(Chain.DOTDIGITAL, "DUPLICATE", order.personId(), copy, null);
    }
    for (int i = 0; i < 2; i++) {
      ExpectedOrder order = take(touched);
      ExpectedOrder other = take(touched);
      sabotage.moveOrder(contact(order), order.orderKey(), contact(other));
      seed(Chain.DOTDIGITAL, "OTHER_OWNER", order.personId(), order.orderKey(), "contact");
    }
    persons.removeIf(person -> touched.contains(person.personId()));
    sabotage.deleteContact(gone.contactId());
    seed(Chain.DOTDIGITAL, "MISSING", gone.personId(), null, null);
    orders.stream()
        .filter(order -> gone.personId().equals(order.personId()))
        .forEach(
            order -> seed(Chain.DOTDIGITAL, "MISSING", order.personId(), order.orderKey(), null));
    sabotage.flipConsent(unsubscribed.contactId());
    sabotage.flipConsent(mailable.contactId());
    seed(Chain.DOTDIGITAL, "CONSENT_DRIFT", mailable.personId(), null, "consent");
    ExpectedPerson moved = pop(persons, null);
    sabotage.alterField(moved.contactId(), "POSTCODE", "ZZ1 1ZZ");
    seed(Chain.DOTDIGITAL, "OTHER_PROFILE", moved.personId(), null, "postcode");
    ExpectedPerson renamed = pop(persons, null);
    sabotage.changeFirstName(renamed.contactId(), "Somebody");
    seed(Chain.DOTDIGITAL, "OTHER_PROFILE", renamed.personId(), null, "first name");
    ExpectedPerson counted = buyer(persons);
    sabotage.alterField(counted.contactId(), "KHAOS_ORDERS", "99");
    seed(Chain.DOTDIGITAL, "STALE_METRIC", counted.personId(), null, "KHAOS_ORDERS");
    for (int i = 0; i < 2; i++) {
      ExpectedPerson twin = pop(persons, null);
      sabotage.doubleContact(twin.contactId(), "twin" + i + "@example.com");
      seed(Chain.DOTDIGITAL, "DUPLICATE", twin.personId(), null, null);
    }
  }

  private static void sabotageEmarsys() {
    EmarsysSabotage sabotage =
        new EmarsysSabotage(chain.sandbox.baseUrl(), "sandbox-client", "sandbox-secret");
    List<ExpectedPerson> persons = new ArrayList<>(emarsysPersons);
    sabotage.flipConsent(pop(persons, Consent.OPTED_IN).contactId());
    ExpectedPerson mailable = pop(persons, Consent.OPTED_OUT);
    sabotage.flipConsent(mailable.contactId());
    seed(Chain.EMARSYS, "CONSENT_DRIFT", mailable.personId(), null, "consent");
    for (int i = 0; i < 2; i++) {
      ExpectedPerson gone = pop(persons, null);
      sabotage.deleteContact(gone.contactId());
      seed(Chain.EMARSYS, "MISSING", gone.personId(), null, null);
    }
    ExpectedPerson renamed = pop(persons, null);
    sabotage.changeFirstName(renamed.contactId(), "Somebody");
    seed(Chain.EMARSYS, "OTHER_PROFILE", renamed.personId(), null, "first name");
    ExpectedPerson recoded = pop(persons, null);
    sabotage.alterField(recoded.contactId(), "khaos_urn", "1");
    seed(Chain.EMARSYS, "OTHER_PROFILE", recoded.personId(), null, "urn");
    ExpectedPerson counted = buyer(persons);
    sabotage.alterField(counted.contactId(), "khaos_gross", "0.01");
    seed(Chain.EMARSYS, "STALE_METRIC", counted.personId(), null, "khaos_gross");
    ExpectedPerson taken = pop(persons, null);
    sabotage.alterField(taken.contactId(), "khaos_person_id", pop(persons, null).personId());
    seed(Chain.EMARSYS, "OTHER_OWNER", taken.personId(), null, "person id");
    ExpectedPerson twin = pop(persons, null);
    sabotage.doubleContact(twin.contactId(), "twin@example.com");
    seed(Chain.EMARSYS, "DUPLICATE", twin.personId(), null, null);
    String stranger =
        sabotage.doubleContact(pop(persons, null).contactId(), "stranger@example.com");
    sabotage.alterField(stranger, "khaos_person_id", "987654321");
    seed(Chain.EMARSYS, "NOT_IN_ERP", null, null, "person id");
  }

  /** An order of somebody of whom nothing was touched yet. */
  private static ExpectedOrder take(Set<String> touched) {
    ExpectedOrder order =
        orders.stream()
            .filter(one -> one.personId() != null && !touched.contains(one.personId()))
            .findFirst()
            .orElseThrow();
    touched.add(order.personId());
    return order;
  }

  /** Who has figures: not everybody has ordered. */
  private static ExpectedPerson buyer(List<ExpectedPerson> persons) {
    Set<String> buyers = new HashSet<>();
    orders.forEach(order -> buyers.add(order.personId()));
    ExpectedPerson person =
        persons.stream().filter(one -> buyers.contains(one.personId())).findFirst().orElseThrow();
    persons.remove(person);
    return person;
  }

  private static ExpectedPerson pop(List<ExpectedPerson> persons, Consent consent) {
    ExpectedPerson person =
        persons.stream()
            .filter(one -> consent == null || one.consent() == consent)
            .findFirst()
            .orElseThrow();
    persons.remove(person);
    return person;
  }

  private static String contact(ExpectedOrder order) {
    return order.contactId();
  }

  private static List<ExpectedPerson> linked(Expectations expected, String destination) {
    List<ExpectedPerson> persons = new ArrayList<>(expected.persons(destination).values());
    persons.removeIf(person -> person.contactId() == null || person.contact() != Standing.EXPECTED);
    Collections.shuffle(persons, random);
    return persons;
  }

  private static void seed(
      String destination, String type, String person, String order, String field) {
    seeded.add(String.join(" ", destination, type, person + "", order + "", field + ""));
  }

  private static List<String> told(ReconciliationReport report) {
    return report.sides().stream()
        .flatMap(side -> side.differences().stream())
        .map(ReconciliationTest::told)
        .toList();
  }

  private static String told(Difference one) {
    return String.join(
        " ",
        one.destination(),
        one.type().name(),
        one.person() + "",
        one.order() + "",
        one.field() + "");
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
