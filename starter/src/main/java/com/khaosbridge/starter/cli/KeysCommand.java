package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.keys.PayloadKeyset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code khaos-bridge keys}: the keyset that workflow payloads are encrypted with. */
@Command(
    name = "keys",
    description = "The keyset that workflow payloads are encrypted with, if they are.")
final class KeysCommand implements Runnable {
  private static final int NOT_MADE = 3;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandSpec command = Objects.requireNonNull(spec);
    command.commandLine().usage(command.commandLine().getOut());
  }

  @Command(name = "new", description = "Makes a keyset in a new file.")
  int create(@Parameters(paramLabel = "FILE") Path file) throws IOException {
    PayloadKeyset keyset = PayloadKeyset.create();
    try {
      keyset.create(file);
    } catch (FileAlreadyExistsException e) {
      out().println(file + " is there already; `khaos-bridge keys rotate` gives it a new key.");
      return NOT_MADE;
    }
    print(keyset);
    out().println("Keep a copy: without it, running workflows can't be read.");
    return 0;
  }

  @Command(
      name = "rotate",
      description = "Lets the next key encrypt, and makes a new next one; old keys still decrypt.")
  int rotate(@Parameters(paramLabel = "FILE") Path file) throws IOException {
    PayloadKeyset keyset = PayloadKeyset.read(file).rotated();
    keyset.replace(file);
    print(keyset);
    out()
        .println(
            "Restart all processes with it, one after the other, before the next rotation; keep a"
                + " copy.");
    return 0;
  }

  @Command(name = "list", description = "Lists the keys by their ids, without their secrets.")
  int list(@Parameters(paramLabel = "FILE") Path file) throws IOException {
    print(PayloadKeyset.read(file));
    return 0;
  }

  private void print(PayloadKeyset keyset) {
    for (PayloadKeyset.Key key : keyset.keys()) {
      out()
          .printf(
              "%-12s %s%n",
              key.id(),
              switch (key.role()) {
                case DECRYPTS -> "decrypts";
                case ENCRYPTS -> "encrypts and decrypts";
                case NEXT -> "decrypts; encrypts after the next rotation";
              });
    }
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
