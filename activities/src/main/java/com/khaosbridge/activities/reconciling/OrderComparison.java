package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.destination.OrderThere;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ExpectedOrder;
import com.khaosbridge.workflows.reconciliation.Standing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the order records of a destination with the ledger's orders. Keeps one small record an
 * order; nothing of it does I/O.
 */
final class OrderComparison {
  private final String destination;
  private final Map<String, ExpectedOrder> expected;
  private final Window window;
  private final Map<String, OrderThere> there = new TreeMap<>();
  private final OrderSums sums = new OrderSums();
  private final List<Difference> differences = new ArrayList<>();
  private long foreign;
  private long pending;
  private long excluded;

  /**
   * @param expected by order key
   */
  OrderComparison(String destination, Map<String, ExpectedOrder> expected, Window window) {
    this.destination = destination;
    this.expected = expected;
    this.window = window;
  }

  /** Takes a record that is there; of two with one key the later counts. */
  void see(OrderThere order) {
    there.put(order.orderKey(), order);
  }

  /** The contacts that own records. */
  Set<String> owners() {
    Set<String> owners = new LinkedHashSet<>();
    there.values().stream()
        .map(OrderThere::contactId)
        .filter(Objects::nonNull)
        .forEach(owners::add);
    return owners;
  }

  /**
   * Judges all that was seen and all that was not.
   *
   * @param live contacts that are there, of those that own records
   * @param ours the persons of the contacts that are there and are ours, by contact id
   */
  void judge(Set<String> live, Map<String, String> ours) {
    for (ExpectedOrder order : expected.values()) {
      if (window.contains(order.businessDate())) {
        judge(order, there.get(order.orderKey()), live, ours);
      }
    }
    for (OrderThere record : there.values()) {
      if (!expected.containsKey(record.orderKey())) {
        unexpected(record, ours);
      }
    }
  }

  private void judge(
      ExpectedOrder order,
      @Nullable OrderThere record,
      Set<String> live,
      Map<String, String> ours) {
    if (order.standing() == Standing.PENDING) {
      pending++;
      return;
    }
    if (order.standing() != Standing.EXPECTED) {
      excluded++;
      return;
    }
    sums.expect(order);
    if (record == null) {
      add(
          DifferenceClass.MISSING,
          order,
          null,
          order.afterCredits().negate(),
          "The order's record is not there.",
          true);
      return;
    }
    sums.find(order, personOf(record, ours), record);
    owner(order, record, live);
    fields(order, record);
  }

  private void owner(ExpectedOrder order, OrderThere record, Set<String> live) {
    String owner = record.contactId();
    if (owner == null || !live.contains(owner)) {
      add(
          DifferenceClass.ORPHAN,
          order,
          "contact",
          BigDecimal.ZERO,
          "The order's contact is gone.",
          false);
    } else if (!owner.equals(order.contactId())) {
      add(
          DifferenceClass.OTHER_OWNER,
          order,
          "contact",
          BigDecimal.ZERO,
          "The order is under contact " + owner + ", not under that of its person.",
          true);
    }
  }

  private void fields(ExpectedOrder order, OrderThere record) {
    if (record.statedKey() != null && !record.statedKey().equals(order.orderKey())) {
      add(
          DifferenceClass.DUPLICATE,
          order,
          "id",
          orZero(record.total()).subtract(order.afterCredits()),
          "The record says of itself that it is order " + record.statedKey() + ".",
          true);
      return;
    }
    BigDecimal off = orZero(record.total()).subtract(order.afterCredits());
    if (record.total() == null || off.signum() != 0) {
      other(order, "order_total", off, text(record.total()), text(order.afterCredits()));
    }
    BigDecimal refunded = orZero(record.refunded());
    if (refunded.compareTo(order.takenBack()) != 0) {
      other(order, "refunded_total", BigDecimal.ZERO, text(refunded), text(order.takenBack()));
    }
    if (record.units() == null || record.units().compareTo(order.units()) != 0) {
      other(order, "units", BigDecimal.ZERO, text(record.units()), text(order.units()));
    }
    if (!order.currency().equals(record.currency())) {
      other(order, "currency", BigDecimal.ZERO, said(record.currency()), order.currency());
    }
    if (!order.status().equals(record.status())) {
      other(order, "order_status", BigDecimal.ZERO, said(record.status()), order.status());
    }
  }

  private void unexpected(OrderThere record, Map<String, String> ours) {
    String stated = record.statedKey();
    ExpectedOrder original = stated == null ? null : expected.get(stated);
    BigDecimal total = orZero(record.total());
    String person = personOf(record, ours);
    if (original != null) {
      if (window.contains(original.businessDate())) {
        sums.find(original, person, record);
      }
      differences.add(
          new Difference(
              destination,
              DifferenceClass.DUPLICATE,
              original.personId(),
              record.orderKey(),
              null,
              total,
              "A second record of order " + stated + ", under a key of its own.",
              false));
    } else if (person != null) {
      differences.add(
          new Difference(
              destination,
              DifferenceClass.NOT_IN_ERP,
              person,
              record.orderKey(),
              null,
              total,
              "A contact of ours has an order that the ERP was not seen to have.",
              false));
    } else {
      foreign++;
    }
  }

  private static @Nullable String personOf(OrderThere record, Map<String, String> ours) {
    String contact = record.contactId();
    return contact == null ? null : ours.get(contact);
  }

  private void other(
      ExpectedOrder order, String field, BigDecimal amount, String there, String expectedValue) {
    add(
        DifferenceClass.OTHER_AMOUNT,
        order,
        field,
        amount,
        "It says " + there + " instead of " + expectedValue + ".",
        true);
  }

  private void add(
      DifferenceClass type,
      ExpectedOrder order,
      @Nullable String field,
      BigDecimal amount,
      String what,
      boolean repairable) {
    differences.add(
        new Difference(
            destination,
            type,
            order.personId(),
            order.orderKey(),
            field,
            amount,
            what,
            repairable));
  }

  List<Difference> differences() {
    return differences;
  }

  OrderSums sums() {
    return sums;
  }

  long foreign() {
    return foreign;
  }

  long pending() {
    return pending;
  }

  long excluded() {
    return excluded;
  }

  private static BigDecimal orZero(@Nullable BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }

  private static String text(@Nullable BigDecimal value) {
    return value == null ? "nothing" : value.toPlainString();
  }

  /** Others may have written anything, names included; so only what is like a code is told. */
  private static String said(@Nullable String value) {
    return value != null && value.matches("[A-Za-z_]{1,24}") ? value : "something else";
  }
}
