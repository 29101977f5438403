package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.SandboxControl;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.sandbox.dotdigital.DotdigitalStandIn;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.EventType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The sandbox's Dotdigital account, seen and changed past the adapter. */
final class DotdigitalInSandbox implements AutoCloseable {
  /** The stand-in's data fields for metrics. */
  static final Map<Metric, String> METRIC_FIELDS =
      Map.ofEntries(
          Map.entry(Metric.ORDERS, "KHAOS_ORDERS"),
          Map.entry(Metric.ITEMS, "KHAOS_ITEMS"),
          Map.entry(Metric.DISTINCT_SKUS, "KHAOS_SKUS"),
          Map.entry(Metric.GROSS, "KHAOS_GROSS"),
          Map.entry(Metric.REFUNDED, "KHAOS_REFUNDED"),
          Map.entry(Metric.AFTER_CREDITS, "KHAOS_AFTER_CREDITS"),
          Map.entry(Metric.AVERAGE_ORDER, "KHAOS_AVERAGE_ORDER"),
          Map.entry(Metric.UNALLOCATED_CREDIT, "KHAOS_UNALLOCATED"),
          Map.entry(Metric.FIRST_ORDER, "KHAOS_FIRST_ORDER"),
          Map.entry(Metric.LAST_ORDER, "KHAOS_LAST_ORDER"),
          Map.entry(Metric.LAST_DESPATCH, "KHAOS_LAST_DESPATCH"),
          Map.entry(Metric.SINCE_LAST_ORDER, "KHAOS_SINCE_ORDER"),
          Map.entry(Metric.LAST_RETURNED_SKUS, "KHAOS_RETURNED_SKUS"),
          Map.entry(Metric.RETURNED_ONLY, "KHAOS_RETURNED_ONLY"),
          Map.entry(Metric.VIP, "KHAOS_VIP"));

  private static final String CREDENTIALS =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  (DotdigitalStandIn.USER + ":" + DotdigitalStandIn.PASSWORD)
                      .getBytes(StandardCharsets.UTF_8));

  private final Sandbox sandbox;
  private final SandboxControl control;

  private DotdigitalInSandbox(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.control = new SandboxControl(sandbox.baseUrl(), "dotdigital");
  }

  /** An account with room in its limits, whose jobs are short. */
  static DotdigitalInSandbox start() throws IOException {
    return new DotdigitalInSandbox(
        Sandbox.start(
            SandboxOptions.standard()
                .withLimits(
                    new SandboxOptions.Limits(
                        100_000, 100_000, 100_000, 100_000, Duration.ofMillis(50)))));
  }

  DotdigitalSettings settings() {
    return DotdigitalSettings.of(
            "dotdigital",
            URI.create(sandbox.baseUrl()),
            DotdigitalStandIn.USER,
            DotdigitalStandIn.PASSWORD)
        .withCampaigns(
            Map.of(
                EventType.ORDER_RECEIVED, 1001,
                EventType.ORDER_CONFIRMED, 1002,
                EventType.DESPATCHED, 1003))
        .withMetrics(METRIC_FIELDS)
        .withLimits(new DotdigitalSettings.Limits(100_000, 100_000, 100_000, 0.3))
        .withImports(
            new DotdigitalSettings.Imports(
                2000, 500, 5_000_000, Duration.ofMillis(20), Duration.ofSeconds(20)));
  }

  SandboxControl control() {
    return control;
  }

  List<JsonNode> contacts() {
    return control.state("contact");
  }

  List<JsonNode> contacts(String email) {
    return contacts().stream().filter(c -> identifier(c, "email").equalsIgnoreCase(email)).toList();
  }

  static String identifier(JsonNode contact, String name) {
    return contact.path("identifiers").path(name).asString("");
  }

  /** Makes a contact as others make one. */
  String plant(String email, String status, @Nullable String personId) {
    var body = WireJson.object();
    var identifiers = body.putObject("identifiers").put("email", email);
    if (personId != null) {
      identifiers.put("khaos-person-id", personId);
    }
    ContactJson.putStatus(body, status);
    return WireJson.read(send("POST", "/contacts/v3", WireJson.write(body)))
        .path("contactId")
        .asString();
  }

  String send(String method, String path, String body) {
    return control.send(
        HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
            .header("Authorization", CREDENTIALS)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Makes the Orders collection, unless it is there. */
  void createOrders() {
    send(
        "POST",
        "/insightData/v3/collections/Orders?collectionScope=contact&collectionType=orders",
        "");
  }

  /** Arms any fault of the sandbox. */
  void fault(String json) {
    control.arm(WireJson.read(json));
  }

  @Override
  public void close() throws IOException {
    sandbox.close();
  }
}
