package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Delivers contacts: a few live ones singly, many by import. */
final class DotdigitalContacts {
  private final ContactSingle single;
  private final ContactImport bulk;

  DotdigitalContacts(ContactSingle single, ContactImport bulk) {
    this.single = single;
    this.bulk = bulk;
  }

  Map<Long, Verdict> deliver(Lane lane, List<Row.Contact> rows) {
    if (lane == Lane.HISTORY || rows.size() > Dotdigital.ROWS_SENT_SINGLY) {
      return bulk.deliver(rows, lane);
    }
    Map<Long, Verdict> verdicts = new LinkedHashMap<>();
    List<Row.Contact> noRoom = new ArrayList<>();
    for (Row.Contact row : rows) {
      Verdict verdict = single.deliver(row, lane);
      verdicts.put(row.deliveryId(), verdict);
      if (DotdigitalVerdicts.isRateLimited(verdict)) {
        noRoom.add(row);
      }
    }
    if (noRoom.size() > 1) {
      verdicts.putAll(bulk.deliver(noRoom, lane));
    }
    return verdicts;
  }
}
