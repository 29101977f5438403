package com.khaosbridge.workflows.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.decision.Purchases.CreditedLine;
import com.khaosbridge.workflows.decision.Purchases.Credits;
import com.khaosbridge.workflows.decision.Purchases.Line;
import com.khaosbridge.workflows.decision.Purchases.Order;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonMetricsTest {
  private static final LocalDate TODAY = LocalDate.of(2011, 12, 9);
  private static final LocalDate MAY = LocalDate.of(2011, 5, 3);
  private static final LocalDate JUNE = LocalDate.of(2011, 6, 28);

  @Test
  void ordersItemsAndSkusAreCountedAsInvoiced() {
    Map<Metric, Optional<String>> values =
        of(
            order("SO1", MAY, "20.351", line("22423", "6"), line("84029G", "1.500")),
            order("SO2", JUNE, "10", line("22423", "2.5")));

    assertThat(values)
        .containsEntry(Metric.ORDERS, Optional.of("2"))
        .containsEntry(Metric.ITEMS, Optional.of("10"))
        .containsEntry(Metric.DISTINCT_SKUS, Optional.of("2"))
        .containsEntry(Metric.GROSS, Optional.of("30.351"));
  }

  @Test
  void anOrderWithTwoInvoicesIsOneOrder() {
    Map<Metric, Optional<String>> values =
        of(
            order("SO1", MAY, "20", line("22423", "1")),
            order("SO1", MAY, "10", line("22423", "1")));

    assertThat(values)
        .containsEntry(Metric.ORDERS, Optional.of("1"))
        .containsEntry(Metric.GROSS, Optional.of("30"))
        .containsEntry(Metric.AVERAGE_ORDER, Optional.of("30.00"));
  }

  @Test
  void datesAreThoseOfTheFirstAndLastOrderAndTheLastDespatch() {
    Order early = despatched("SO1", MAY, LocalDate.of(2011, 7, 1));
    Order late = despatched("SO2", JUNE, LocalDate.of(2011, 6, 30));
    Order waiting = despatched("SO3", LocalDate.of(2011, 7, 2), null);

    assertThat(of(late, waiting, early))
        .containsEntry(Metric.FIRST_ORDER, Optional.of("2011-05-03"))
        .containsEntry(Metric.LAST_ORDER, Optional.of("2011-07-02"))
        .containsEntry(Metric.LAST_DESPATCH, Optional.of("2011-07-01"));
  }

  @ParameterizedTest
  @CsvSource({
    "-1,0-30",
    "0,0-30",
    "30,0-30",
    "31,31-90",
    "90,31-90",
    "91,91-180",
    "180,91-180",
    "181,181-365",
    "365,181-365",
    "366,366+",
    "5000,366+"
  })
  void daysSinceTheLastOrderFallIntoOneBand(int days, String band) {
    assertThat(of(order("SO1", TODAY.minusDays(days), "1"), order("SO2", MAY.minusYears(30), "1")))
        .containsEntry(Metric.SINCE_LAST_ORDER, Optional.of(band));
  }

  @Test
  void afterCreditsIsInvoicedLessAllThatWasCreditedUnrounded() {
    Map<Metric, Optional<String>> values =
        of(
            new Credits(
                List.of(
                    credited("22423", "1", "2.5501", JUNE),
                    credited(CreditAttribution.DELIVERY, "1", "2.95", JUNE),
                    credited("FEE", "1", "-0.5", JUNE)),
                new BigDecimal("1.10")),
            order("SO1", MAY, "100.001"));

    assertThat(values)
        .containsEntry(Metric.GROSS, Optional.of("100.001"))
        .containsEntry(Metric.REFUNDED, Optional.of("5.0001"))
        .containsEntry(Metric.AFTER_CREDITS, Optional.of("95.0009"))
        .containsEntry(Metric.UNALLOCATED_CREDIT, Optional.of("1.10"));
  }

  @Test
  void amountsAreNeverInScientificNotation() {
    assertThat(of(order("SO1", MAY, "1E+3", line("22423", "2E+2"))))
        .containsEntry(Metric.GROSS, Optional.of("1000"))
        .containsEntry(Metric.AFTER_CREDITS, Optional.of("1000"))
        .containsEntry(Metric.ITEMS, Optional.of("200"));
  }

  @Test
  void theAverageOrderIsRoundedHalfUpToTwoDecimals() {
    assertThat(of(order("SO1", MAY, "0.01"), order("SO2", MAY, "0.00")))
        .containsEntry(Metric.AVERAGE_ORDER, Optional.of("0.01"));
    assertThat(
            of(
                new Credits(List.of(credited("A", "1", "1", JUNE)), BigDecimal.ZERO),
                order("SO1", MAY, "5"),
                order("SO2", MAY, "5"),
                order("SO3", MAY, "1")))
        .containsEntry(Metric.AVERAGE_ORDER, Optional.of("3.33"));
  }

  @Test
  void returnedOnlyIsWhoHasEveryUnitCreditedAndPaidNothing() {
    Order order = order("SO1", MAY, "12", line("A", "2"), line("B", "1"), line("A", "1"));
    CreditedLine allOfA = credited("A", "3", "9", JUNE);

    assertThat(returnedOnly(order, allOfA, credited("B", "1", "3", JUNE))).isEqualTo("true");
    assertThat(returnedOnly(order, allOfA, credited("B", "2", "6", JUNE))).isEqualTo("true");
    assertThat(returnedOnly(order, allOfA)).isEqualTo("false");
    assertThat(returnedOnly(order, credited("A", "2", "9", JUNE), credited("B", "1", "3", JUNE)))
        .as("one unit kept, all money back")
        .isEqualTo("false");
    assertThat(returnedOnly(order, allOfA, credited("B", "1", "2.99", JUNE)))
        .as("everything back, a penny paid")
        .isEqualTo("false");
    assertThat(
            returnedOnly(
                order, allOfA, credited("A", "1", "3", JUNE), credited("B", "1", "0", JUNE)))
        .as("a free gift back")
        .isEqualTo("true");
    assertThat(
            returnedOnly(
                order, allOfA, credited("A", "1", "9", JUNE), credited("B", "1", "-1", JUNE)))
        .as("charged, not given back")
        .isEqualTo("false");
    assertThat(of()).containsEntry(Metric.RETURNED_ONLY, Optional.of("false"));
  }

  @Test
  void whoReachesTheThresholdIsInItAndWhoFallsBelowHasLeft() {
    Order order = order("SO1", MAY, "1000.000");

    assertThat(of(order)).containsEntry(Metric.VIP, Optional.of("true"));
    assertThat(of(new Credits(List.of(credited("A", "1", "0.001", JUNE)), BigDecimal.ZERO), order))
        .containsEntry(Metric.VIP, Optional.of("false"));
    assertThat(
            PersonMetrics.of(
                    new Purchases(List.of(order), new Credits(List.of(), BigDecimal.ZERO)),
                    new Thresholds(new BigDecimal("1000.01")),
                    TODAY)
                .values())
        .containsEntry(Metric.VIP, Optional.of("false"));
  }

  @Test
  void theLastReturnedSkusAreTheTenNewestEachOnce() {
    List<CreditedLine> lines = new ArrayList<>();
    for (int day = 1; day <= 12; day++) {
      lines.add(credited("S" + day, "1", "1", LocalDate.of(2011, 8, day)));
    }
    lines.add(credited("S12", "1", "1", MAY));
    lines.add(credited("NEVER", "0", "1", TODAY));
    lines.add(credited(CreditAttribution.DELIVERY, "1", "1", TODAY));
    lines.add(credited("FEE", "1", "-1", TODAY));
    lines.add(credited("B", "1", "1", TODAY));
    lines.add(credited("A", "1", "1", TODAY));
    Collections.shuffle(lines, new java.util.Random(1));

    assertThat(of(new Credits(lines, BigDecimal.ZERO)))
        .containsEntry(Metric.LAST_RETURNED_SKUS, Optional.of("A,B,S12,S11,S10,S9,S8,S7,S6,S5"));
  }

  @Test
  void withoutASourceOfCreditNotesTheFiguresThatNeedThemAreLeftOut() {
    Map<Metric, Optional<String>> values =
        PersonMetrics.of(
                new Purchases(List.of(order("SO1", MAY, "5000")), null),
                Thresholds.standard(),
                TODAY)
            .values();

    assertThat(values.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Metric.values()).filter(metric -> !metric.isFromCredits()).toList());
    assertThat(Metric.AFTER_CREDITS.isFromCredits()).isTrue();
  }

  @Test
  void whoBoughtNothingHasZeroesAndNoDates() {
    Map<Metric, Optional<String>> values = of();

    assertThat(values.keySet()).containsExactlyInAnyOrder(Metric.values());
    assertThat(values)
        .containsEntry(Metric.ORDERS, Optional.of("0"))
        .containsEntry(Metric.ITEMS, Optional.of("0"))
        .containsEntry(Metric.GROSS, Optional.of("0"))
        .containsEntry(Metric.AFTER_CREDITS, Optional.of("0"))
        .containsEntry(Metric.VIP, Optional.of("false"));
    for (Metric none :
        List.of(
            Metric.AVERAGE_ORDER,
            Metric.FIRST_ORDER,
            Metric.LAST_ORDER,
            Metric.LAST_DESPATCH,
            Metric.SINCE_LAST_ORDER,
            Metric.LAST_RETURNED_SKUS)) {
      assertThat(values).containsEntry(none, Optional.empty());
    }
  }

  @Test
  void aMetricIsFoundByItsNameInSettings() {
    for (Metric metric : Metric.values()) {
      assertThat(Metric.named(metric.settingName())).isEqualTo(metric);
      assertThat(Metric.named(metric.name())).isEqualTo(metric);
    }
    assertThat(Metric.AFTER_CREDITS.settingName()).isEqualTo("after-credits");
    assertThat(Metric.named("aftercredits")).isEqualTo(Metric.AFTER_CREDITS);
    assertThat(Metric.named("net")).isNull();
  }

  private static String returnedOnly(Order order, CreditedLine... credits) {
    return of(new Credits(List.of(credits), BigDecimal.ZERO), order)
        .get(Metric.RETURNED_ONLY)
        .orElseThrow();
  }

  private static Map<Metric, Optional<String>> of(Order... orders) {
    return of(new Credits(List.of(), BigDecimal.ZERO), orders);
  }

  private static Map<Metric, Optional<String>> of(Credits credits, Order... orders) {
    return PersonMetrics.of(new Purchases(List.of(orders), credits), Thresholds.standard(), TODAY)
        .values();
  }

  private static Order order(String code, LocalDate date, String exVat, Line... lines) {
    return new Order(code, date, null, new BigDecimal(exVat), List.of(lines));
  }

  private static Order despatched(String code, LocalDate date, @Nullable LocalDate despatched) {
    return new Order(code, date, despatched, BigDecimal.ONE, List.of());
  }

  private static Line line(String sku, String quantity) {
    return new Line(sku, new BigDecimal(quantity));
  }

  private static CreditedLine credited(
      String sku, String quantity, String exVat, LocalDate businessDate) {
    return new CreditedLine(sku, new BigDecimal(quantity), new BigDecimal(exVat), businessDate);
  }
}
