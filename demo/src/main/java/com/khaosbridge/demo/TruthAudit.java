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
  private static final String OPTED_OUT = "OPTED_OUT";

  private final Truth truth;

  TruthAudit(Truth truth) {
    this.truth = truth;
  }

  /**
   * The differences at one destination, in words.
   *
   * @param held persons, orders and invoices that the ledger holds under a case there: they may be
   *     missing
   * @param heldConsents persons whose consent the ledger holds there: they may be opted out, or as
   *     they were before the bridge came
   * @param silentUnknown whether the account can say that a consent is unknown; if not, unknown
   *     counts as opted out
   * @param ordersOnly whether the account holds only what belongs to orders
   */
  List<String> differences(
      Account account,
      Set<String> held,
      Set<String> heldConsents,
      boolean silentUnknown,
      boolean ordersOnly) {
    List<String> differences = new ArrayList<>();
    for (Truth.Person person : truth.persons()) {
      contact(differences, account, person, held, heldConsents, silentUnknown);
    }
    long expectedEvents = 0;
    Set<String> partly = personsPartlyHeld(held);
    Map<Truth.Person, BigDecimal> invoiced = new HashMap<>();
    for (Truth.Invoice invoice : truth.invoices().values()) {
      money(differences, account, invoice, held);
      Truth.Person person = invoice.person();
      if (person != null) {
        invoiced.merge(person, invoice.totalExVat(), BigDecimal::add);
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
    for (Truth.Person person : truth.persons()) {
      if (person.wantsContact() && person.ids().stream().noneMatch(partly::contains)) {
        spending(
            differences,
            account,
            person,
            invoiced.getOrDefault(person, BigDecimal.ZERO),
            ordersOnly);
      }
    }
    return differences;
  }

  /** Nobody but the ledger knows which orders credits without one were taken off. */
  private void spending(
      List<String> differences,
      Account account,
      Truth.Person person,
      BigDecimal invoiced,
      boolean ordersOnly) {
    BigDecimal there =
        person.ids().stream().map(account::moneyOfPerson).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal afterCredits = invoiced.subtract(truth.credits(person));
    boolean right =
        ordersOnly
            ? there.compareTo(afterCredits.max(BigDecimal.ZERO)) >= 0
                && there.compareTo(invoiced) <= 0
            : there.compareTo(afterCredits) == 0;
    if (!right) {
      differences.add(
          name(person)
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
      Truth.Person person = invoice == null ? null : invoice.person();
      if (person != null) {
        persons.addAll(person.ids());
      }
    }
    return persons;
  }

  private static String name(Truth.Person person) {
    return "customer " + String.join(" and ", person.ids());
  }

  private void contact(
      List<String> differences,
      Account account,
      Truth.Person person,
      Set<String> held,
      Set<String> heldConsents,
      boolean silentUnknown) {
    boolean mayBeMissing = person.ids().stream().anyMatch(held::contains);
    List<String> consents = consents(account, person);
    // What a person left behind is there still, but nobody is mailed at it.
    while (person.ids().size() > 1 && consents.size() > 1 && consents.remove(OPTED_OUT)) {
      continue;
    }
    int expected = person.wantsContact() ? 1 : 0;
    boolean takenOver = person.ids().stream().anyMatch(id -> account.consentBefore(id) != null);
    boolean leftOver = consents.equals(List.of(OPTED_OUT));
    if (consents.size() > (takenOver || leftOver ? 1 : expected)
        || (consents.size() < expected && !mayBeMissing)) {
      differences.add(name(person) + " has " + consents.size() + " contacts, not " + expected);
      return;
    }
    if (consents.isEmpty() || (leftOver && expected == 0)) {
      return;
    }
    String wanted = person.consent();
    if (wanted.equals("OPTED_IN") && !person.mayBeOptedIn()) {
      wanted = OPTED_OUT;
    }
    if (wanted.equals("UNKNOWN") && (!silentUnknown || saidNo(person))) {
      wanted = OPTED_OUT;
    }
    String there = consents.get(0).equals(Account.AWAITING) ? "OPTED_IN" : consents.get(0);
    boolean heldBack =
        person.ids().stream().anyMatch(heldConsents::contains)
            && (there.equals(OPTED_OUT)
                || person.mayBeOptedIn()
                || person.ids().stream().anyMatch(id -> there.equals(account.consentBefore(id))));
    if (!there.equals(wanted) && !heldBack) {
      differences.add(name(person) + " is " + there + ", in the ERP " + wanted);
    }
  }

  /** Whether somebody of the person said no, though the ERP says nothing: that holds everywhere. */
  private boolean saidNo(Truth.Person person) {
    return person.goneSaidNo()
        || truth.turns().stream()
            .anyMatch(
                turn ->
                    turn.person().equals(person)
                        && !turn.side().equals("khaos")
                        && turn.to().equals(OPTED_OUT));
  }

  private static List<String> consents(Account account, Truth.Person person) {
    return new ArrayList<>(
        person.ids().stream().flatMap(id -> account.consents(id).stream()).toList());
  }

  /** Whoever lost their e-mail had a contact before, to which things belong. */
  private static boolean mayHaveCome(Account account, Truth.Invoice invoice) {
    Truth.Person person = invoice.person();
    return person != null && !consents(account, person).isEmpty();
  }

  private static void money(
      List<String> differences, Account account, Truth.Invoice invoice, Set<String> held) {
    String order = invoice.orderCode();
    if (!invoice.wantsDelivery()) {
      if (account.hasOrder(order) && !mayHaveCome(account, invoice)) {
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
    boolean mayHaveCome = !owed && invoice.live() && mayHaveCome(account, invoice);
    int expected = owed || (mayHaveCome && times == 1) ? 1 : 0;
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
