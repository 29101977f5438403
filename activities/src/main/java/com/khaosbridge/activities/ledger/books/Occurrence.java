package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that was observed.
 *
 * @param occurredAt the change's ERP time
 * @param guest whether it is an order's that is nobody's
 * @param exVat what it comes to; null if it is not about money, or nobody can tell
 */
record Occurrence(
    Change change,
    String businessKey,
    @Nullable String personId,
    @Nullable String orderCode,
    Instant occurredAt,
    Instant observedAt,
    Lane lane,
    boolean guest,
    @Nullable BigDecimal exVat) {

  static Occurrence of(Change change, Person person, Instant at, Lane lane) {
    return new Occurrence(change, person.id(), person.id(), null, at, at, lane, false, null);
  }
}
