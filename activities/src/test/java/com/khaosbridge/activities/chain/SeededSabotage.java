package com.khaosbridge.activities.chain;

import com.khaosbridge.activities.destination.DotdigitalSabotage;
import com.khaosbridge.activities.destination.EmarsysSabotage;
import com.khaosbridge.sandbox.dotdigital.DotdigitalStandIn;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ExpectedOrder;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes records at the destinations, no two of one person at one destination, and keeps what a
 * reconciliation should find of it.
 */
final class SeededSabotage {
  static final BigDecimal OFF = new BigDecimal("12.345");

  private final List<ExpectedOrder> orders;
  private final DotdigitalSabotage dotdigital;
  private final EmarsysSabotage emarsys;
  private final Set<String> records = new LinkedHashSet<>();
  private final Set<Found> toFind = new LinkedHashSet<>();
  private final Set<String> touched = new HashSet<>();

  /** A difference without its words and its money. */
  record Found(
      String destination,
      DifferenceClass type,
      @Nullable String person,
      @Nullable String order,
      @Nullable String field) {
    static Found of(Difference one) {
      return new Found(one.destination(), one.type(), one.person(), one.order(), one.field());
    }
  }

  /**
   * @param orders in the order in which they are taken
   */
  SeededSabotage(String baseUrl, List<ExpectedOrder> orders) {
    this.orders = orders;
    dotdigital =
        new DotdigitalSabotage(baseUrl, DotdigitalStandIn.USER, DotdigitalStandIn.PASSWORD);
    emarsys = new EmarsysSabotage(baseUrl, "sandbox-client", "sandbox-secret");
  }

  /** The records that were changed so that it is a difference. */
  Set<String> records() {
    return records;
  }

  Set<Found> toFind() {
    return toFind;
  }

  /**
   * Changes 140 records at Dotdigital.
   *
   * @param persons with a contact, in the order in which they are taken
   */
  void dotdigital(List<ExpectedPerson> persons) {
    String name = Chain.DOTDIGITAL;
    touched.clear();
    times(3, () -> dotdigital.flipConsent(person(persons, Consent.OPTED_IN).contactId()));
    times(20, () -> optIn(name, person(persons, Consent.OPTED_OUT)));
    times(10, () -> deleteDotdigitalContact(person(persons, null)));
    times(10, () -> alter(person(persons, null), "POSTCODE", "ZZ1 1ZZ", "postcode"));
    times(10, () -> alter(person(persons, null), "FIRSTNAME", "Somebody", "first name"));
    times(10, () -> stale(buyer(persons)));
    for (int i = 0; i < 10; i++) {
      ExpectedPerson twin = person(persons, null);
      dotdigital.doubleContact(twin.contactId(), "twin" + i + "@example.com");
      contact(name, DifferenceClass.DUPLICATE, twin, null);
    }
    times(20, () -> alterTotal(order()));
    times(20, () -> deleteOrder(order()));
    times(15, () -> duplicateOrder(order()));
    times(15, () -> moveOrder(order(), order()));
  }

  /** Changes 60 contacts at Emarsys, whose orders can't be read back. */
  void emarsys(List<ExpectedPerson> persons) {
    String name = Chain.EMARSYS;
    touched.clear();
    times(3, () -> emarsys.flipConsent(person(persons, Consent.OPTED_IN).contactId()));
    times(15, () -> optIn(name, person(persons, Consent.OPTED_OUT)));
    for (int i = 0; i < 10; i++) {
      ExpectedPerson gone = person(persons, null);
      emarsys.deleteContact(gone.contactId());
      contact(name, DifferenceClass.MISSING, gone, null);
      ExpectedPerson renamed = person(persons, null);
      emarsys.changeFirstName(renamed.contactId(), "Somebody");
      contact(name, DifferenceClass.OTHER_PROFILE, renamed, "first name");
      ExpectedPerson counted = buyer(persons);
      emarsys.alterField(counted.contactId(), "khaos_gross", "0.01");
      contact(name, DifferenceClass.STALE_METRIC, counted, "khaos_gross");
    }
    for (int i = 0; i < 5; i++) {
      ExpectedPerson recoded = person(persons, null);
      emarsys.alterField(recoded.contactId(), "khaos_urn", "1");
      contact(name, DifferenceClass.OTHER_PROFILE, recoded, "urn");
      ExpectedPerson taken = person(persons, null);
      String other = person(persons, null).personId();
      emarsys.alterField(taken.contactId(), "khaos_person_id", other);
      contact(name, DifferenceClass.OTHER_OWNER, taken, "person id");
      ExpectedPerson twin = person(persons, null);
      emarsys.doubleContact(twin.contactId(), "twin" + i + "@example.com");
      contact(name, DifferenceClass.DUPLICATE, twin, null);
    }
    String copied = person(persons, null).contactId();
    String stranger = emarsys.doubleContact(copied, "stranger@example.com");
    emarsys.alterField(stranger, "khaos_person_id", "987654321");
    toFind.add(new Found(name, DifferenceClass.NOT_IN_ERP, null, null, "person id"));
  }

