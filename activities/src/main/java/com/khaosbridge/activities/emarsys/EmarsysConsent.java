package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Delivers consent, many contacts a call: the opt-in field and nothing else. */
final class EmarsysConsent {
  private final ContactChanges changes;

  EmarsysConsent(ContactChanges changes) {
    this.changes = changes;
  }

  Map<Long, Verdict> deliver(Lane lane, List<Row.ContactConsent> rows) {
    Map<Long, Verdict> verdicts = new HashMap<>();
    List<Item> items = new ArrayList<>();
    for (Row.ContactConsent row : rows) {
      if (row.consent() == Consent.UNKNOWN) {
        verdicts.put(
            row.deliveryId(),
            new Verdict.Reject("consent unknown", "an unknown consent is never sent"));
      } else {
        items.add(
            new Item(
                row.deliveryId(),
                row.contactId(),
                ContactJson.consent(row.contactId(), row.consent())));
      }
    }
    if (!items.isEmpty()) {
      verdicts.putAll(changes.send(lane, items, Map.of()));
    }
    return verdicts;
  }
}
