package com.khaosbridge.demo;

import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.activities.ledger.reports.Spending.Spender;
import com.khaosbridge.workflows.decision.CreditAttribution.Step;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run came to: for people as a table, for programs as JSON. Money is decimal text, exVat.
 */
final class Summary {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final int PENCE = 2;

  private final SandboxAccess.Info run;
  private final Equation.Observed observed;
  private final Map<Step, BigDecimal> allotted;
  private final Map<String, Side> destinations;
  private final Map<String, Map<String, Long>> scenario;
  private final SpendingMetrics metrics;
  private final Latency latency;
  private final Seconds seconds;
  private final long peakHeapMiB;

  /** Wall-clock seconds. */
  record Seconds(double backfill, double live, double total) {}

  /**
   * @param scenario the figures that only the run's scenario has, by name, in blocks by name
   */
  Summary(
      SandboxAccess.Info run,
      Equation.Observed observed,
      Map<Step, BigDecimal> allotted,
      Map<String, Side> destinations,
      Map<String, Map<String, Long>> scenario,
      SpendingMetrics metrics,
      Latency latency,
      Seconds seconds,
      long peakHeapMiB) {
    this.run = run;
    this.observed = observed;
    this.allotted = new EnumMap<>(allotted);
    this.destinations = new LinkedHashMap<>(destinations);
    this.scenario = new LinkedHashMap<>(scenario);
    this.metrics = metrics;
    this.latency = latency;
    this.seconds = seconds;
    this.peakHeapMiB = peakHeapMiB;
  }

  /** Whether everything is accounted for at every destination, in counts and in money. */
  boolean closes() {
    return destinations.values().stream().allMatch(side -> side.closes(observed.afterCredits()));
  }

