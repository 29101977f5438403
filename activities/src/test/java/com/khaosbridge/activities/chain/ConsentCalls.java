package com.khaosbridge.activities.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was written of consent, as the destinations were asked. */
final class ConsentCalls {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** By contact id, and of creations by e-mail, in their order. */
  private final Map<String, List<String>> calls = new LinkedHashMap<>();

  private ConsentCalls() {}

  /**
   * @param since how many of the calls were before
   */
  static ConsentCalls of(Journal journal, String destination, int since) throws IOException {
    ConsentCalls read = new ConsentCalls();
    for (JsonNode call : journal.calls(destination).subList(since, size(journal, destination))) {
      if (destination.equals(Chain.EMARSYS)) {
        read.emarsys(call);
      } else {
        read.dotdigital(call);
      }
    }
    return read;
  }

  static int size(Journal journal, String destination) throws IOException {
    return journal.calls(destination).size();
  }

  /** In the table's words. */
  String at(@Nullable String contactId, String email) {
    List<String> all = new ArrayList<>(calls.getOrDefault(email, List.of()));
    if (contactId != null) {
      all.addAll(calls.getOrDefault(contactId, List.of()));
    }
    return all.isEmpty() ? "none" : String.join(" then ", all);
  }

  private void emarsys(JsonNode call) {
    String method = call.path("method").asString();
    if (!call.path("path").asString().matches(".*/contact/?") || method.equals("GET")) {
      return;
    }
    JsonNode body = JSON.readTree(call.path("requestBody").asString());
    boolean creates = method.equals("POST");
    for (JsonNode contact : body.path("contacts")) {
      String value = contact.path("31").asString("");
      String key = contact.path(body.path("key_id").asString()).asString();
      if (creates) {
        note(
            key,
            switch (value) {
              case "1" -> "create in";
              case "2" -> "create out";
              default -> "create without a value";
            });
      } else if (contact.has("31")) {
        note(key, value.equals("1") ? "opt-in" : value.equals("2") ? "opt-out" : "cleared");
      }
    }
  }

  private void dotdigital(JsonNode call) {
    String path = call.path("path").asString();
    String method = call.path("method").asString();
    if (!path.startsWith("/contacts/v3") || method.equals("GET")) {
      return;
    }
    JsonNode body = JSON.readTree(call.path("requestBody").asString());
    if (path.endsWith("/import")) {
      for (JsonNode contact : body.path("contacts")) {
        boolean creates = contact.path("matchIdentifier").asString().equals("email");
        dotdigital(
            contact,
            creates,
            contact.path("identifiers").path(creates ? "email" : "contactId").asString());
      }
    } else if (method.equals("POST")) {
      dotdigital(body, true, body.path("identifiers").path("email").asString());
    } else {
      dotdigital(body, false, path.substring(path.lastIndexOf('/') + 1));
    }
  }

  private void dotdigital(JsonNode contact, boolean creates, String key) {
    JsonNode channel = contact.path("channelProperties").path("email");
    String status = channel.path("status").asString("");
    if (creates) {
      note(
          key,
          switch (status) {
            case "subscribed" -> "create in";
            case "unsubscribed" -> "create out";
            default -> "create with " + status;
          });
    } else if (!status.isEmpty()) {
      boolean asks =
          !channel.path("resubscribeOptions").path("resubscribeWithNoChallenge").booleanValue(true);
      note(
          key,
          status.equals("subscribed")
              ? asks ? "challenge" : "opt-in"
              : status.equals("unsubscribed") ? "opt-out" : status);
    }
  }

  private void note(String key, String call) {
    calls.computeIfAbsent(key, none -> new ArrayList<>()).add(call);
  }
}
