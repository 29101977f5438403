package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Programs and enrolments: {@code /v2/programs}. A contact is through a program as soon as its
 * enrolment is finished, so it is already in the program only while that is processing.
 */
final class Programs implements Endpoint.Area {
  private static final int MOST_CONTACTS = 25;
  private static final int CALLS_AN_HOUR = 20;
  private static final String ENROLMENTS = "enrolments";

  private final MVMap<String, String> enrolments;
  private final MVMap<String, String> byId;
  private final ContactStore contacts;
  private final Supplier<Instant> realTime;
  private final Duration duration;

  Programs(StateStore store, ContactStore contacts, Supplier<Instant> realTime, Duration duration) {
    this.enrolments = store.map("dotdigital.enrolments");
    this.byId = store.map("dotdigital.enrolments.byId");
    this.contacts = contacts;
    this.realTime = realTime;
    this.duration = duration;
  }

  /** The programs that exist. */
  private enum Program {
    ACTIVE(2001, "Marketing events", "Active"),
    INACTIVE(2002, "Switched off", "Deactivated");

    private final long id;
    private final String title;
    private final String status;

    Program(long id, String title, String status) {
      this.id = id;
      this.title = title;
      this.status = status;
    }

    private ObjectNode view() {
      return JsonText.object()
          .put("id", id)
          .put("name", title)
          .put("status", status)
          .put("dateCreated", "2010-01-01T00:00:00.000Z");
    }

    private static @Nullable Program of(String id) {
      for (Program program : values()) {
        if (Long.toString(program.id).equals(id)) {
          return program;
        }
      }
      return null;
    }
  }

  @Override
  public @Nullable Endpoint find(Request request, List<String> segments) {
    int size = segments.size();
    if (size < 2 || !segments.get(1).equals("programs")) {
      return null;
    }
    boolean ofEnrolments = size > 2 && segments.get(2).equals(ENROLMENTS);
    if (request.method().equals("POST")) {
      return size == 3 && ofEnrolments ? new Endpoint(Tier.UNLIMITED, () -> enrol(request)) : null;
    }
    if (!request.method().equals("GET")) {
      return null;
    }
    return switch (size) {
      case 2 -> new Endpoint(Tier.HIGH, () -> list(request));
      case 3 -> ofEnrolments ? null : new Endpoint(Tier.HIGH, () -> program(segments.get(2)));
      case 4 ->
          ofEnrolments
              ? new Endpoint(Tier.UNLIMITED, () -> enrolment(segments.get(3), request))
              : null;
      case 5 ->
          ofEnrolments && segments.get(4).equals("report-faults")
              ? new Endpoint(Tier.UNLIMITED, () -> faults(segments.get(3)))
              : null;
      default -> null;
    };
  }

  /** The accepted enrolments in order, as written to the state. */
  MVMap<String, String> accepted() {
    return enrolments;
  }

  private Response list(Request request) {
    List<JsonNode> programs = new ArrayList<>();
    for (Program program : Program.values()) {
      programs.add(program.view());
    }
    return V2Page.of(request).answer(programs);
  }

  private Response program(String id) {
    return Answers.json(200, requireProgram(id).view());
  }

  private Response enrol(Request request) {
    ObjectNode body = JsonText.parseObject(request.body());
    if (body == null) {
      throw ApiError.v2(400, "The body can't be read.", "ERROR_MALFORMED_REQUEST");
    }
    JsonNode ids = body.path("contacts");
    if (!body.path("addressBooks").isEmpty()) {
      throw ApiError.v2(400, "There is no such list.", "ERROR_ADDRESSBOOK_NOT_FOUND");
    }
    if (!ids.isArray() || ids.isEmpty() || ids.size() > MOST_CONTACTS) {
      throw ApiError.v2(400, "Give from 1 to 25 contacts.", "ERROR_ENROLMENT_INVALID");
    }
    Program program = requireProgram(body.path("programId").asString(""));
    if (program != Program.ACTIVE) {
      throw ApiError.v2(422, "The program is not active.", "ERROR_PROGRAM_NOT_ACTIVE");
    }
    Instant now = realTime.get();
    if (acceptedSince(now.minus(Duration.ofHours(1))) >= CALLS_AN_HOUR) {
      throw ApiError.v2(
          400, "Enrolments can be made 20 times an hour.", "ERROR_ENROLMENT_ALLOWANCE_EXCEEDED");
    }
    ObjectNode enrolment = JsonText.object().put("type", "enrolment");
    String id = UUID.randomUUID().toString();
    enrolment.put("id", id).put("programId", program.id);
    enrolment.set("contacts", ids);
    enrolment.set("faults", faultsOf(program, ids, now));
    enrolment.put("at", ApiTime.write(now));
    String key = ApiTime.write(now) + "/" + id;
    enrolments.put(key, JsonText.write(enrolment));
    byId.put(id, key);
    return Answers.json(201, view(enrolment));
  }

