package com.khaosbridge.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one destination's account holds, in terms of the ERP: contacts by person, money by order,
 * events by order.
 */
final class Account {
  /** In place of a consent: the person was asked to confirm an opt-in, and has not answered. */
  static final String AWAITING = "AWAITING";

  private final Map<String, List<String>> consentsOfPerson = new HashMap<>();
  private final Map<String, String> consentBefore = new HashMap<>();
  private final Map<String, BigDecimal> moneyOfOrder = new HashMap<>();
  private final Map<String, BigDecimal> moneyOfPerson = new HashMap<>();
  private final Map<String, Integer> events = new HashMap<>();

  /**
   * A contact with our person id; consent is {@code OPTED_IN}, {@code OPTED_OUT}, {@code UNKNOWN}
   * or {@link #AWAITING}.
   */
  void contact(String personId, String consent) {
    consentsOfPerson.computeIfAbsent(personId, id -> new ArrayList<>()).add(consent);
  }

  /** What a contact that now has our person id said before the bridge came. */
  void contactBefore(String personId, String consent) {
    consentBefore.put(personId, consent);
  }

  /**
   * Money of a person under an order, in one piece or in several: an order that comes twice sums up
   * to too much.
   */
  void money(String orderCode, String personId, BigDecimal exVat) {
    moneyOfOrder.merge(orderCode, exVat, BigDecimal::add);
    moneyOfPerson.merge(personId, exVat, BigDecimal::add);
  }

  void event(String type, String orderNumber) {
    events.merge(type + "/" + orderNumber, 1, Integer::sum);
  }

  List<String> consents(String personId) {
    return consentsOfPerson.getOrDefault(personId, List.of());
  }

  /** What a person's contact said before the bridge came; null if it was not there. */
  @Nullable String consentBefore(String personId) {
    return consentBefore.get(personId);
  }

  boolean hasOrder(String orderCode) {
    return moneyOfOrder.containsKey(orderCode);
  }

  BigDecimal money(String orderCode) {
    return moneyOfOrder.getOrDefault(orderCode, BigDecimal.ZERO);
  }

  BigDecimal moneyOfPerson(String personId) {
    return moneyOfPerson.getOrDefault(personId, BigDecimal.ZERO);
  }

  int eventTimes(String type, String orderNumber) {
    return events.getOrDefault(type + "/" + orderNumber, 0);
  }

  /** The orders that hold money. */
  Iterable<String> orders() {
    return moneyOfOrder.keySet();
  }

  /** How many events there are in all. */
  long eventCount() {
    return events.values().stream().mapToLong(Integer::longValue).sum();
  }
}
