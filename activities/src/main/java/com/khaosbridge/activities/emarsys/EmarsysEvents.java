package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Triggers external events, a call for each event type. */
final class EmarsysEvents {
  private static final Logger log = LoggerFactory.getLogger(EmarsysEvents.class);

  private final EmarsysApi api;
  private final ItemCalls calls;
  private final ContactLookup lookup;
  private final Set<EventType> warned = ConcurrentHashMap.newKeySet();

  EmarsysEvents(EmarsysApi api, ItemCalls calls, ContactLookup lookup) {
    this.api = api;
    this.calls = calls;
    this.lookup = lookup;
  }

  Map<Long, Verdict> deliver(AccountIds account, Lane lane, List<Row.Event> all) {
    Map<Long, Verdict> verdicts = new HashMap<>();
    List<Row.Event> rows = mayGo(account, lane, all, verdicts);
    for (EventType type : EventType.values()) {
      List<Item> items = new ArrayList<>();
      for (Row.Event row : rows) {
        if (row.type() == type) {
          items.add(new Item(row.deliveryId(), row.contactId(), EventJson.contact(row)));
        }
      }
      String eventId = account.eventIds().get(type);
      if (eventId != null && !items.isEmpty()) {
        verdicts.putAll(trigger(type, eventId, lane, items));
      } else {
        Verdict excluded =
            new Verdict.Exclude(new Exclusion(ExclusionReason.NO_CAMPAIGN, type.words()));
        items.forEach(item -> verdicts.put(item.deliveryId(), excluded));
      }
    }
    return verdicts;
  }

  /** Marketing goes only to contacts that are opted in at this very moment. */
  private List<Row.Event> mayGo(
      AccountIds account, Lane lane, List<Row.Event> all, Map<Long, Verdict> verdicts) {
    List<Row.Event> marketing = all.stream().filter(row -> row.type().marketing()).toList();
    if (marketing.isEmpty()) {
      return all;
    }
    ContactLookup.Sight there =
        lookup.byContact(account, lane, marketing.stream().map(Row.Event::contactId).toList());
    for (Row.Event row : marketing) {
      boolean optedIn =
          there.of(row.contactId()).stream()
              .anyMatch(contact -> contact.consent() == Consent.OPTED_IN);
      if (there.failure() != null) {
        verdicts.put(row.deliveryId(), EmarsysVerdicts.ofLookup(there.failure()));
      } else if (!optedIn) {
        verdicts.put(row.deliveryId(), new Verdict.Exclude(ExclusionReason.NOT_OPTED_IN));
      }
    }
    return all.stream().filter(row -> !verdicts.containsKey(row.deliveryId())).toList();
  }

  private Map<Long, Verdict> trigger(EventType type, String eventId, Lane lane, List<Item> all) {
    return calls.send(
        CoreCall.TRIGGER_EVENT,
        all,
        items ->
            api.call(
                CoreCall.TRIGGER_EVENT,
                lane,
                "event/" + eventId + "/trigger",
                ContactJson.body(Fields.CONTACT_ID, items)),
        (items, data, unplaced) -> triggered(type, items, data, unplaced));
  }

  private Map<Long, Verdict> triggered(
      EventType type, List<Item> items, JsonNode data, int unplaced) {
    warnIfUnused(type, data.path("connectedTo"));
    Map<Long, Verdict> verdicts = new HashMap<>();
    for (Item item : items) {
      verdicts.put(
          item.deliveryId(),
          unplaced == 0 ? Verdict.Ok.accepted(item.key(), false) : EmarsysVerdicts.unanswered());
    }
    return verdicts;
  }

  private void warnIfUnused(EventType type, JsonNode connectedTo) {
    if (!connectedTo.isObject() || connectedTo.isEmpty()) {
      return;
    }
    for (JsonNode used : connectedTo) {
      if (used.booleanValue(false)) {
        return;
      }
    }
    if (warned.add(type)) {
      log.warn(
          "Emarsys takes the event '{}' but nothing uses it: no e-mail, program or interaction is"
              + " connected to it",
          type.words());
    }
  }
}
