package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.destination.OrderThere;
import com.khaosbridge.workflows.reconciliation.ExpectedOrder;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Day;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.PersonMoney;
import com.khaosbridge.workflows.reconciliation.Sums;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Money in total, by day and by person, of what is expected and of what is there. */
final class OrderSums {
  private final Map<LocalDate, Sums> expectedByDay = new TreeMap<>();
  private final Map<LocalDate, Sums> thereByDay = new TreeMap<>();
  private final Map<String, BigDecimal> expectedByPerson = new TreeMap<>();
  private final Map<String, BigDecimal> thereByPerson = new TreeMap<>();

  void expect(ExpectedOrder order) {
    expect(order.businessDate(), order.personId(), order.units(), order.gross(), order.takenBack());
  }

  void expect(
      LocalDate day,
      @Nullable String person,
      BigDecimal units,
      BigDecimal gross,
      BigDecimal credits) {
    add(expectedByDay, expectedByPerson, day, person, units, gross, credits);
  }

  /** A record of an order, which counts on the order's day, for the person whose contact has it. */
  void find(ExpectedOrder order, @Nullable String person, OrderThere record) {
    BigDecimal credits = orZero(record.refunded());
    find(
        order.businessDate(),
        person,
        orZero(record.units()),
        orZero(record.total()).add(credits),
        credits);
  }

  void find(
      LocalDate day,
      @Nullable String person,
      BigDecimal units,
      BigDecimal gross,
      BigDecimal credits) {
    add(thereByDay, thereByPerson, day, person, units, gross, credits);
  }

  void expectCredit(LocalDate day, BigDecimal credit) {
    expectedByDay.merge(day, credit(credit), Sums::plus);
  }

  void findCredit(LocalDate day, BigDecimal credit) {
    thereByDay.merge(day, credit(credit), Sums::plus);
  }

  private static Sums credit(BigDecimal credit) {
    return new Sums(0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, credit);
  }

  private static void add(
      Map<LocalDate, Sums> days,
      Map<String, BigDecimal> persons,
      LocalDate day,
      @Nullable String person,
      BigDecimal units,
      BigDecimal gross,
      BigDecimal credits) {
    Sums one = new Sums(0, 0, 0, 1, units, gross, credits);
    days.merge(day, one, Sums::plus);
    if (person != null) {
      persons.merge(person, one.afterCredits(), BigDecimal::add);
    }
  }

  Sums expected() {
    return expectedByDay.values().stream().reduce(Sums.NOTHING, Sums::plus);
  }

  Sums there() {
    return thereByDay.values().stream().reduce(Sums.NOTHING, Sums::plus);
  }

  List<Day> days() {
    Map<LocalDate, Sums> all = new TreeMap<>(thereByDay);
    all.putAll(expectedByDay);
    return all.keySet().stream()
        .map(
            day ->
                new Day(
                    day,
                    expectedByDay.getOrDefault(day, Sums.NOTHING),
                    thereByDay.getOrDefault(day, Sums.NOTHING)))
        .toList();
  }

  /** The persons whose money differs. */
  List<PersonMoney> persons() {
    List<PersonMoney> differing = new ArrayList<>();
    Map<String, BigDecimal> all = new TreeMap<>(thereByPerson);
    all.putAll(expectedByPerson);
    for (String person : all.keySet()) {
      BigDecimal expected = expectedByPerson.getOrDefault(person, BigDecimal.ZERO);
      BigDecimal there = thereByPerson.getOrDefault(person, BigDecimal.ZERO);
      if (expected.compareTo(there) != 0) {
        differing.add(new PersonMoney(person, expected, there));
      }
    }
    return differing;
  }

  private static BigDecimal orZero(@Nullable BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }
}
