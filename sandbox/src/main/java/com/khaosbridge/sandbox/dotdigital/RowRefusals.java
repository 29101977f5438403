package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers that refuse each row of a call and quote it, for the fault that asks for them. A refused
 * import is taken, as imports are, and its report refuses the rows.
 */
final class RowRefusals {
  private final Map<String, String> reports = new ConcurrentHashMap<>();
  private final AtomicLong lastImport = new AtomicLong();

  Response of(Request request, String words) {
    JsonNode body = JsonText.parse(request.body());
    if (request.rawPath().endsWith("/import") && body != null) {
      return ofImport(body, words);
    }
    if (request.rawPath().endsWith("/batch") && body instanceof ArrayNode mails) {
      return ofMails(mails, words);
    }
    String text = words + ": " + request.quotable();
    if (request.rawPath().startsWith("/v2")) {
      return ApiError.v2(400, text, "ERROR_PARAMETER_INVALID").response();
    }
    String area = request.segments().get(0);
    return ApiError.v3(400, area + ":badRequest", text, "FIRSTNAME", text).response();
  }

  /** The report of an import that was refused, or null. */
  @Nullable Response report(Request request) {
    String report =
        request.method().equals("GET")
            ? reports.get(request.rawPath().substring(request.rawPath().lastIndexOf('/') + 1))
            : null;
    return report == null ? null : Answers.json(200, report);
  }

  private Response ofImport(JsonNode body, String words) {
    String id = "refused-" + lastImport.incrementAndGet();
    ObjectNode report = JsonText.object().put("importId", id).put("status", "Finished");
    ArrayNode failures = report.putArray("failures");
    for (JsonNode row : body.path("contacts")) {
      ObjectNode failure = failures.addObject();
      failure.set("matchIdentifier", row.path("matchIdentifier"));
      failure.set("identifiers", row.path("identifiers"));
      failure
          .putArray("failures")
          .addObject()
          .put("failureCode", "invalidContact")
          .put("description", words + ": " + JsonText.write(row));
    }
    for (JsonNode row : body.path("records")) {
      ObjectNode failure = failures.addObject();
      failure.set("key", row.path("key"));
      failure.put("failureReason", "JsonValueIncompatibleWithSchema");
      failure.putArray("details").add(words + ": " + JsonText.write(row));
    }
    report.putObject("summary").put("totalRejected", failures.size());
    reports.put(id, JsonText.write(report));
    return Answers.json(202, JsonText.object().put("importId", id));
  }

  private static Response ofMails(ArrayNode mails, String words) {
    ArrayNode results = JsonText.MAPPER.createArrayNode();
    for (int index = 0; index < mails.size(); index++) {
      results
          .addObject()
          .put("index", index)
          .put("failureCode", "ERROR_PARAMETER_INVALID")
          .put("failureReason", words + ": " + JsonText.write(mails.get(index)));
    }
    return Answers.json(200, results);
  }
}
