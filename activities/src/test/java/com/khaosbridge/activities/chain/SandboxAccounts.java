package com.khaosbridge.activities.chain;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.dotdigital.Dotdigital;
import com.khaosbridge.activities.dotdigital.DotdigitalSettings;
import com.khaosbridge.activities.emarsys.Emarsys;
import com.khaosbridge.activities.emarsys.EmarsysSettings;
import com.khaosbridge.activities.emarsys.SalesFiles;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.SalesFileLedger;
import com.khaosbridge.sandbox.dotdigital.DotdigitalStandIn;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.EventType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The bridge's settings of the sandbox's accounts. */
final class SandboxAccounts {
  private static final Map<Metric, String> EMARSYS_METRICS =
      Map.of(Metric.ORDERS, "khaos_orders", Metric.GROSS, "khaos_gross");
  private static final Map<Metric, String> DOTDIGITAL_METRICS =
      Map.of(Metric.ORDERS, "KHAOS_ORDERS", Metric.GROSS, "KHAOS_GROSS");

  static final Map<String, Map<Metric, String>> METRICS =
      Map.of(Chain.EMARSYS, EMARSYS_METRICS, Chain.DOTDIGITAL, DOTDIGITAL_METRICS);

  private SandboxAccounts() {}

  /** Both, with limits that nobody reaches. */
  static List<Destination> of(String baseUrl, LedgerDatabase database, boolean withMetrics) {
    return List.of(emarsys(baseUrl, database, withMetrics), dotdigital(baseUrl, withMetrics));
  }

  private static Emarsys emarsys(String base, LedgerDatabase database, boolean withMetrics) {
    SalesFileLedger files = new SalesFileLedger(database);
    SalesFiles kept =
        new SalesFiles() {
          @Override
          public void aboutToSend(String destination, List<Long> ids, byte[] file, String sha256) {
            files.aboutToSend(destination, ids, file, sha256);
          }

          @Override
          public void answered(String sha256, int status) {
            files.answered(sha256, status);
          }
        };
    EmarsysSettings settings =
        EmarsysSettings.of(
            Chain.EMARSYS,
            new EmarsysSettings.Access(
                base + "/api/v3", base + "/oauth2/token", "sandbox-client", "sandbox-secret"),
            new EmarsysSettings.SalesAccess(base, "sandbox", "sandbox-sales-token"));
    return new Emarsys(
        settings
            .with(EmarsysSettings.Limits.standard().withCalls(100_000, 0.3))
            .withEvents(Map.of(EventType.REVIEW_REQUEST, "review_request"))
            .withMetrics(withMetrics ? EMARSYS_METRICS : Map.of()),
        kept,
        Instant::now);
  }

  private static Dotdigital dotdigital(String base, boolean withMetrics) {
    return new Dotdigital(
        DotdigitalSettings.of(
                Chain.DOTDIGITAL,
                URI.create(base),
                DotdigitalStandIn.USER,
                DotdigitalStandIn.PASSWORD)
            .withCampaigns(
                Map.of(
                    EventType.ORDER_RECEIVED, 1001,
                    EventType.ORDER_CONFIRMED, 1002,
                    EventType.DESPATCHED, 1003,
                    EventType.REVIEW_REQUEST, 1004))
            .withMetrics(withMetrics ? DOTDIGITAL_METRICS : Map.of())
            .withLimits(new DotdigitalSettings.Limits(100_000, 100_000, 100_000, 0.3))
            .withImports(
                new DotdigitalSettings.Imports(
                    2000, 500, 5_000_000, Duration.ofMillis(20), Duration.ofSeconds(20))),
        Instant::now);
  }
}
