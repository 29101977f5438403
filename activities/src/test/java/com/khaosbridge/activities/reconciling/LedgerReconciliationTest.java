package com.khaosbridge.activities.reconciling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.SandboxSite;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.LedgerServer;
import com.khaosbridge.activities.ledger.books.Repairs;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.cases.Cases.CaseLine;
import com.khaosbridge.activities.money.SiteTerms;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ReconciliationActivities;
import com.khaosbridge.workflows.reconciliation.ReconciliationActivities.Comparison;
import com.khaosbridge.workflows.reconciliation.ReconciliationActivities.Ending;
import com.khaosbridge.workflows.reconciliation.ReconciliationActivities.Run;
import com.khaosbridge.workflows.reconciliation.ReconciliationRef;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import com.khaosbridge.workflows.reconciliation.ReconciliationSummary;
import com.khaosbridge.workflows.reconciliation.Sums;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ActivityFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The activities over a shop with orders, and a ledger that has seen none of them. */
class LedgerReconciliationTest {
  private static final String SOURCE = "khaos";
  private static final String THERE = "mails";
  private static final ReconciliationRef ALL = ReconciliationRef.all(SOURCE, false);

  private static Sandbox sandbox;
  private LedgerDatabase database;
  private KhaosControl erp;
  private Comparisons comparisons;
  private TestActivityEnvironment temporal;
  private ReconciliationActivities activities;
  private Instant now;

