package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Delivers rows about contacts: a few live ones singly, many by import. */
final class SinglyOrByImport<R extends Row> {
  /** Up to so many live rows go singly, which answers at once; more go by import. */
  static final int ROWS_SENT_SINGLY = 10;

  private final BiFunction<R, Lane, Verdict> single;
  private final BiFunction<List<R>, Lane, Map<Long, Verdict>> bulk;

  SinglyOrByImport(
      BiFunction<R, Lane, Verdict> single, BiFunction<List<R>, Lane, Map<Long, Verdict>> bulk) {
    this.single = single;
    this.bulk = bulk;
  }

  Map<Long, Verdict> deliver(Lane lane, List<R> rows) {
    if (lane == Lane.HISTORY || rows.size() > ROWS_SENT_SINGLY) {
      return bulk.apply(rows, lane);
    }
    Map<Long, Verdict> verdicts = new LinkedHashMap<>();
    List<R> noRoom = new ArrayList<>();
    for (R row : rows) {
      Verdict verdict = single.apply(row, lane);
      verdicts.put(row.deliveryId(), verdict);
      if (DotdigitalVerdicts.isRateLimited(verdict)) {
        noRoom.add(row);
      }
    }
    if (noRoom.size() > 1) {
      verdicts.putAll(bulk.apply(noRoom, lane));
    }
    return verdicts;
  }
}
