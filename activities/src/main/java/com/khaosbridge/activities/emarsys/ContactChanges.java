package com.khaosbridge.activities.emarsys;

import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Changes contacts that are there, profile or consent, by their internal ids. */
final class ContactChanges {
  private final EmarsysApi api;
  private final ItemCalls calls;

  ContactChanges(EmarsysApi api, ItemCalls calls) {
    this.api = api;
    this.calls = calls;
  }

  /**
   * Sends changes.
   *
   * @param changes each with the contact's id as its key
   * @param there by delivery, the consent of contacts that was read just before
   */
  Map<Long, Verdict> send(Lane lane, List<Item> changes, Map<Long, Consent> there) {
    return calls.send(
        CoreCall.UPDATE_CONTACTS,
        changes,
        items ->
            api.call(
                CoreCall.UPDATE_CONTACTS,
                lane,
                "contact/?create_if_not_exists=0",
                ContactJson.body(Fields.CONTACT_ID, items)),
        (items, data, unplaced) -> changed(items, data, unplaced, there));
  }

  /** Ids aren't ordered by row, so a row counts as done if its own id is in the answer. */
  private static Map<Long, Verdict> changed(
      List<Item> items, JsonNode data, int unplaced, Map<Long, Consent> there) {
    Set<String> ids = AnsweredIds.in(data);
    boolean allDone = unplaced == 0 && ids.size() == items.size();
    Map<Long, Verdict> verdicts = new HashMap<>();
    for (Item item : items) {
      verdicts.put(
          item.deliveryId(),
          allDone || ids.contains(item.key())
              ? new Verdict.Ok(Evidence.ACCEPTED, item.key(), false, there.get(item.deliveryId()))
              : EmarsysVerdicts.unanswered());
    }
    return verdicts;
  }
}
