package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Delivers consent, many contacts a call: the opt-in field and nothing else. Where we know of no
 * opt-out, one that was made there meanwhile is looked for before an opt-in is written.
 */
final class EmarsysConsent {
  private final ContactChanges changes;
  private final ContactLookup lookup;

  EmarsysConsent(ContactChanges changes, ContactLookup lookup) {
    this.changes = changes;
    this.lookup = lookup;
  }

  Map<Long, Verdict> deliver(AccountIds account, Lane lane, List<Row.ContactConsent> rows) {
    Map<Long, Verdict> verdicts = new HashMap<>(optedOutThere(account, lane, rows));
    List<Item> items = new ArrayList<>();
    for (Row.ContactConsent row : rows) {
      if (row.consent() == Consent.UNKNOWN) {
        verdicts.put(
            row.deliveryId(),
            new Verdict.Reject("consent unknown", "an unknown consent is never sent"));
      } else if (!verdicts.containsKey(row.deliveryId())) {
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

  /** What speaks against opt-ins that were decided on what we know. */
  private Map<Long, Verdict> optedOutThere(
      AccountIds account, Lane lane, List<Row.ContactConsent> rows) {
    List<Row.ContactConsent> unsure =
        rows.stream().filter(row -> row.consent() == Consent.OPTED_IN && !row.overrules()).toList();
    if (unsure.isEmpty()) {
      return Map.of();
    }
    ContactLookup.Sight there =
        lookup.byContact(
            account, lane, unsure.stream().map(Row.ContactConsent::contactId).toList());
    Map<Long, Verdict> verdicts = new HashMap<>();
    for (Row.ContactConsent row : unsure) {
      if (there.failure() != null) {
        verdicts.put(row.deliveryId(), EmarsysVerdicts.ofLookup(there.failure()));
      } else if (there.of(row.contactId()).stream()
          .anyMatch(seen -> seen.consent() == Consent.OPTED_OUT)) {
        verdicts.put(row.deliveryId(), Verdict.Retry.notAsThought(Consent.OPTED_OUT));
      }
    }
    return verdicts;
  }
}
