package com.khaosbridge.activities.destination;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The sandbox's own paths over HTTP: faults on demand and a view of a stand-in's state. */
public final class SandboxControl {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String baseUrl;
  private final String system;

  /**
   * @param baseUrl of the sandbox, without a slash at the end
   * @param system {@code emarsys} or {@code dotdigital}
   */
  public SandboxControl(String baseUrl, String system) {
    this.baseUrl = baseUrl;
    this.system = system;
  }

  /**
   * Arms a fault.
   *
   * @param method of the calls that it hits
   * @param path regular expression, found anywhere in their raw path
   */
  public void arm(Trouble trouble, String method, String path) {
    ObjectNode fault =
        JSON.createObjectNode().put("system", system).put("method", method).put("path", path);
    switch (trouble) {
      case UNAVAILABLE ->
          fault
              .put("kind", "status")
              .put("status", 503)
              .put("body", "<html><body>The system is overloaded.</body></html>");
      case UNAUTHORISED -> fault.put("kind", "status").put("status", 401).put("body", "{}");
      case RATE_LIMITED -> fault.put("kind", "status").put("status", 429).put("body", "{}");
      case DROPPED_BEFORE_EFFECT -> fault.put("kind", "dropBefore").put("count", 1);
      case DROPPED_AFTER_EFFECT -> fault.put("kind", "dropAfter").put("count", 1);
      case MALFORMED_ANSWER -> fault.put("kind", "malformed").put("count", 1);
    }
    arm(fault);
  }

  /** Arms any fault of the sandbox. */
  public void arm(JsonNode fault) {
    send(
        HttpRequest.newBuilder(URI.create(baseUrl + "/_sandbox/faults"))
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(fault))));
  }

  /** Clears all faults. */
  public void disarm() {
    send(HttpRequest.newBuilder(URI.create(baseUrl + "/_sandbox/faults")).DELETE());
  }

  /** The stand-in's state, one object a line. */
  public List<JsonNode> state() {
    return send(HttpRequest.newBuilder(URI.create(baseUrl + "/_sandbox/state/" + system)).GET())
        .lines()
        .filter(line -> !line.isBlank())
        .<JsonNode>map(JSON::readTree)
        .toList();
  }

  /** The lines of the state of this type. */
  public List<JsonNode> state(String type) {
    return state().stream().filter(line -> line.path("type").asString("").equals(type)).toList();
  }

  /** Sends any request and gives back the body of a 2xx answer. */
  public String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            "the sandbox answered " + response.statusCode() + ": " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
