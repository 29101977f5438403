package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import org.h2.mvstore.MVMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events that were processed, and how often a processed trigger id came again. A trigger id
 * counts within its event.
 */
final class EventLog {
  private static final String NEXT = "nextEvent";

  private final MVMap<String, String> events;
  private final MVMap<String, String> triggers;
  private final MVMap<String, String> counters;

  EventLog(StateStore store) {
    this.events = store.map("emarsys.event");
    this.triggers = store.map("emarsys.trigger");
    this.counters = store.map("emarsys.counter");
  }

  /** Processes an event, unless its trigger id (empty for none) has been seen. */
  synchronized void process(EventDefinitions.Definition event, String triggerId, ObjectNode line) {
    if (!triggerId.isEmpty()) {
      String trigger = event.id() + "\0" + triggerId;
      String repeats = triggers.get(trigger);
      if (repeats != null) {
        triggers.put(trigger, Long.toString(Long.parseLong(repeats) + 1));
        return;
      }
      triggers.put(trigger, "0");
    }
    long number = Long.parseLong(counters.getOrDefault(NEXT, "1"));
    counters.put(NEXT, Long.toString(number + 1));
    events.put(String.format(Locale.ROOT, "%012d", number), Json.write(line));
  }

  void writeState(Writer out) throws IOException {
    for (String line : events.values()) {
      out.write(line);
      out.write('\n');
    }
    for (Map.Entry<String, String> trigger : triggers.entrySet()) {
      long repeats = Long.parseLong(trigger.getValue());
      if (repeats > 0) {
        int cut = trigger.getKey().indexOf('\0');
        ObjectNode line = Json.object().put("type", "duplicateTrigger");
        line.put("triggerId", trigger.getKey().substring(cut + 1));
        line.put("eventId", Integer.parseInt(trigger.getKey().substring(0, cut)));
        line.put("count", repeats);
        out.write(Json.write(line));
        out.write('\n');
      }
    }
  }
}
