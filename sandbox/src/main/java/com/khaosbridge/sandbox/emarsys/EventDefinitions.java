package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.StateStore;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The external events of the account, by id. */
final class EventDefinitions {
  private static final int FIRST_ID = 5101;
  private static final List<String> SET_UP =
      List.of(
          "order_received",
          "order_confirmed",
          "despatched",
          "review_request",
          "order_settled",
          "refunded",
          "cancelled",
          "replenishment");

  /** Times without a zone are the server's, which stands in Vienna. */
  private static final DateTimeFormatter SERVER_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Europe/Vienna"));

  private final MVMap<String, String> definitions;
  private final ReplyVariations variations;
  private final Supplier<Instant> realTime;

  EventDefinitions(StateStore store, ReplyVariations variations, Supplier<Instant> realTime) {
    this.definitions = store.map("emarsys.eventDefinition");
    this.variations = variations;
    this.realTime = realTime;
    if (definitions.isEmpty()) {
      SET_UP.forEach(name -> add(name));
    }
  }

  /** Lists all events; from call to call their ids come as numbers and as texts. */
  Response list() {
    ArrayNode data = Json.array();
    boolean asText = variations.next(2) == 1;
    for (String json : definitions.values()) {
      ObjectNode event = (ObjectNode) Json.parse(json);
      if (asText) {
        event.put("id", Integer.toString(event.path("id").intValue()));
      }
      data.add(event);
    }
    return Envelope.ok(data);
  }

  /** Creates an event, which nothing is connected to; 400/5003 if there is one of that name. */
  synchronized Response create(Request request) {
    String name = Json.scalarText(Envelope.body(request).path("name")).strip();
    if (name.isEmpty()) {
      throw ApiFailure.badRequest(1001, "Invalid parameter: name");
    }
    for (String json : definitions.values()) {
      if (Json.parse(json).path("name").stringValue().equals(name)) {
        throw ApiFailure.badRequest(5003, "Event with the specified name already exists.");
      }
    }
    int id = add(name);
    return Envelope.ok(Json.object().put("id", Integer.toString(id)).put("name", name));
  }

  /** The event of this id, or null. */
  @Nullable Definition find(String id) {
    String json = definitions.get(id);
    if (json == null) {
      return null;
    }
    JsonNode event = Json.parse(json);
    String name = event.path("name").stringValue();
    return new Definition(event.path("id").intValue(), name, SET_UP.contains(name));
  }

  private int add(String name) {
    int id = FIRST_ID + definitions.size();
    ObjectNode event =
        Json.object()
            .put("id", id)
            .put("name", name)
            .put("created", SERVER_TIME.format(realTime.get()));
    definitions.put(Integer.toString(id), Json.write(event));
    return id;
  }

  /**
   * An external event.
   *
   * @param connected whether a mail or program starts on it
   */
  record Definition(int id, String name, boolean connected) {}
}
