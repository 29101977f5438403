package com.khaosbridge.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a destination holds with what the ERP really has, person by person and order by
 * order, past the ledger: it would notice what the bridge believes wrongly.
 */
final class TruthAudit {
  private final Truth truth;

  TruthAudit(Truth truth) {
    this.truth = truth;
  }

  /**
   * The differences at one destination, in words.
   *
   * @param held persons, orders and invoices that the ledger holds under a case there: they may be
   *     missing
   * @param silentUnknown whether the account can say that a consent is unknown; if not, unknown
   *     counts as opted out
   * @param ordersOnly whether the account holds only what belongs to orders
   */
  List<String> differences(
      Account account, Set<String> held, boolean silentUnknown, boolean ordersOnly) {
    List<String> differences = new ArrayList<>();
    for (Truth.Customer customer : truth.customers().values()) {
      contact(differences, account, customer, held, silentUnknown);
    }
    long expectedEvents = 0;
    Set<String> partly = personsPartlyHeld(held);
    Map<String, BigDecimal> invoiced = new HashMap<>();
    for (Truth.Invoice invoice : truth.invoices().values()) {
      money(differences, account, invoice, held);
      Truth.Customer customer = invoice.customer();
      if (customer != null) {
        invoiced.merge(customer.id(), invoice.totalExVat(), BigDecimal::add);
      }
      expectedEvents += events(differences, account, invoice, held);
    }
    if (account.eventCount() > expectedEvents) {
      differences.add(
          account.eventCount() + " events are there, at most " + expectedEvents + " are owed");
    }
    for (String order : account.orders()) {
      if (!truth.invoices().containsKey(order) && !truth.isCredit(order)) {
        differences.add("order " + order + " is there and not in the ERP");
      }
    }
    for (Truth.Customer customer : truth.customers().values()) {
      if (customer.wantsContact() && !partly.contains(customer.id())) {
        spending(
            differences,
            account,
            customer,
            invoiced.getOrDefault(customer.id(), BigDecimal.ZERO),
            ordersOnly);
      }
    }
    return differences;
  }

  /** Nobody but the ledger knows which orders credits without one were taken off. */
  private void spending(
      List<String> differences,
      Account account,
      Truth.Customer customer,
      BigDecimal invoiced,
      boolean ordersOnly) {
    BigDecimal there = account.moneyOfPerson(customer.id());
    BigDecimal afterCredits = invoiced.subtract(truth.credits(customer.id()));
    boolean right =
        ordersOnly
            ? there.compareTo(afterCredits.max(BigDecimal.ZERO)) >= 0
                && there.compareTo(invoiced) <= 0
            : there.compareTo(afterCredits) == 0;
    if (!right) {
      differences.add(
          "customer "
              + customer.id()
              + " has spent "
              + there
              + " there, in the ERP "
              + afterCredits
              + " of "
              + invoiced);
    }
  }

  private Set<String> personsPartlyHeld(Set<String> held) {
    Set<String> persons = new HashSet<>(held);
    for (String key : held) {
      Truth.Invoice invoice = truth.invoices().get(key);
      Truth.Customer customer = invoice == null ? null : invoice.customer();
      if (customer != null) {
        persons.add(customer.id());
      }
    }
    return persons;
  }

  private static void contact(
      List<String> differences,
      Account account,
      Truth.Customer customer,
      Set<String> held,
      boolean silentUnknown) {
    List<String> consents = account.consents(customer.id());
    int expected = customer.wantsContact() ? 1 : 0;
    if (consents.size() > expected
        || (consents.size() < expected && !held.contains(customer.id()))) {
      differences.add(
          "customer " + customer.id() + " has " + consents.size() + " contacts, not " + expected);
      return;
    }
    if (consents.isEmpty()) {
      return;
    }
    String wanted = customer.consent();
    if (wanted.equals("UNKNOWN") && !silentUnknown) {
      wanted = "OPTED_OUT";
    }
    if (!consents.get(0).equals(wanted)) {
      differences.add(
          "customer " + customer.id() + " is " + consents.get(0) + ", in the ERP " + wanted);
    }
  }

  private static void money(
      List<String> differences, Account account, Truth.Invoice invoice, Set<String> held) {
    String order = invoice.orderCode();
    if (!invoice.wantsDelivery()) {
      if (account.hasOrder(order)) {
        differences.add("order " + order + " is there, but has no contact to belong to");
      }
      return;
    }
    if (!account.hasOrder(order)) {
      if (!held.contains(order)) {
        differences.add("order " + order + " is missing");
      }
      return;
    }
    BigDecimal there = account.money(order);
    if (there.compareTo(invoice.totalExVat()) > 0 || there.signum() < 0) {
      differences.add(
          "order " + order + " is there with " + there + ", in the ERP " + invoice.totalExVat());
    }
  }

  private static long events(
      List<String> differences, Account account, Truth.Invoice invoice, Set<String> held) {
    boolean owed = invoice.live() && invoice.wantsDelivery();
    return event(differences, account, invoice, held, "order confirmed", owed)
        + event(differences, account, invoice, held, "despatched", owed && invoice.shipped());
  }

  private static long event(
      List<String> differences,
      Account account,
      Truth.Invoice invoice,
      Set<String> held,
      String type,
      boolean owed) {
    int times = account.eventTimes(type, invoice.orderNumber());
    int expected = owed ? 1 : 0;
    boolean mayBeMissing = held.contains(invoice.orderCode());
    if (times > expected || (times < expected && !mayBeMissing)) {
      differences.add(
          "'"
              + type
              + "' of order "
              + invoice.orderCode()
              + " is there "
              + times
              + " times, not "
              + expected);
    }
    return expected;
  }
}
