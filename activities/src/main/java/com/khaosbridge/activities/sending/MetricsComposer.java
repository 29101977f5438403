package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.PersonMetrics;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes rows of what persons' orders and credits add up to, as it is when they are sent. */
final class MetricsComposer {
  private final PersonFigures figures;
  private final Persons persons;
  private final BusinessTime businessTime;

  MetricsComposer(PersonFigures figures, Persons persons, BusinessTime businessTime) {
    this.figures = figures;
    this.persons = persons;
    this.businessTime = businessTime;
  }

  Composed metrics(List<ClaimedDelivery> claimed) {
    Map<String, PersonMetrics> now =
        figures.of(claimed.stream().map(ClaimedDelivery::person).toList(), businessTime.now());
    Map<String, Set<String>> otherIds = persons.otherIds(now.keySet());
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    for (ClaimedDelivery delivery : claimed) {
      PersonMetrics metrics = now.get(delivery.person());
      if (metrics == null) {
        unsendable.put(
            delivery.id(),
            new Verdict.Reject("person without orders or credits", "person " + delivery.person()));
      } else {
        rows.add(
            new Row.Metrics(
                delivery.id(),
                delivery.person(),
                otherIds.getOrDefault(delivery.person(), Set.of()),
                delivery.contact(),
                metrics.values()));
      }
    }
    return new Composed(rows, unsendable);
  }
}
