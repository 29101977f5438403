package com.khaosbridge.sandbox.retail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Customers who have a second number, 500,000 above their own, that owns every 3rd of their orders.
 * A number that the file itself has is no second one.
 */
final class SecondNumbers {
  private static final long OFFSET = 500_000;
  private static final int EVERY = 3;
  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,9}");

  private final Shop shop;
  private final Trickle trickle;
  private final Predicate<String> who;

  /** The file's orders that second numbers own. */
  private final Set<String> moved = new HashSet<>();

  /** The second numbers that own any. */
  private final Set<String> ordering = new HashSet<>();

  private SecondNumbers(Shop shop, Trickle trickle, Predicate<String> who) {
    this.shop = shop;
    this.trickle = trickle;
    this.who = who;
  }

  /**
   * Goes through all the file's orders once.
   *
   * @param who whether a customer of this number has a second one
   */
  static SecondNumbers over(Shop shop, Trickle trickle, Predicate<String> who) {
    SecondNumbers numbers = new SecondNumbers(shop, trickle, who);
    Map<String, Integer> orders = new HashMap<>();
    shop.documents(
        null,
        null,
        document -> {
          String customer = document.customer();
          if (document.kind() != Document.Kind.INVOICE
              || customer == null
              || trickle.holds(document)) {
            return;
          }
          String second = numbers.secondOf(customer);
          if (second != null && orders.merge(customer, 1, Integer::sum) % EVERY == 0) {
            numbers.moved.add(document.number());
            numbers.ordering.add(second);
          }
        });
    return numbers;
  }

  /** Null for who has none. */
  @Nullable String secondOf(String number) {
    String second = Long.toString(Long.parseLong(number) + OFFSET);
    return who.test(number) && shop.shopper(second) == null ? second : null;
  }

  /** The number that a second one belongs to, null for any other. */
  @Nullable String firstOf(String number) {
    if (!NUMBER.matcher(number).matches() || shop.shopper(number) != null) {
      return null;
    }
    long first = Long.parseLong(number) - OFFSET;
    return first >= 0 && who.test(Long.toString(first)) ? Long.toString(first) : null;
  }

  @Nullable Shopper shopper(String number) {
    Shopper ofFile = shop.shopper(number);
    if (ofFile != null) {
      return ofFile;
    }
    String first = firstOf(number);
    Shopper person = first == null ? null : shop.shopper(first);
    return person == null ? null : new Shopper(number, person.country(), ordering.contains(number));
  }

  /** Every number of the file, then every second one. */
  Iterator<String> all() {
    List<String> numbers = new ArrayList<>();
    List<String> seconds = new ArrayList<>();
    shop.shopperNumbers()
        .forEachRemaining(
            number -> {
              numbers.add(number);
              String second = secondOf(number);
              if (second != null) {
                seconds.add(second);
              }
            });
    numbers.addAll(seconds);
    return numbers.iterator();
  }

  /** A credit note stays with the customer whom it names: it names no order. */
  @Nullable String ownerOf(Document document) {
    String customer = document.customer();
    if (customer == null
        || document.kind() != Document.Kind.INVOICE
        || !moved.contains(trickle.original(document))) {
      return customer;
    }
    return secondOf(customer);
  }
}
