package com.khaosbridge.workflows.decision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * For how long what a customer bought lasts, by the first of these that names the item. Pure: asked
 * anew whenever it matters.
 */
public record Supplies(List<Supply> all) {
  /** What lasts longer is forgotten when it runs out: nobody is asked about it. */
  private static final Duration LONGEST = Duration.ofDays(730);

  /** One request an order: what runs out so soon after its first item is in the same. */
  private static final Duration TOGETHER = Duration.ofDays(7);

  private static final Supplies NONE = new Supplies(List.of());

  public Supplies {
    all = List.copyOf(all);
  }

  /** Nobody knows how long anything lasts. */
  public static Supplies none() {
    return NONE;
  }

  /**
   * When the first of these items runs out.
   *
   * @param kept how many of each SKU the customer has got and kept
   * @return how long after they came; empty if nobody says how long any of them lasts
   */
  public Optional<Duration> first(Map<String, BigDecimal> kept) {
    return kept.entrySet().stream()
        .flatMap(item -> lasts(item.getKey(), item.getValue()).stream())
        .min(Duration::compareTo);
  }

  /**
   * The SKUs of the items that have run out by then, and of those that do so little later that they
   * are asked for together.
   *
   * @param kept how many of each SKU the customer has got and kept
   * @param since how long ago they came
   */
  public Set<String> runOut(Map<String, BigDecimal> kept, Duration since) {
    Duration until = since.plus(TOGETHER);
    return kept.entrySet().stream()
        .filter(
            item ->
                lasts(item.getKey(), item.getValue())
                    .filter(end -> end.compareTo(until) <= 0)
                    .isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Optional<Duration> lasts(String sku, BigDecimal pieces) {
    return all.stream()
        .filter(supply -> supply.items().matches(sku))
        .findFirst()
        .map(supply -> BigDecimal.valueOf(Duration.ofDays(supply.days()).toSeconds()))
        .map(one -> one.multiply(pieces).setScale(0, RoundingMode.DOWN))
        .filter(
            seconds ->
                seconds.signum() > 0
                    && seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) <= 0)
        .map(seconds -> Duration.ofSeconds(seconds.longValueExact()));
  }
}
