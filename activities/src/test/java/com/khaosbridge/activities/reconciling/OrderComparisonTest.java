package com.khaosbridge.activities.reconciling;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.OrderThere;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ExpectedOrder;
import com.khaosbridge.workflows.reconciliation.Standing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderComparisonTest {
  private static final LocalDate DAY = LocalDate.of(2011, 6, 8);

  @Test
  void anOrderAfterCreditsIsTheSameWhateverItsScale() {
    assertThat(judged(Standing.EXPECTED, there("SO1", "7", "SO1", "90.10"))).isEmpty();
  }

  @Test
  void otherMoneyUnitsCurrencyAndStatusAreOneDifferenceEach() {
    OrderThere other =
        new OrderThere(
            "SO1",
            "7",
            "SO1",
            "EUR",
            "complete",
            new BigDecimal("100.10"),
            null,
            new BigDecimal("4"));

    List<Difference> differences = judged(Standing.EXPECTED, other);

    assertThat(differences).extracting(Difference::type).containsOnly(DifferenceClass.OTHER_AMOUNT);
    assertThat(differences)
        .extracting(Difference::field)
        .containsExactlyInAnyOrder(
            "order_total", "refunded_total", "units", "currency", "order_status");
    assertThat(differences.get(0).amount()).isEqualByComparingTo("10");
  }

  @Test
  void whatIsNotThereIsMissingWithItsMoney() {
    assertThat(judged(Standing.EXPECTED))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.type()).isEqualTo(DifferenceClass.MISSING);
              assertThat(one.amount()).isEqualByComparingTo("-90.1");
              assertThat(one.repairable()).isTrue();
            });
  }

  @Test
  void whatIsPendingExcludedOrWasNeverOwedIsNoDifference() {
    assertThat(judged(Standing.PENDING)).isEmpty();
    assertThat(judged(Standing.EXCLUDED, there("SO1", "9", "SO1", "1"))).isEmpty();
    assertThat(judged(Standing.NOT_OWED)).isEmpty();
  }

  @Test
  void anOrderUnderAnotherContactHasAnotherOwner() {
    assertThat(types(judged(Standing.EXPECTED, there("SO1", "8", "SO1", "90.1"))))
        .containsExactly(DifferenceClass.OTHER_OWNER);
  }

  @Test
  void anOrderWhoseContactIsGoneIsAnOrphan() {
    assertThat(types(judged(Standing.EXPECTED, there("SO1", "666", "SO1", "90.1"))))
        .containsExactly(DifferenceClass.ORPHAN);
  }

  @Test
  void aSecondRecordOfAnOrderIsADuplicateAndOneOfNoOrderIsNotInTheErp() {
    List<Difference> differences =
        judged(
            Standing.EXPECTED,
            there("SO1", "7", "SO1", "90.1"),
            there("X", "7", "SO1", "90.1"),
            there("Y", "7", "Y", "5"));

    assertThat(types(differences))
        .containsExactly(DifferenceClass.DUPLICATE, DifferenceClass.NOT_IN_ERP);
    assertThat(differences).noneMatch(Difference::repairable);
  }

  @Test
  void aRecordThatSaysItIsAnotherOrderIsNotTakenForThisOne() {
    assertThat(types(judged(Standing.EXPECTED, there("SO1", "7", "SO2", "90.1"))))
        .containsExactly(DifferenceClass.DUPLICATE);
  }

  @Test
  void recordsOfOthersContactsAreCounted() {
    OrderComparison comparison = compared(Standing.PENDING, there("Y", "900", "Y", "5"));

    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.foreign()).isEqualTo(1);
    assertThat(comparison.pending()).isEqualTo(1);
  }

  @Test
  void whatSomebodyElseWroteIntoAFieldIsNeverRepeated() {
    OrderThere other =
        new OrderThere(
            "SO1",
            "7",
            "SO1",
            "Ann O'Hara",
            "ann@example.com",
            new BigDecimal("90.1"),
            new BigDecimal("10"),
            new BigDecimal("5"));

    assertThat(judged(Standing.EXPECTED, other))
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.what()).doesNotContainIgnoringCase("ann"));
  }

  private static List<Difference> judged(Standing standing, OrderThere... there) {
    return compared(standing, there).differences();
  }

  private static OrderComparison compared(Standing standing, OrderThere... there) {
    OrderComparison comparison =
        new OrderComparison("dotdigital", Map.of("SO1", order(standing)), Window.ALL);
    List.of(there).forEach(comparison::see);
    comparison.judge(Set.of("7", "8", "900"), Map.of("7", "1000001", "8", "1000002"));
    return comparison;
  }

  private static List<DifferenceClass> types(List<Difference> differences) {
    return differences.stream().map(Difference::type).toList();
  }

  private static ExpectedOrder order(Standing standing) {
    return new ExpectedOrder(
        "SO1",
        "1000001",
        "7",
        DAY,
        "GBP",
        "partially_refunded",
        new BigDecimal("100.1"),
        new BigDecimal("10"),
        new BigDecimal("5"),
        standing);
  }

  private static OrderThere there(String key, String contact, String stated, String total) {
    return new OrderThere(
        key,
        contact,
        stated,
        "GBP",
        "partially_refunded",
        new BigDecimal(total),
        new BigDecimal("10.00"),
        new BigDecimal("5"));
  }
}
