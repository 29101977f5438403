package com.khaosbridge.workflows.decision;

import com.khaosbridge.workflows.decision.Purchases.CreditedLine;
import com.khaosbridge.workflows.decision.Purchases.Credits;
import com.khaosbridge.workflows.decision.Purchases.Line;
import com.khaosbridge.workflows.decision.Purchases.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a person's orders and credits add up to. Pure: the same purchases always give the same text.
 *
 * @param values the figures, each in the form of its {@link Metric.Type}. Empty means that there is
 *     none, such as a last despatch of someone who was sent nothing, and clears what a contact has.
 *     A figure that can't be known without a source of credit notes is not in the map, and leaves
 *     the contact as it is
 */
public record PersonMetrics(Map<Metric, Optional<String>> values) {
  private static final int MOST_RETURNED_SKUS = 10;

  public PersonMetrics {
    values = Map.copyOf(values);
  }

  /**
   * The figures of a person.
   *
   * @param today the ERP's business date on which they are true; only {@link
   *     Metric#SINCE_LAST_ORDER} depends on it
   */
  public static PersonMetrics of(Purchases purchases, Thresholds thresholds, LocalDate today) {
    Map<Metric, Optional<String>> values = new EnumMap<>(Metric.class);
    List<Order> orders = purchases.orders();
    BigDecimal gross = sum(orders, Order::totalExVat);
    long count = orders.stream().map(Order::code).distinct().count();
    Map<String, BigDecimal> bought = bought(orders);
    values.put(Metric.ORDERS, Optional.of(Long.toString(count)));
    values.put(Metric.ITEMS, Optional.of(quantity(sum(bought.values(), Function.identity()))));
    values.put(Metric.DISTINCT_SKUS, Optional.of(Integer.toString(bought.size())));
    values.put(Metric.GROSS, Optional.of(gross.toPlainString()));
    Optional<LocalDate> last =
        orders.stream().map(Order::businessDate).max(Comparator.naturalOrder());
    values.put(
        Metric.FIRST_ORDER,
        orders.stream()
            .map(Order::businessDate)
            .min(Comparator.naturalOrder())
            .map(LocalDate::toString));
    values.put(Metric.LAST_ORDER, last.map(LocalDate::toString));
    values.put(
        Metric.LAST_DESPATCH,
        orders.stream()
            .flatMap(order -> Optional.ofNullable(order.despatchedOn()).stream())
            .max(Comparator.naturalOrder())
            .map(LocalDate::toString));
    values.put(
        Metric.SINCE_LAST_ORDER, last.map(date -> band(ChronoUnit.DAYS.between(date, today))));
    if (purchases.credits() != null) {
      addCredits(values, purchases.credits(), gross, count, bought, thresholds);
    }
    return new PersonMetrics(values);
  }

  private static void addCredits(
      Map<Metric, Optional<String>> values,
      Credits credits,
      BigDecimal gross,
      long orders,
      Map<String, BigDecimal> bought,
      Thresholds thresholds) {
    BigDecimal refunded = sum(credits.lines(), CreditedLine::exVat);
    BigDecimal afterCredits = gross.subtract(refunded);
    values.put(Metric.REFUNDED, Optional.of(refunded.toPlainString()));
    values.put(Metric.AFTER_CREDITS, Optional.of(afterCredits.toPlainString()));
    values.put(
        Metric.AVERAGE_ORDER,
        orders == 0
            ? Optional.empty()
            : Optional.of(
                afterCredits
                    .divide(BigDecimal.valueOf(orders), 2, RoundingMode.HALF_UP)
                    .toPlainString()));
    values.put(Metric.UNALLOCATED_CREDIT, Optional.of(credits.unallocated().toPlainString()));
    values.put(Metric.LAST_RETURNED_SKUS, lastReturned(credits.lines()));
    values.put(
        Metric.RETURNED_ONLY,
        flag(orders > 0 && afterCredits.signum() <= 0 && nothingKept(bought, credits.lines())));
    values.put(Metric.VIP, flag(afterCredits.compareTo(thresholds.vip()) >= 0));
  }

  private static Map<String, BigDecimal> bought(List<Order> orders) {
    return quantities(orders.stream().flatMap(order -> order.lines().stream()).toList());
  }

  private static Map<String, BigDecimal> quantities(List<Line> lines) {
    Map<String, BigDecimal> quantities = new HashMap<>();
    lines.forEach(line -> quantities.merge(line.sku(), line.quantity(), BigDecimal::add));
    return quantities;
  }

  private static boolean nothingKept(
      Map<String, BigDecimal> bought, List<CreditedLine> creditedLines) {
    Map<String, BigDecimal> credited =
        quantities(
            creditedLines.stream()
                .filter(CreditedLine::returnsGoods)
                .map(line -> new Line(line.sku(), line.quantity()))
                .toList());
    return bought.entrySet().stream()
        .allMatch(
            sku ->
                Objects.requireNonNullElse(credited.get(sku.getKey()), BigDecimal.ZERO)
                        .compareTo(sku.getValue())
                    >= 0);
  }

  /** Two of the same day come in the order of their names, so that the text never flickers. */
  private static Optional<String> lastReturned(List<CreditedLine> lines) {
    String skus =
        lines.stream()
            .filter(CreditedLine::returnsGoods)
            .sorted(
                Comparator.comparing(CreditedLine::businessDate)
                    .reversed()
                    .thenComparing(CreditedLine::sku))
            .map(CreditedLine::sku)
            .distinct()
            .limit(MOST_RETURNED_SKUS)
            .collect(Collectors.joining(","));
    return skus.isEmpty() ? Optional.empty() : Optional.of(skus);
  }

  private static String band(long days) {
    if (days <= 30) {
      return "0-30";
    }
    if (days <= 90) {
      return "31-90";
    }
    if (days <= 180) {
      return "91-180";
    }
    return days <= 365 ? "181-365" : "366+";
  }

  private static Optional<String> flag(boolean holds) {
    return Optional.of(Boolean.toString(holds));
  }

  private static String quantity(BigDecimal quantity) {
    return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
  }

  private static <T> BigDecimal sum(Iterable<T> of, Function<T, BigDecimal> value) {
    BigDecimal sum = BigDecimal.ZERO;
    for (T each : of) {
      sum = sum.add(value.apply(each));
    }
    return sum;
  }
}
