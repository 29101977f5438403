package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.MergeEvidence;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code khaos-bridge merge}: a person says that one customer goes on as another. */
@Command(
    name = "merge",
    description = "Makes one person of two customers; what destinations have follows by itself.")
final class MergeCommand implements Callable<Integer> {
  private static final int REFUSED = 3;

  @Mixin private final LedgerConnection ledger = new LedgerConnection();
  @Mixin private final TemporalConnection temporal = new TemporalConnection();

  @Option(names = "--from", required = true, description = "The URN of the customer that goes.")
  private String from = "";

  @Option(names = "--into", required = true, description = "The URN of the one that stays.")
  private String into = "";

  @Mixin private final AuditedBy auditedBy = new AuditedBy();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (LedgerDatabase database = ledger.open()) {
      MergeEvidence evidence = new MergeEvidence(database, temporal.source());
      Optional<String> loser = evidence.customer(from);
      Optional<String> survivor = evidence.customer(into);
      if (loser.isEmpty() || survivor.isEmpty()) {
        out.println("The ledger has no customer " + (loser.isEmpty() ? from : into) + ".");
        return REFUSED;
      }
      if (loser.equals(survivor)) {
        out.println("Both are the same customer.");
        return REFUSED;
      }
      evidence.noteByHand(loser.get(), survivor.get(), auditedBy.person(), auditedBy.reason());
      out.println(
          "Recorded. The bridge makes them one person; the workflow merge/"
              + temporal.source()
              + "/… in Temporal shows how far it is.");
      return 0;
    }
  }
}
