package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.destination.AccountSetup;
import com.khaosbridge.activities.destination.AccountSetup.Standing;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.Requirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one account has of what it needs.
 *
 * @param notAsked why the account could not be asked; null if it was
 * @param needs empty if it could not be asked
 */
record SetupReport(String destination, @Nullable String notAsked, List<Need> needs) {

  /**
   * One thing that the account needs.
   *
   * @param type what it must be; empty if its kind has no types
   * @param made whether it was made just now
   * @param setupMakesIt whether {@code --apply} would make it
   * @param toDo what people do about it; empty if nothing is left to do, or setup does it
   */
  record Need(
      String kind,
      String name,
      String type,
      Requirement.State state,
      boolean made,
      boolean setupMakesIt,
      String toDo) {}

  /** Only looks. */
  static SetupReport looking(Destination destination) {
    return of(destination.name(), destination.setup().read(), Map.of());
  }

  /** Makes what can be made, then looks at what is really there. */
  static SetupReport making(Destination destination) {
    AccountSetup setup = destination.setup();
    Standing before = setup.read();
    Map<String, Optional<String>> refusals = new LinkedHashMap<>();
    if (before instanceof Standing.Read read) {
      for (Requirement each : read.requirements()) {
        if (each.makeable()) {
          refusals.put(key(each), setup.make(each));
        }
      }
    }
    return of(destination.name(), refusals.isEmpty() ? before : setup.read(), refusals);
  }

  boolean lacking() {
    return needs.stream().anyMatch(need -> need.state().lacking());
  }

  private static SetupReport of(
      String destination, Standing standing, Map<String, Optional<String>> tried) {
    if (standing instanceof Standing.NotRead not) {
      return new SetupReport(destination, not.why(), List.of());
    }
    return new SetupReport(
        destination,
        null,
        ((Standing.Read) standing)
            .requirements().stream().map(each -> need(each, tried.get(key(each)))).toList());
  }

  /**
   * @param refusal of making it, empty if it was not refused; null if that was not tried
   */
  private static Need need(Requirement found, @Nullable Optional<String> refusal) {
    boolean there = found.state() == Requirement.State.THERE;
    return new Need(
        found.kind(),
        found.name(),
        found.type(),
        found.state(),
        refusal != null && there,
        refusal == null && found.makeable(),
        there ? "" : refusal == null ? untried(found) : tried(found, refusal));
  }

  private static String untried(Requirement found) {
    return switch (found.state()) {
      case OF_ANOTHER_TYPE -> found.problem();
      case MISSING -> found.makeable() ? "" : "make it in the account: " + found.toDo();
      case THERE, NOT_SHOWN -> found.toDo();
    };
  }

  private static String tried(Requirement found, Optional<String> refusal) {
    if (refusal.isPresent()) {
      return "not made, " + refusal.get() + "; else make it in the account: " + found.toDo();
    }
    return found.makeable()
        ? "taken by the account, which does not show it yet; run setup again later"
        : "made, but " + found.toDo();
  }

  private static String key(Requirement each) {
    return each.kind() + " " + each.name();
  }
}
