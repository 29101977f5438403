package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The account and its clock: {@code /v2/account-info} and {@code /v2/server-time}. */
final class AccountApi implements Endpoint.Area {
  private static final int CALLS_AN_HOUR = 2000;

  private final RateLimits limits;
  private final Supplier<Instant> realTime;
  private final Supplier<String> apiEndpoint;

  AccountApi(RateLimits limits, Supplier<Instant> realTime, Supplier<String> apiEndpoint) {
    this.limits = limits;
    this.realTime = realTime;
    this.apiEndpoint = apiEndpoint;
  }

  @Override
  public @Nullable Endpoint find(Request request, List<String> segments) {
    if (segments.size() != 2 || !request.method().equals("GET")) {
      return null;
    }
    return switch (segments.get(1)) {
      case "account-info" -> new Endpoint(Tier.HIGH, this::account);
      case "server-time" ->
          new Endpoint(
              Tier.HIGH,
              () ->
                  Answers.json(
                      200, JsonText.MAPPER.writeValueAsString(ApiTime.write(realTime.get()))));
      default -> null;
    };
  }

  private Response account() {
    ObjectNode account = JsonText.object().put("id", 1);
    ArrayNode properties = account.putArray("properties");
    int calls = limits.callsInLastHour();
    property(properties, "Name", "String", "Sandbox");
    property(properties, "ApiCallsInLastHour", "Int", Integer.toString(calls));
    property(
        properties,
        "ApiCallsRemaining",
        "Int",
        Integer.toString(Math.max(0, CALLS_AN_HOUR - calls)));
    property(properties, "ApiEndpoint", "String", apiEndpoint.get());
    return Answers.json(200, account);
  }

  private static void property(ArrayNode properties, String name, String type, String value) {
    properties.addObject().put("name", name).put("type", type).put("value", value);
  }
}
