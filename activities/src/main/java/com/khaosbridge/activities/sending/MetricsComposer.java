package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.workflows.decision.PersonMetrics;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes rows of what persons' orders and credits add up to, as it is when they are sent. */
final class MetricsComposer {
  private final PersonFigures figures;
  private final BusinessTime businessTime;

  MetricsComposer(PersonFigures figures, BusinessTime businessTime) {
    this.figures = figures;
    this.businessTime = businessTime;
  }

  Composed metrics(List<ClaimedDelivery> claimed) {
    Map<String, PersonMetrics> now =
        figures.of(claimed.stream().map(MetricsComposer::person).toList(), businessTime.now());
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    for (ClaimedDelivery delivery : claimed) {
      PersonMetrics metrics = now.get(person(delivery));
      if (metrics == null) {
        unsendable.put(
            delivery.id(),
            new Verdict.Reject("person without orders or credits", "person " + person(delivery)));
      } else {
        rows.add(
            new Row.Metrics(
                delivery.id(),
                person(delivery),
                Objects.requireNonNull(delivery.contactId(), "metrics go only after the contact"),
                metrics.values()));
      }
    }
    return new Composed(rows, unsendable);
  }

  private static String person(ClaimedDelivery delivery) {
    return Objects.requireNonNull(delivery.personId(), "metrics are a person's");
  }
}
