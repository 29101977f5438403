package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Triggers an external event for one contact or for many. */
final class EventTriggers {
  private static final int MAX_EVENT_BYTES = 1024 * 1024;
  private static final Pattern EVENT_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");

  private final AccountFields fields;
  private final ContactStore contacts;
  private final EventDefinitions definitions;
  private final EventLog log;
  private final ReplyVariations variations;
  private final Supplier<Instant> realTime;

  EventTriggers(
      AccountFields fields,
      ContactStore contacts,
      EventDefinitions definitions,
      EventLog log,
      ReplyVariations variations,
      Supplier<Instant> realTime) {
    this.fields = fields;
    this.contacts = contacts;
    this.definitions = definitions;
    this.log = log;
    this.variations = variations;
    this.realTime = realTime;
  }

  Response trigger(String eventId, Request request) {
    EventDefinitions.Definition event = definitions.find(eventId);
    if (event == null) {
      throw ApiFailure.badRequest(5001, "Invalid event ID for customer.");
    }
    ObjectNode body = Envelope.body(request);
    KeyField key = KeyReplies.keyOrFail(body.path("key_id"), fields);
    return body.path("contacts").isArray()
        ? triggerMany(event, key, KeyReplies.batch(body.path("contacts")))
        : triggerOne(event, key, body);
  }

  private Response triggerOne(EventDefinitions.Definition event, KeyField key, ObjectNode body) {
    Occurrence occurrence = occurrence(body);
    try {
      process(event, key, occurrence);
    } catch (Rejection rejection) {
      throw rejection.asWholeCall();
    }
    ObjectNode data = Json.object();
    int shape = variations.next(3);
    if (shape == 1) {
      data.putArray("errors");
    }
    if (shape == 2 || !event.connected()) {
      putConnections(data, event);
    }
    return Envelope.ok(data);
  }

  /** One bad time or payload stops the whole call; unknown contacts stop only themselves. */
  private Response triggerMany(EventDefinitions.Definition event, KeyField key, ArrayNode rows) {
    List<Occurrence> occurrences = new ArrayList<>();
    rows.forEach(row -> occurrences.add(occurrence(row)));
    ArrayNode ids = Json.array();
    ObjectNode errors = Json.object();
    for (Occurrence occurrence : occurrences) {
      try {
        ids.add(process(event, key, occurrence).idText());
      } catch (Rejection rejection) {
        KeyReplies.put(errors, Json.scalarText(occurrence.externalId()), rejection);
      }
    }
    ObjectNode data = Json.object();
    data.set("ids", ids);
    variations.putErrors(data, errors);
    if (variations.next(2) == 1 || !event.connected()) {
      putConnections(data, event);
    }
    return Envelope.ok(data);
  }

  private Contact process(EventDefinitions.Definition event, KeyField key, Occurrence occurrence)
      throws Rejection {
    String value = key.value(occurrence.externalId());
    Contact contact = KeyReplies.singleQuoted(contacts.find(key, value), key, value);
    String triggerId = Json.scalarText(occurrence.triggerId());
    ObjectNode line = Json.object().put("type", "event").put("event", event.name());
    line.put("eventId", event.id());
    line.put("contactId", contact.id());
    line.set("triggerId", orNull(occurrence.triggerId()));
    line.set("eventTime", orNull(occurrence.eventTime()));
    line.set("data", orNull(occurrence.data()));
    line.put("at", realTime.get().toString());
    log.process(event, triggerId, line);
    return contact;
  }

  private static Occurrence occurrence(JsonNode row) {
    JsonNode data = row.path("data");
    if (isGiven(data) && !data.isObject()) {
      throw ApiFailure.badRequest(5011, "The event data must be a JSON object.");
    }
    if (isGiven(data)
        && Json.write(data).getBytes(StandardCharsets.UTF_8).length > MAX_EVENT_BYTES) {
      throw ApiFailure.badRequest(5008, "The event data exceeds the maximum size.");
    }
    JsonNode time = row.path("event_time");
    if (isGiven(time) && !isEventTime(Json.scalarText(time))) {
      throw ApiFailure.badRequest(5010, "Invalid event_time format.");
    }
    return new Occurrence(row.path("external_id"), row.path("trigger_id"), time, data);
  }

  /** UTC with a Z, with or without milliseconds; an offset is not valid. */
  private static boolean isEventTime(String text) {
    if (!EVENT_TIME.matcher(text).matches()) {
      return false;
    }
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeParseException noSuchTime) {
      return false;
    }
  }

  private static void putConnections(ObjectNode data, EventDefinitions.Definition event) {
    data.putObject("connectedTo")
        .put("email", event.connected())
        .put("acProgram", false)
        .put("interactionsProgram", false);
  }

  private static boolean isGiven(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }

  private static JsonNode orNull(JsonNode node) {
    return isGiven(node) ? node : Json.object().nullNode();
  }

  /** One contact's share of a call, each member as sent. */
  private record Occurrence(
      JsonNode externalId, JsonNode triggerId, JsonNode eventTime, JsonNode data) {}
}
