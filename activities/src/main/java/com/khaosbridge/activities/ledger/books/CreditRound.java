package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.CreditAttribution;
import com.khaosbridge.workflows.decision.CreditAttribution.Part;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What becomes of some credit notes in one transaction. */
final class CreditRound {
  private final LedgerDatabase database;
  private final String source;
  private final Observations observations;
  private final Instant observedAt;
  private final Consumer<Set<String>> worthChanged;
  private final CreditParts parts;
  private final Set<String> orders = new HashSet<>();

  /**
   * @param worthChanged hears of the orders whose workflows must know
   */
  CreditRound(
      LedgerDatabase database,
      String source,
      Observations observations,
      Instant observedAt,
      Consumer<Set<String>> worthChanged) {
    this.database = database;
    this.source = source;
    this.observations = observations;
    this.observedAt = observedAt;
    this.worthChanged = worthChanged;
    this.parts = new CreditParts(database, source);
  }

  /** Finds the orders of these notes. */
  void attribute(List<WaitingCredit> waiting) {
    SoldOrders sold = SoldOrders.of(database, source, waiting);
    Map<WaitingCredit, List<Part>> found = new LinkedHashMap<>();
    for (WaitingCredit note : waiting) {
      List<Part> its =
          CreditAttribution.attribute(
              note.lines(),
              sold.before(note),
              sold.has(note.orderCode()) ? note.orderCode() : null);
      found.put(note, its);
      its.forEach(part -> addOrder(part.orderCode()));
    }
    Map<String, String> owners = parts.personsOf(orders);
    Set<String> persons = new HashSet<>(owners.values());
    waiting.forEach(note -> add(persons, note.personId()));
    CreditDeliveries plan = plan(persons);
    found.forEach(
        (note, its) ->
            byOrder(its)
                .forEach(
                    (order, some) -> {
                      String person = order.isEmpty() ? note.personId() : owners.get(order);
                      take(
                          plan,
                          new CreditDeliveries.Subject(
                              note.creditId(),
                              order.isEmpty() ? null : order,
                              person,
                              note.issuedAt(),
                              sum(some),
                              note.again(),
                              note.lane()),
                          some);
                    }));
    finish(plan);
    parts.attributed(waiting);
  }

  /** What these notes had taken is given back, until they find their orders anew. */
  void giveBack(Set<String> creditIds) {
    List<CreditParts.TakenBack> taken = parts.of(creditIds);
    Set<String> persons = new HashSet<>();
    taken.forEach(one -> add(persons, one.personId()));
    CreditDeliveries plan = plan(persons);
    for (CreditParts.TakenBack one : taken) {
      addOrder(one.orderCode());
      List<Part> given = one.parts().stream().map(CreditRound::negated).toList();
      take(
          plan,
          new CreditDeliveries.Subject(
              one.creditId(),
              one.orderCode(),
              one.personId(),
              observedAt,
              sum(given),
              true,
              Lane.LIVE),
          given);
    }
    finish(plan);
  }

  private CreditDeliveries plan(Set<String> persons) {
    return new CreditDeliveries(
        observations, new Persons(database, source).known(persons), observedAt);
  }

  private void take(CreditDeliveries plan, CreditDeliveries.Subject subject, List<Part> some) {
    long seq = plan.plan(subject);
    some.forEach(part -> parts.add(subject.creditId(), part, seq));
  }

  private void finish(CreditDeliveries plan) {
    observations.write();
    parts.write();
    supersede();
    worthChanged.accept(plan.liveOrders());
    new PendingSignals(database, source)
        .add(PendingSignals.Kind.PERSON_CHANGED, plan.livePersons());
  }

  /** An order record tells all, so that one that was not sent yet gives way. */
  private void supersede() {
    new Deliveries(database, source)
        .supersede(
            Selection.where(
                    "d.source = ? and d.kind = 'ORDER' and d.order_code = any (?)",
                    source,
                    orders.toArray(String[]::new))
                .standing(
                    DeliveryStatus.PLANNED,
                    DeliveryStatus.WAITING,
                    DeliveryStatus.READY,
                    DeliveryStatus.HELD));
  }

  private void addOrder(@Nullable String orderCode) {
    add(orders, orderCode);
  }

  private static void add(Set<String> keys, @Nullable String key) {
    if (key != null) {
      keys.add(key);
    }
  }

  private static Part negated(Part part) {
    return new Part(
        part.creditLine(),
        part.item(),
        part.orderCode(),
        part.orderLine(),
        part.quantity().negate(),
        part.exVat().negate(),
        part.step());
  }

  /** By order code; what found none under the empty one. */
  private static Map<String, List<Part>> byOrder(List<Part> parts) {
    Map<String, List<Part>> byOrder = new LinkedHashMap<>();
    for (Part part : parts) {
      String order = part.orderCode() == null ? "" : part.orderCode();
      byOrder.computeIfAbsent(order, none -> new ArrayList<>()).add(part);
    }
    return byOrder;
  }

  private static BigDecimal sum(List<Part> parts) {
    return parts.stream().map(Part::exVat).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