  private ArrayNode faultsOf(Program program, JsonNode ids, Instant now) {
    ArrayNode faults = JsonText.MAPPER.createArrayNode();
    for (JsonNode id : ids.values()) {
      Contact contact = id.isIntegralNumber() ? contacts.byId(id.longValue()) : null;
      if (contact == null || contact.binned()) {
        throw ApiError.v2(400, "There is no such contact.", "ERROR_CONTACT_NOT_FOUND");
      }
      String reason = null;
      if (!EmailChannel.SUBSCRIBED.equals(contact.emailStatus())) {
        reason = "Unsubcribed"; // The report spells it like this.
      } else if (isInProgram(program, contact.id(), now)) {
        reason = "AlreadyInProgram";
      }
      if (reason != null) {
        ObjectNode fault = faults.addObject().put("contactId", contact.id());
        fault.put("email", contact.email()).put("reason", reason);
      }
    }
    return faults;
  }

  private boolean isInProgram(Program program, long contactId, Instant now) {
    boolean[] found = new boolean[1];
    forEachSince(
        now.minus(duration),
        enrolment -> {
          boolean same = enrolment.path("programId").longValue() == program.id;
          found[0] |=
              same
                  && isProcessing(enrolment)
                  && enrolment
                      .path("contacts")
                      .valueStream()
                      .anyMatch(id -> id.longValue() == contactId);
        });
    return found[0];
  }

  private Response enrolment(String idOrStatus, Request request) {
    if (!idOrStatus.equals("Processing") && !idOrStatus.equals("Finished")) {
      return Answers.json(200, view(requireEnrolment(idOrStatus)));
    }
    List<JsonNode> views = new ArrayList<>();
    enrolments
        .values()
        .forEach(
            stored -> {
              ObjectNode view = view(JsonText.object(stored));
              if (view.path("status").asString().equals(idOrStatus)) {
                views.add(view);
              }
            });
    return V2Page.of(request).answer(views);
  }

  private Response faults(String id) {
    ObjectNode enrolment = requireEnrolment(id);
    if (isProcessing(enrolment)) {
      throw ApiError.v2(400, "The report is not ready.", "ERROR_ENROLMENT_IS_PROCESSING");
    }
    StringBuilder csv = new StringBuilder("Id,Email,TelephoneNumber,Reason\n");
    for (JsonNode fault : enrolment.path("faults").values()) {
      csv.append(fault.path("contactId").asString()).append(',');
      csv.append(fault.path("email").asString("")).append(",,");
      csv.append(fault.path("reason").asString()).append('\n');
    }
    return Response.of(200, "text/csv; charset=utf-8", csv.toString());
  }

  private ObjectNode view(ObjectNode enrolment) {
    ObjectNode view = JsonText.object();
    view.set("id", enrolment.get("id"));
    view.set("programId", enrolment.get("programId"));
    view.put("status", isProcessing(enrolment) ? "Processing" : "Finished");
    view.set("dateCreated", enrolment.get("at"));
    view.set("contacts", enrolment.get("contacts"));
    view.putArray("addressBooks");
    return view;
  }

  private boolean isProcessing(ObjectNode enrolment) {
    Instant created = Instant.parse(enrolment.path("at").asString());
    return realTime.get().isBefore(created.plus(duration));
  }

  private int acceptedSince(Instant since) {
    int[] count = new int[1];
    forEachSince(since, enrolment -> count[0]++);
    return count[0];
  }

  private void forEachSince(Instant since, Consumer<ObjectNode> action) {
    Iterator<String> keys = enrolments.keyIterator(ApiTime.write(since));
    while (keys.hasNext()) {
      action.accept(JsonText.object(Objects.requireNonNull(enrolments.get(keys.next()))));
    }
  }

  private ObjectNode requireEnrolment(String id) {
    String key = byId.get(id);
    if (key == null) {
      throw ApiError.v2(404, "There is no such enrolment.", "ERROR_ENROLMENT_NOT_FOUND");
    }
    return JsonText.object(Objects.requireNonNull(enrolments.get(key)));
  }

  private static Program requireProgram(String id) {
    Program program = Program.of(id);
    if (program == null) {
      throw ApiError.v2(404, "There is no such program.", "ERROR_PROGRAM_NOT_FOUND");
    }
    return program;
  }
}
