package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.destination.Requirement.State;
import com.khaosbridge.activities.settings.BridgeSettings;
import com.khaosbridge.activities.settings.DestinationSettings;
import com.khaosbridge.starter.cli.SetupReport.Need;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code khaos-bridge setup}: what the accounts need, and making it. */
@Command(
    name = "setup",
    description = {
      "Lists what each destination's account needs, whether it is there, and who can make it."
          + " Without --apply nothing changes.",
      "Exit code 0: nothing is missing; 1: something is missing or of another type; 2: an account"
          + " could not be asked."
    },
    exitCodeOnExecutionException = 2)
final class SetupCommand implements Callable<Integer> {
  private static final int LACKING = 1;
  private static final int FAILURE = 2;

  @Option(
      names = "--apply",
      description =
          "Makes what the vendor's API can make, then reads the account again. What is there is"
              + " never changed.")
  private boolean apply;

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      description = "Only this destination. May be repeated.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    BridgeSettings settings;
    try {
      settings = ConfiguredBridge.read(only);
    } catch (RuntimeException e) {
      out.println(ConfiguredBridge.reason(e));
      return FAILURE;
    }
    List<SetupReport> reports =
        settings.destinations().stream()
            .filter(destination -> only.isEmpty() || only.contains(destination.name()))
            .map(this::report)
            .toList();
    if (json) {
      out.println(json(reports));
    } else {
      reports.forEach(report -> print(report, out));
    }
    out.flush();
    if (reports.stream().anyMatch(report -> report.notAsked() != null)) {
      return FAILURE;
    }
    return reports.stream().anyMatch(SetupReport::lacking) ? LACKING : 0;
  }

  private SetupReport report(DestinationSettings settings) {
    var destination = settings.open(new NothingSent(), Instant::now);
    return apply ? SetupReport.making(destination) : SetupReport.looking(destination);
  }

  private void print(SetupReport report, PrintWriter out) {
    if (report.notAsked() != null) {
      out.println(report.destination() + " could not be asked: " + report.notAsked());
      return;
    }
    out.println(report.destination());
    for (Need need : report.needs()) {
      out.printf(
          "  %-16s %s %s%s%s%n",
          need.made() ? "made" : need.state().words(),
          need.kind(),
          need.name(),
          need.type().isEmpty() ? "" : " (" + need.type() + ")",
          whoMakesIt(need));
    }
    long lacking = report.needs().stream().filter(need -> need.state().lacking()).count();
    long bySetup = report.needs().stream().filter(Need::setupMakesIt).count();
    if (lacking == 0) {
      out.println("  Nothing is missing.");
    } else {
      out.printf(
          "  %d missing or of another type%s.%n",
          lacking, bySetup == 0 ? "" : "; `khaos-bridge setup --apply` makes " + bySetup);
    }
  }

  private static String whoMakesIt(Need need) {
    if (need.setupMakesIt()) {
      return ": setup makes it";
    }
    return need.state() == State.THERE ? "" : ": " + need.toDo();
  }

  private String json(List<SetupReport> reports) {
    return JsonMapper.builder()
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(new Reports(apply, reports));
  }

  /** What {@code --json} writes. */
  private record Reports(boolean applied, List<SetupReport> destinations) {}
}
