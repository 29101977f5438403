package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.List;
import java.util.Map;

/** Delivers metrics, many contacts a call: the configured fields and nothing else. */
final class EmarsysMetrics {
  private final ContactChanges changes;

  EmarsysMetrics(ContactChanges changes) {
    this.changes = changes;
  }

  Map<Long, Verdict> deliver(AccountIds account, Lane lane, List<Row.Metrics> rows) {
    return changes.send(
        lane,
        rows.stream()
            .map(
                row ->
                    new Item(row.deliveryId(), row.contactId(), ContactJson.metrics(account, row)))
            .toList(),
        Map.of());
  }
}
