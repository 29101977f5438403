package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Core API v3: finds the call's action and turns its failure into the envelope. */
final class CoreApi {
  private static final int MAX_BODY = 10 * 1024 * 1024;
  private static final int MAX_UPDATE_BODY = 8 * 1024 * 1024;

  private final ContactWriting writing;
  private final ContactReading reading;
  private final ContactQuery query;
  private final ContactErasure erasure;
  private final FieldListing fieldListing;
  private final FieldCreation fieldCreation;
  private final EventDefinitions definitions;
  private final EventTriggers triggers;

  CoreApi(
      ContactWriting writing,
      ContactReading reading,
      ContactQuery query,
      ContactErasure erasure,
      FieldListing fieldListing,
      FieldCreation fieldCreation,
      EventDefinitions definitions,
      EventTriggers triggers) {
    this.writing = writing;
    this.reading = reading;
    this.query = query;
    this.erasure = erasure;
    this.fieldListing = fieldListing;
    this.fieldCreation = fieldCreation;
    this.definitions = definitions;
    this.triggers = triggers;
  }

  Response handle(Request request) {
    int limit = request.method().equals("PUT") ? MAX_UPDATE_BODY : MAX_BODY;
    if (request.body().length > limit) {
      return Response.of(
          413, "text/html; charset=utf-8", "<html><body>Request Entity Too Large</body></html>");
    }
    try {
      return action(request.segments().stream().skip(2).toList(), request);
    } catch (ApiFailure failure) {
      return Envelope.failure(failure);
    }
  }

  private Response action(List<String> path, Request request) {
    if (path.isEmpty()) {
      throw ApiFailure.badRequest(1, "No resource requested");
    }
    return switch (path.get(0)) {
      case "contact" -> contact(path, request);
      case "field" -> field(path, request);
      case "event" -> event(path, request);
      default -> throw invalidAction(path.get(0));
    };
  }

  private Response contact(List<String> path, Request request) {
    if (path.size() > 2) {
      throw invalidAction(path.get(2));
    }
    String action = path.size() == 1 ? "" : path.get(1);
    return switch (action) {
      case "" -> byMethod(request, Map.of("POST", writing::create, "PUT", writing::update));
      case "getdata" -> byMethod(request, Map.of("POST", reading::getData));
      case "checkids" -> byMethod(request, Map.of("POST", reading::checkIds));
      case "delete" -> byMethod(request, Map.of("POST", erasure::delete));
      case "query" -> byMethod(request, Map.of("GET", query::run));
      default -> throw invalidAction(action);
    };
  }

  private Response field(List<String> path, Request request) {
    if (path.size() == 1) {
      return byMethod(
          request, Map.of("GET", any -> fieldListing.list(false), "POST", fieldCreation::create));
    }
    if (path.size() == 3 && path.get(1).equals("translate")) {
      return byMethod(request, Map.of("GET", any -> fieldListing.list(true)));
    }
    String id = numeric(path.get(1));
    boolean translated = path.size() == 5 && path.get(3).equals("translate");
    if (path.size() >= 3 && path.get(2).equals("choice") && (path.size() == 3 || translated)) {
      return byMethod(request, Map.of("GET", any -> fieldListing.choices(id)));
    }
    throw invalidAction(path.get(path.size() - 1));
  }

  private Response event(List<String> path, Request request) {
    if (path.size() == 1) {
      return byMethod(
          request, Map.of("GET", any -> definitions.list(), "POST", definitions::create));
    }
    String id = numeric(path.get(1));
    if (path.size() == 3 && path.get(2).equals("trigger")) {
      return byMethod(request, Map.of("POST", call -> triggers.trigger(id, call)));
    }
    throw invalidAction(path.get(path.size() - 1));
  }

  private static Response byMethod(
      Request request, Map<String, Function<Request, Response>> actions) {
    Function<Request, Response> action = actions.get(request.method());
    if (action == null) {
      throw ApiFailure.badRequest(1009, "Invalid HTTP method");
    }
    return action.apply(request);
  }

  /** Where an id belongs, any other text is taken for an action. */
  private static String numeric(String segment) {
    if (!segment.matches("\\d{1,18}")) {
      throw invalidAction(segment);
    }
    return segment;
  }

  private static ApiFailure invalidAction(String segment) {
    String capitalised =
        segment.isEmpty()
            ? ""
            : segment.substring(0, 1).toUpperCase(Locale.ROOT) + segment.substring(1);
    return ApiFailure.badRequest(1, "Action " + capitalised + " is invalid.");
  }
}