  void writeJson(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("run").put("seed", run.seed()).put("source", run.source());
    root.putObject("observed")
        .put("customers", observed.customers())
        .put("invoices", observed.invoices())
        .put("creditNotes", observed.creditNotes())
        .put("despatches", observed.despatches())
        .put("guests", observed.guests());
    root.putObject("money")
        .put("currency", "GBP")
        .put("gross", amount(observed.gross()))
        .put("credits", amount(observed.credits().negate()))
        .put("afterCredits", amount(observed.afterCredits()));
    root.putObject("allotted")
        .put("namedOrder", allotted(Step.NAMED_ORDER))
        .put("sameItem", allotted(Step.SAME_ITEM))
        .put("earlierOrder", allotted(Step.EARLIER_ORDER))
        .put("unallocated", allotted(Step.UNALLOCATED));
    ObjectNode figures =
        root.putObject("metrics")
            .put("afterCreditsAtLeast1000", metrics.afterCreditsAtLeast1000())
            .put("boughtButNotPositive", metrics.boughtButNotPositive());
    ArrayNode top = figures.putArray("topTen");
    for (Spender one : metrics.topTen()) {
      top.addObject()
          .put("person", one.personId())
          .put("customer", one.urn())
          .put("afterCredits", amount(one.afterCredits()));
    }
    ObjectNode sides = root.putObject("destinations");
    destinations.forEach((name, side) -> write(sides.putObject(name), side));
    scenario.forEach(
        (block, numbers) -> {
          ObjectNode node = root.putObject(block);
          numbers.forEach((name, number) -> node.put(name, (long) number));
        });
    root.putObject("latencyMillis")
        .putObject("despatchToAccepted")
        .put("p50", latency.percentile(50))
        .put("p95", latency.percentile(95))
        .put("p99", latency.percentile(99))
        .put("max", latency.percentile(100));
    root.putObject("seconds")
        .put("backfill", rounded(seconds.backfill()))
        .put("live", rounded(seconds.live()))
        .put("total", rounded(seconds.total()));
    root.put("peakHeapMiB", peakHeapMiB);
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, JSON.writeValueAsString(root) + "\n");
  }

  private static void write(ObjectNode node, Side side) {
    Equation.Side ledger = side.ledger();
    StandInFigures there = side.there();
    ObjectNode deliveries = node.putObject("deliveries");
    deliveries.put("observed", ledger.observed()).put("delivered", ledger.delivered());
    ObjectNode excluded = deliveries.putObject("excluded");
    ledger.excluded().forEach((reason, count) -> excluded.put(reason, (long) count));
    deliveries.put("inFlight", ledger.inFlight()).put("held", ledger.held());
    node.put("cases", ledger.openCases());
    node.putObject("contacts")
        .put("total", there.contacts())
        .put("optedIn", there.optedIn())
        .put("optedOut", there.optedOut())
        .put("unknown", there.unknown())
        .put("awaitingPerson", there.awaitingPerson());
    node.put("orders", there.orders());
    node.put("money", text(there.money()));
    ObjectNode excludedMoney = node.putObject("excludedMoney");
    ledger.excludedMoney().forEach((reason, money) -> excludedMoney.put(reason, text(money)));
    node.put("heldMoney", text(side.heldMoney()));
    node.put("unallocatedCredit", amount(ledger.unallocatedCredit()));
    ObjectNode events = node.putObject("events");
    for (String event : List.of("order confirmed", "despatched")) {
      events.put(event, there.events().getOrDefault(event, 0L));
    }
    node.put("calls", side.calls());
    node.putObject("evidence")
        .put("accepted", ledger.accepted())
        .put("readBack", ledger.readBack());
  }

  void print(PrintStream out) {
    out.println();
    out.printf(
        Locale.ROOT,
        "Observed: %,d customers, %,d invoices (%,d more of guests), %,d credit notes, %,d despatches%n",
        observed.customers(),
        observed.invoices(),
        observed.guests(),
        observed.creditNotes(),
        observed.despatches());
    out.printf(
        Locale.ROOT,
        "Money, GBP exVat: %s invoiced, %s credited, %s after credits. %,d customers spent 1,000.00"
            + " or more; %,d bought and kept nothing.%n",
        amount(observed.gross()),
        amount(observed.credits()),
        amount(observed.afterCredits()),
        metrics.afterCreditsAtLeast1000(),
        metrics.boughtButNotPositive());
    if (observed.creditNotes() > 0) {
      out.printf(
          Locale.ROOT,
          "Credits took back: %s of named orders, %s of the same item, %s of earlier orders, %s of none.%n",
          allotted(Step.NAMED_ORDER),
          allotted(Step.SAME_ITEM),
          allotted(Step.EARLIER_ORDER),
          allotted(Step.UNALLOCATED));
    }
    out.println();
    out.printf("%-24s", "");
    destinations.keySet().forEach(name -> out.printf("%18s", name));
    out.println();
    row(out, "deliveries observed", side -> number(side.ledger().observed()));
    row(out, "  delivered", side -> number(side.ledger().delivered()));
    row(
        out,
        "  excluded",
        side ->
            number(side.ledger().excluded().values().stream().mapToLong(Long::longValue).sum()));
    row(out, "  held", side -> number(side.ledger().held()));
    row(out, "  in flight", side -> number(side.ledger().inFlight()));
    row(out, "open cases", side -> number(side.ledger().openCases()));
    row(out, "contacts", side -> number(side.there().contacts()));
    row(out, "  opted in", side -> number(side.there().optedIn()));
    row(out, "  opted out", side -> number(side.there().optedOut()));
    row(out, "  unknown", side -> number(side.there().unknown()));
    row(out, "orders", side -> number(side.there().orders()));
    row(out, "money there", side -> text(side.there().money()));
    row(
        out,
        "  excluded",
        side ->
            text(
                side.ledger().excludedMoney().values().stream()
                    .reduce(BigDecimal.ZERO, BigDecimal::add)));
    row(out, "  held", side -> text(side.heldMoney()));
    row(out, "  credits of no order", side -> text(side.ledger().unallocatedCredit()));
    row(
        out,
        "order confirmed",
        side -> number(side.there().events().getOrDefault("order confirmed", 0L)));
    row(out, "despatched", side -> number(side.there().events().getOrDefault("despatched", 0L)));
    row(out, "calls", side -> number(side.calls()));
    row(out, "equation closes", side -> side.closes(observed.afterCredits()) ? "yes" : "NO");
    out.println();
    scenario.forEach((block, numbers) -> out.println(words(block, numbers)));
    out.printf(
        Locale.ROOT,
        "Despatch to accepted: p50 %d ms, p95 %d ms, max %d ms. Backfill %.1f s, live %.1f s, total"
            + " %.1f s. Peak heap %d MiB.%n",
        latency.percentile(50),
        latency.percentile(95),
        latency.percentile(100),
        seconds.backfill(),
        seconds.live(),
        seconds.total(),
        peakHeapMiB);
    out.flush();
  }

  private void row(PrintStream out, String name, java.util.function.Function<Side, String> figure) {
    out.printf("%-24s", name);
    destinations.values().forEach(side -> out.printf("%18s", figure.apply(side)));
    out.println();
  }

  /** For people: {@code nativeTouched} reads as 'native touched'. */
  private static String words(String block, Map<String, Long> numbers) {
    return numbers.entrySet().stream()
        .map(one -> spelt(one.getKey()) + " " + number(one.getValue()))
        .collect(Collectors.joining(", ", spelt(block) + ": ", "."));
  }

  private static String spelt(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private String allotted(Step step) {
    return amount(allotted.getOrDefault(step, BigDecimal.ZERO));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Without trailing zeros, never in scientific notation. */
  static String text(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** With pence, and with what is below them only where there is something. */
  static String amount(BigDecimal value) {
    BigDecimal exact = value.stripTrailingZeros();
    return exact.setScale(Math.max(exact.scale(), PENCE)).toPlainString();
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }
}
