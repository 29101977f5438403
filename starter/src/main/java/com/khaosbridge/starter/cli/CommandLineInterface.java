package com.khaosbridge.starter.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code khaos-bridge}, the command line. */
@Command(
    name = "khaos-bridge",
    mixinStandardHelpOptions = true,
    version = "khaos-bridge 0.1.0",
    description = "Carries Khaos Control's truth into Emarsys and Dotdigital.",
    subcommands = {
      SetupCommand.class,
      CasesCommand.class,
      ConsentCommand.class,
      DryRunCommand.class,
      ExportCommand.class,
      ForgetCommand.class,
      MergeCommand.class,
      ReconcileCommand.class,
      StoryCommand.class,
      WhyCommand.class,
      KeysCommand.class
    })
public final class CommandLineInterface implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private CommandLineInterface() {}

  /** Runs a command line and gives its exit code. */
  public static int run(String... args) {
    // What people asked for goes to standard output; the libraries' running comments are not it.
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
      var root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
      root.setLevel(Level.WARN);
      root.iteratorForAppenders().forEachRemaining(CommandLineInterface::toStandardError);
    }
    return new CommandLine(new CommandLineInterface()).execute(args);
  }

  private static void toStandardError(Appender<ILoggingEvent> appender) {
    if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
      console.stop();
      console.setTarget(ConsoleTarget.SystemErr.getName());
      console.start();
    }
  }

  @Override
  public void run() {
    CommandSpec command = Objects.requireNonNull(spec);
    command.commandLine().usage(command.commandLine().getOut());
  }
}