  @BeforeAll
  static void openShop() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.standard());
  }

  @AfterAll
  static void closeShop() throws IOException {
    sandbox.close();
  }

  @BeforeEach
  void open() {
    database = new LedgerDatabase(LedgerServer.newLedger(), 4);
    now = sandbox.clock().now();
    start(sandbox.baseUrl() + "/Khaos.exe/soap/IKosWeb");
  }

  private void start(String endpoint) {
    erp = new KhaosControl(SandboxSite.at(SOURCE, URI.create(endpoint)), new SimpleMeterRegistry());
    comparisons =
        new Comparisons(
            database,
            SOURCE,
            new Reconciler(
                database, SOURCE, erp, SiteTerms.inPounds(), null, ExpectedMetrics.UNKNOWN),
            List.of(),
            List.of(),
            new Repairs(database, SOURCE, List.of()),
            () -> now,
            new Comparisons.History(now.minus(Duration.ofDays(60)), ZoneId.of("Europe/London")));
    temporal = TestActivityEnvironment.newInstance();
    temporal.registerActivitiesImplementations(new LedgerReconciliation(comparisons, () -> {}));
    activities = temporal.newActivityStub(ReconciliationActivities.class);
  }

  @AfterEach
  void close() {
    temporal.close();
    comparisons.close();
    erp.close();
    database.close();
  }

  @Test
  void aDifferenceThatNobodyRepairsOpensOneCaseWhichIsRefreshedAndCloses() {
    ReconciliationSummary.Side first = compare("1");
    CaseLine opened = openCase();
    assertThat(opened.destination()).isEqualTo(Difference.LEDGER);
    assertThat(opened.type()).isEqualTo(CaseType.RECONCILIATION);
    assertThat(opened.cause()).isEqualTo("missing");
    assertThat(opened.owner()).isEqualTo("finance");
    assertThat(opened.whatHappened())
        .startsWith(first.differences().get(DifferenceClass.MISSING) + " × missing at ledger, ")
        .contains("exVat too little", "order ");

    now = now.minus(Duration.ofDays(3));
    ReconciliationSummary.Side fewer = compare("2");
    CaseLine refreshed = openCase();
    assertThat(fewer.differences().get(DifferenceClass.MISSING))
        .isLessThan(first.differences().get(DifferenceClass.MISSING));
    assertThat(refreshed.id()).isEqualTo(opened.id());
    assertThat(refreshed.whatHappened())
        .startsWith(fewer.differences().get(DifferenceClass.MISSING) + " × missing at ledger, ");

    now = now.minus(Duration.ofDays(59));
    assertThat(compare("3").differences()).isEmpty();
    assertThat(new Cases(database, SOURCE).openCases()).isEmpty();
    assertThat(new Cases(database, SOURCE).find(opened.id())).get().matches(c -> !c.open());
  }

  @Test
  void aRunOfSomeDaysNeitherRefreshesNorClosesACase() {
    ReconciliationSummary.Side all = compare("1");
    CaseLine opened = openCase();

    LocalDate longAgo = LocalDate.of(2011, 5, 1);
    compare(new Run("2", new ReconciliationRef(SOURCE, longAgo, longAgo, null, false)));

    assertThat(all.differences()).isNotEmpty();
    assertThat(openCase()).isEqualTo(opened);
  }

  @Test
  void aCaseIsAboutWhatIsNotOursAndEachClassHasItsOwn() {
    comparisons.begin("1", Window.ALL);
    comparisons.keep(
        "1",
        Window.ALL,
        side(
            difference(DifferenceClass.NOT_IN_ERP, "SO1", "10.50", false),
            difference(DifferenceClass.NOT_IN_ERP, "SO2", "2", false),
            difference(DifferenceClass.CONSENT_DRIFT, null, "0", false),
            difference(DifferenceClass.CONSENT_DRIFT, null, "0", true),
            difference(DifferenceClass.MISSING, "SO3", "-7", true)));

    assertThat(new Cases(database, SOURCE).openCases())
        .extracting(CaseLine::cause, CaseLine::owner)
        .containsExactlyInAnyOrder(
            tuple("not in the ERP", "finance"), tuple("consent drift", "marketing"));
    assertThat(new Cases(database, SOURCE).openCases())
        .extracting(CaseLine::whatHappened)
        .contains(
            "2 × not in the ERP at mails, 12.50 exVat too much. For example: order SO1: It is so."
                + " order SO2: It is so.",
            "1 × consent drift at mails. For example: person 12: It is so.");
  }

  @Test
  void theLedgerKeepsWhatWasFoundASideAsTheCommandWritesIt() {
    ReconciliationSummary.Side found = compare("1");
    compare("1");

    String report =
        value(String.class, "select report from reconciliation_side where place = 'ledger'");
    assertThat(JsonMapper.shared().readTree(report).at("/sides/0/place").asString())
        .isEqualTo("ledger");
    assertThat(value(Long.class, "select count from reconciliation_tally where class = 'MISSING'"))
        .isEqualTo(found.differences().get(DifferenceClass.MISSING));
    assertThat(
            value(BigDecimal.class, "select expected_money - there_money from reconciliation_side"))
        .isEqualByComparingTo(value(BigDecimal.class, "select -amount from reconciliation_tally"))
        .isPositive();
  }

  @Test
  void aPlaceThatCanNotBeComparedIsKeptAsSuchAndTouchesNoCase() {
    compare("1");
    CaseLine opened = openCase();
    temporal.close();
    erp.close();
    start("http://127.0.0.1:1/soap/IKosWeb");

    assertThatThrownBy(() -> compare("2")).isInstanceOf(ActivityFailure.class);
    activities.end(
        new Ending(
            new Run("2", ALL), List.of(ReconciliationSummary.Side.failed("ledger", "it is away"))));

    assertThat(openCase()).isEqualTo(opened);
    assertThat(value(String.class, "select failure from reconciliation_side where run_id = '2'"))
        .isEqualTo("it is away");
    assertThat(value(Long.class, "select count(*) from reconciliation_run where ended_at is null"))
        .isEqualTo(1);
  }

  @Test
  void whatCanNeverBeComparedIsNotTriedAgain() {
    assertThatThrownBy(
            () ->
                activities.begin(
                    new Run("1", new ReconciliationRef(SOURCE, null, null, "nobody", false))))
        .isInstanceOf(ActivityFailure.class)
        .hasStackTraceContaining("there is no destination nobody")
        .hasStackTraceContaining("nonRetryable=true");
  }

  @Test
  void onlyTheLastThirtyRunsAreKept() {
    IntStream.rangeClosed(1, 33)
        .forEach(
            n -> {
              comparisons.begin("run " + n, Window.ALL);
              comparisons.keep(
                  "run " + n,
                  Window.ALL,
                  side(difference(DifferenceClass.ORPHAN, "SO1", "1", false)));
            });

    assertThat(value(Long.class, "select count(*) from reconciliation_run")).isEqualTo(30);
    assertThat(value(Long.class, "select count(*) from reconciliation_tally")).isEqualTo(30);
    assertThat(
            value(
                Boolean.class,
                "select exists (select from reconciliation_run where run_id = 'run 33')"))
        .isTrue();
  }

  private ReconciliationSummary.Side compare(String runId) {
    return compare(new Run(runId, ALL));
  }

  private ReconciliationSummary.Side compare(Run run) {
    assertThat(activities.begin(run)).containsExactly(Difference.LEDGER);
    return activities.compare(new Comparison(run, Difference.LEDGER));
  }

  private CaseLine openCase() {
    List<CaseLine> open = new Cases(database, SOURCE).openCases();
    assertThat(open).hasSize(1);
    return open.get(0);
  }

  private <T> T value(Class<T> type, String sql) {
    return database.sql().sql(sql).query(type).single();
  }

  private static Difference difference(
      DifferenceClass type, String order, String amount, boolean ours) {
    return new Difference(
        THERE, type, "12", order, null, new BigDecimal(amount), "It is so.", ours);
  }

  private static Side side(Difference... differences) {
    return new Side(
        THERE,
        List.of(),
        true,
        Sums.NOTHING,
        Sums.NOTHING,
        0,
        0,
        0,
        0,
        List.of(),
        List.of(),
        List.of(differences));
  }
}
