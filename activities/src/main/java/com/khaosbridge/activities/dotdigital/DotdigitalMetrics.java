package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Delivers metrics. Whether the account has their data fields is asked before the first delivery,
 * and again after a row was refused: a field that is missing is no row's fault.
 */
final class DotdigitalMetrics {
  private final DotdigitalAccount account;
  private final SinglyOrByImport<Row.Metrics> rows;
  private volatile boolean fieldsSeen;

  DotdigitalMetrics(DotdigitalAccount account, MetricsWriting writing) {
    this.account = account;
    this.rows = new SinglyOrByImport<>(writing::single, writing::bulk);
  }

  Map<Long, Verdict> deliver(Lane lane, List<Row.Metrics> metrics) {
    try {
      if (!fieldsSeen) {
        List<String> problems = account.metricProblems(lane);
        if (!problems.isEmpty()) {
          return all(
              metrics, new Verdict.Config("data field missing", String.join("; ", problems)));
        }
        fieldsSeen = true;
      }
    } catch (CallRefusedException e) {
      return all(metrics, e.verdict());
    }
    Map<Long, Verdict> verdicts = rows.deliver(lane, metrics);
    if (verdicts.values().stream().anyMatch(Verdict.Reject.class::isInstance)) {
      fieldsSeen = false;
    }
    return verdicts;
  }

  private static Map<Long, Verdict> all(List<Row.Metrics> rows, Verdict verdict) {
    Map<Long, Verdict> verdicts = new LinkedHashMap<>();
    rows.forEach(row -> verdicts.put(row.deliveryId(), verdict));
    return verdicts;
  }
}
