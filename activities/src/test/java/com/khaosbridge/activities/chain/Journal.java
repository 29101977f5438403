package com.khaosbridge.activities.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the sandbox was asked, call by call. */
record Journal(Path directory) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern OPERATION =
      Pattern.compile("<(?:[\\w-]+:)?Body[^>]*>\\s*<(?:[\\w-]+:)?(\\w+)");

  List<JsonNode> calls(String system) throws IOException {
    try (var lines = Files.lines(directory.resolve(system + ".ndjson"))) {
      return lines.<JsonNode>map(JSON::readTree).toList();
    }
  }

  /** The operations of the web service that were called. */
  List<String> operations() throws IOException {
    return calls("khaos").stream()
        .map(call -> operation(call.path("requestBody").asString("")))
        .toList();
  }

  private static String operation(String envelope) {
    Matcher matcher = OPERATION.matcher(envelope);
    return matcher.find() ? matcher.group(1) : "none";
  }
}
