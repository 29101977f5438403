package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.keys.OwnersFile;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.reports.PersonExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code khaos-bridge export}: all that the ledger holds about one person. */
@Command(
    name = "export",
    description =
        "Writes all that the ledger holds about the person of a customer to a JSON file that only its"
            + " owner can read, and notes in the audit who asked for it.")
final class ExportCommand implements Callable<Integer> {
  private static final int FAILURE = 2;
  private static final int NOT_FOUND = 3;

  @Mixin private final LedgerConnection ledger = new LedgerConnection();
  @Mixin private final TemporalConnection temporal = new TemporalConnection();

  @Option(
      names = "--customer",
      required = true,
      paramLabel = "URN",
      description = "A customer of the person.")
  private String customer = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to make. It must not be there yet.")
  private @Nullable Path file;

  @Mixin private final AuditedBy auditedBy = new AuditedBy();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path target = Objects.requireNonNull(file);
    if (Files.exists(target)) {
      return thereAlready(out);
    }
    try (LedgerDatabase database = ledger.open()) {
      Optional<String> json =
          new PersonExport(database, temporal.source())
              .of(customer, auditedBy.person(), auditedBy.reason());
      if (json.isEmpty()) {
        out.println("The ledger has no customer " + customer + ".");
        return NOT_FOUND;
      }
      OwnersFile.create(target, json.get() + "\n");
      out.println("Written. Delete the file once it was handed over.");
      return 0;
    } catch (FileAlreadyExistsException e) {
      return thereAlready(out);
    }
  }

  private static int thereAlready(PrintWriter out) {
    out.println("The file is there already: name another one.");
    return FAILURE;
  }
}
