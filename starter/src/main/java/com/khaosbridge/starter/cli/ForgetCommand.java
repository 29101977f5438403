package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.ErasureRequests;
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

/** {@code khaos-bridge forget}: somebody asked to be forgotten. */
@Command(
    name = "forget",
    description =
        "Forgets the person of a customer: opted out at every destination, never a contact again, and"
            + " nothing personal left in the ledger. Can't be undone.")
final class ForgetCommand implements Callable<Integer> {
  private static final int NOT_FOUND = 3;

  @Mixin private final LedgerConnection ledger = new LedgerConnection();
  @Mixin private final TemporalConnection temporal = new TemporalConnection();

  @Option(
      names = "--customer",
      required = true,
      paramLabel = "URN",
      description = "A customer of the person; all of the person's customers are forgotten.")
  private String customer = "";

  @Mixin private final AuditedBy auditedBy = new AuditedBy();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (LedgerDatabase database = ledger.open()) {
      Optional<String> forgotten =
          new ErasureRequests(database, temporal.source())
              .note(customer, auditedBy.person(), auditedBy.reason());
      if (forgotten.isEmpty()) {
        out.println("The ledger has no customer " + customer + ".");
        return NOT_FOUND;
      }
      out.println(
          "Recorded. The bridge opts person "
              + forgotten.get()
              + " out everywhere; khaos-bridge why --customer "
              + customer
              + " shows how far it is.");
      return 0;
    }
  }
}
