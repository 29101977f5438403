package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Requirement;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.EventType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the bridge needs in an account, held against what the account has. */
final class AccountNeeds {
  static final String EXTERNAL_EVENT = "external event";

  private final EmarsysSettings.Names names;
  private final AccountLists lists;
  private final ContactFields fields;
  private final Map<String, String> eventIds = new HashMap<>();

  AccountNeeds(EmarsysSettings.Names names, AccountLists lists) {
    this.names = names;
    this.lists = lists;
    this.fields = new ContactFields(lists.fields());
    for (JsonNode event : lists.events()) {
      eventIds.putIfAbsent(WireJson.text(event.path("name")), WireJson.text(event.path("id")));
    }
  }

  List<Requirement> requirements() {
    List<Requirement> all = new ArrayList<>();
    all.add(fields.ofText(names.personField(), "shorttext"));
    all.add(fields.ofText(names.urnField(), "shorttext"));
    all.add(fields.ofText(names.customerIdsField(), "longtext"));
    all.add(
        Requirement.notShown(
            "index of the contact field",
            names.personField(),
            "have Emarsys Support index it, and make it the account's external id for sales data"));
    new TreeMap<>(names.metrics())
        .forEach((metric, stringId) -> all.add(fields.ofMetric(metric, stringId)));
    all.add(optInChoices());
    new TreeMap<>(names.events()).forEach((type, name) -> all.add(event(type, name)));
    return all;
  }

  /** Of an account that lacks nothing. */
  AccountIds ids() {
    Map<EventType, String> events = new EnumMap<>(EventType.class);
    names
        .events()
        .forEach((type, name) -> events.put(type, Objects.requireNonNull(eventIds.get(name))));
    Map<Metric, String> metrics = new EnumMap<>(Metric.class);
    names.metrics().forEach((metric, stringId) -> metrics.put(metric, fields.id(stringId)));
    return new AccountIds(
        fields.id(names.personField()),
        fields.id(names.urnField()),
        fields.id(names.customerIdsField()),
        new Countries(lists.countries()),
        events,
        metrics);
  }

  private Requirement optInChoices() {
    List<String> there = new ArrayList<>();
    lists.optIn().forEach(choice -> there.add(WireJson.text(choice.path("id"))));
    String kind = "choices of the opt-in field";
    return there.contains(String.valueOf(Fields.OPTED_IN))
            && there.contains(String.valueOf(Fields.OPTED_OUT))
        ? Requirement.there(kind, Fields.OPT_IN, "")
        : Requirement.missing(
            kind,
            Fields.OPT_IN,
            "",
            "The opt-in field 31 lacks the choices 1 (True) and 2 (False), so consent can't be"
                + " written",
            "ask Emarsys Support to restore them");
  }

  private Requirement event(EventType type, String name) {
    return eventIds.containsKey(name)
        ? Requirement.there(EXTERNAL_EVENT, name, "")
        : Requirement.makeable(
            EXTERNAL_EVENT,
            name,
            "",
            "The account has no external event " + name + " for '" + type.words() + "'",
            "create it under External Events, or name another in the settings");
  }
}
