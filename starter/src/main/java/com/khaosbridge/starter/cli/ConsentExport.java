package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.keys.OwnersFile;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.OptOutsNotInErp;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.reconciling.OptOutFile;
import com.khaosbridge.activities.sending.PersonsInErp;
import com.khaosbridge.activities.settings.BridgeSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code khaos-bridge consent export}: tells Khaos Control, by a person's hand. */
@Command(
    name = "export",
    description =
        "Writes who opted out at a destination, while Khaos Control still says opted in, to a file"
            + " that a person loads there. It holds e-mail addresses.")
final class ConsentExport implements Callable<Integer> {
  private static final int FAILURE = 2;
  private static final int CONNECTIONS = 2;

  @Option(
      names = "--file",
      required = true,
      description = "The file to make, which only its owner can read. It must not be there yet.")
  private @Nullable Path file;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path target = Objects.requireNonNull(file);
    BridgeSettings settings;
    int flag;
    try {
      settings = ConfiguredBridge.read();
      flag = settings.khaos().noContactFlag();
    } catch (RuntimeException e) {
      out.println(ConfiguredBridge.reason(e));
      return FAILURE;
    }
    try {
      OptOutFile.Content content = read(settings, flag);
      if (content.unread() > 0) {
        out.println(content.unread() + " person(s) are not in Khaos Control's answer.");
      }
      if (content.customers() == 0) {
        out.println("Khaos Control agrees with the destinations: no file is written.");
        return 0;
      }
      OwnersFile.create(target, content.text());
      out.println(
          content.customers()
              + " customer(s) written. The file holds e-mail addresses: delete it once it is"
              + " loaded.");
      return 0;
    } catch (FileAlreadyExistsException e) {
      out.println("The file is there already: name another one.");
      return FAILURE;
    } catch (ErpException e) {
      out.println("Khaos Control was not read: " + e.getMessage());
      return FAILURE;
    }
  }

  private static OptOutFile.Content read(BridgeSettings settings, int flag) {
    String source = settings.source();
    KhaosControl erp =
        new KhaosControl(settings.khaos().toSettings(source), new SimpleMeterRegistry());
    try (LedgerDatabase database = new LedgerDatabase(settings.ledger().url(), CONNECTIONS)) {
      return new OptOutFile(
              new OptOutsNotInErp(database, source),
              new PersonsInErp(erp, new Persons(database, source)),
              settings.consent().export(),
              flag)
          .read();
    } finally {
      erp.close();
    }
  }
}