  private static void times(int times, Runnable act) {
    for (int i = 0; i < times; i++) {
      act.run();
    }
  }

  private void optIn(String destination, ExpectedPerson person) {
    (destination.equals(Chain.EMARSYS) ? emarsys : dotdigital).flipConsent(person.contactId());
    contact(destination, DifferenceClass.CONSENT_DRIFT, person, "consent");
  }

  /** Its orders are gone with it. */
  private void deleteDotdigitalContact(ExpectedPerson gone) {
    dotdigital.deleteContact(gone.contactId());
    contact(Chain.DOTDIGITAL, DifferenceClass.MISSING, gone, null);
    for (ExpectedOrder order : orders) {
      if (gone.personId().equals(order.personId())) {
        toFind.add(found(DifferenceClass.MISSING, order, order.orderKey(), null));
      }
    }
  }

  private void alter(ExpectedPerson person, String field, String value, String told) {
    dotdigital.alterField(person.contactId(), field, value);
    contact(Chain.DOTDIGITAL, DifferenceClass.OTHER_PROFILE, person, told);
  }

  private void stale(ExpectedPerson person) {
    dotdigital.alterField(person.contactId(), "KHAOS_ORDERS", "99");
    contact(Chain.DOTDIGITAL, DifferenceClass.STALE_METRIC, person, "KHAOS_ORDERS");
  }

  private void alterTotal(ExpectedOrder order) {
    BigDecimal total = order.afterCredits().add(OFF);
    dotdigital.alterTotal(order.contactId(), order.orderKey(), total);
    order(DifferenceClass.OTHER_AMOUNT, order, order.orderKey(), "order_total");
  }

  private void deleteOrder(ExpectedOrder order) {
    dotdigital.deleteOrder(order.contactId(), order.orderKey());
    order(DifferenceClass.MISSING, order, order.orderKey(), null);
  }

  private void duplicateOrder(ExpectedOrder order) {
    String copy = order.orderKey() + "-copy";
    dotdigital.duplicateOrder(order.contactId(), order.orderKey(), copy);
    order(DifferenceClass.DUPLICATE, order, copy, null);
  }

  private void moveOrder(ExpectedOrder order, ExpectedOrder other) {
    dotdigital.moveOrder(order.contactId(), order.orderKey(), other.contactId());
    order(DifferenceClass.OTHER_OWNER, order, order.orderKey(), "contact");
  }

  private void contact(
      String destination, DifferenceClass type, ExpectedPerson person, @Nullable String field) {
    records.add(destination + " contact " + person.contactId());
    toFind.add(new Found(destination, type, person.personId(), null, field));
  }

  private void order(
      DifferenceClass type, ExpectedOrder order, String key, @Nullable String field) {
    records.add(Chain.DOTDIGITAL + " order " + order.orderKey());
    toFind.add(found(type, order, key, field));
  }

  private static Found found(
      DifferenceClass type, ExpectedOrder order, String key, @Nullable String field) {
    return new Found(Chain.DOTDIGITAL, type, order.personId(), key, field);
  }

  /** An order of somebody of whom nothing was touched yet. */
  private ExpectedOrder order() {
    ExpectedOrder order =
        orders.stream()
            .filter(one -> one.contactId() != null && one.personId() != null)
            .filter(one -> !touched.contains(one.personId()))
            .findFirst()
            .orElseThrow();
    touched.add(order.personId());
    return order;
  }

  /** Who has figures: not everybody's order is invoiced. */
  private ExpectedPerson buyer(List<ExpectedPerson> persons) {
    Set<String> buyers = new HashSet<>();
    orders.forEach(order -> buyers.add(order.personId()));
    return person(persons.stream().filter(one -> buyers.contains(one.personId())).toList(), null);
  }

  private ExpectedPerson person(List<ExpectedPerson> persons, @Nullable Consent consent) {
    ExpectedPerson person =
        persons.stream()
            .filter(one -> consent == null || one.consent() == consent)
            .filter(one -> !touched.contains(one.personId()))
            .findFirst()
            .orElseThrow();
    touched.add(person.personId());
    return person;
  }

  /** What a report found, as often as it did. */
  static List<Found> found(List<Difference> differences) {
    List<Found> found = new ArrayList<>();
    differences.forEach(one -> found.add(Found.of(one)));
    return found;
  }
}
