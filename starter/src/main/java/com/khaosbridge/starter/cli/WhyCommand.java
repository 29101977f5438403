package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.reports.Explanation;
import com.khaosbridge.activities.ledger.reports.Explanation.Line;
import com.khaosbridge.activities.ledger.reports.Explanation.Stand;
import com.khaosbridge.activities.ledger.reports.Explanations;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code khaos-bridge why}: from the ERP's word to the destinations' answers, and why not. */
@Command(
    name = "why",
    description =
        "Tells from the ledger alone what became of a customer or an order at each destination, when,"
            + " and why something is not there. Without names or e-mails: the ledger has none.")
final class WhyCommand implements Callable<Integer> {
  private static final int NOT_FOUND = 3;
  private static final DateTimeFormatter UK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.UK)
          .withZone(ZoneId.of("Europe/London"));

  @Mixin private final LedgerConnection ledger = new LedgerConnection();
  @Mixin private final TemporalConnection temporal = new TemporalConnection();

  @ArgGroup(multiplicity = "1")
  private Subject subject = new Subject();

  @Spec private @Nullable CommandSpec spec;

  /** Whom or what it is about: one of the two. */
  static final class Subject {
    @Option(names = "--customer", paramLabel = "URN", description = "A customer.")
    private @Nullable String customer;

    @Option(names = "--order", paramLabel = "CODE", description = "A sales order.")
    private @Nullable String order;
  }

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    String urn = subject.customer;
    String order = Objects.requireNonNullElse(subject.order, "");
    try (LedgerDatabase database = ledger.open()) {
      Explanations explanations = new Explanations(database, temporal.source());
      Optional<Explanation> found =
          urn == null ? explanations.ofOrder(order) : explanations.ofCustomer(urn);
      if (found.isEmpty()) {
        List<String> known =
            urn == null
                ? explanations.ofUnknown("order", order)
                : explanations.ofUnknown("customer", urn);
        known.forEach(out::println);
        return NOT_FOUND;
      }
      print(found.get(), out);
      return 0;
    }
  }

  private static void print(Explanation explanation, PrintWriter out) {
    explanation.about().forEach(out::println);
    out.println();
    out.println("What happened:");
    for (Line line : explanation.timeline()) {
      out.printf("  %s  %-14s %s%n", UK.format(line.at()), line.where(), line.what());
    }
    out.println();
    out.println("Where it stands:");
    for (Stand stand : explanation.stands()) {
      out.printf("  %-14s %s: %s%n", stand.destination(), stand.what(), stand.stands());
      stand.more().forEach(more -> out.println("      " + more));
    }
    if (explanation.stands().isEmpty()) {
      out.println("  Nothing is owed to any destination.");
    }
    out.flush();
  }
}
