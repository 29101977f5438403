package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.Heartbeats;
import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.ledger.books.PersonMerges;
import com.khaosbridge.activities.ledger.books.PersonMerges.Outcome;
import com.khaosbridge.workflows.merge.MergeActivities.Standing;
import com.khaosbridge.workflows.merge.MergeActivities.StepRef;
import com.khaosbridge.workflows.merge.MergeReading;
import io.temporal.activity.Activity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks whether a merge came to what it should: two contacts, and the records that were moved. */
public final class MergeReader implements MergeReading {
  private final PersonMerges merges;
  private final Map<String, Destination> destinations = new LinkedHashMap<>();

  public MergeReader(PersonMerges merges, List<Destination> destinations) {
    this.merges = merges;
    destinations.forEach(destination -> this.destinations.put(destination.name(), destination));
  }

  @Override
  public Standing readBack(StepRef step) {
    try (Heartbeats beating = Heartbeats.of(Activity.getExecutionContext())) {
      return look(step);
    }
  }

  private Standing look(StepRef step) {
    Destination destination = destinations.get(step.destination());
    ReadBack readBack =
        destination == null
            ? null
            : destination.readBack(ReadBack.Terms.reading(Set.of())).orElse(null);
    Outcome outcome = merges.outcome(step);
    return merges.compared(step, readBack == null ? List.of() : differences(readBack, outcome));
  }

  private static List<String> differences(ReadBack readBack, Outcome outcome) {
    Map<String, ContactThere> there = new HashMap<>();
    List<String> asked =
        Stream.of(outcome.contact(), outcome.retired()).flatMap(Stream::ofNullable).toList();
    if (!asked.isEmpty()) {
      readBack.contacts(
          asked, page -> page.forEach(contact -> there.put(contact.contactId(), contact)));
    }
    List<String> differences = new ArrayList<>();
    ContactThere retired = outcome.retired() == null ? null : there.get(outcome.retired());
    if (retired != null && retired.consent() == ConsentThere.OPTED_IN) {
      differences.add("contact " + outcome.retired() + " was left over and is opted in");
    }
    if (outcome.contact() != null) {
      differences.addAll(ofSurvivor(readBack, outcome, outcome.contact(), there));
    }
    return differences;
  }

  private static List<String> ofSurvivor(
      ReadBack readBack, Outcome outcome, String contact, Map<String, ContactThere> there) {
    if (!there.containsKey(contact)) {
      return List.of("contact " + contact + " is not there");
    }
    if (outcome.orders().isEmpty() || !readBack.ordersReadable()) {
      return List.of();
    }
    Set<String> missing = new TreeSet<>(outcome.orders());
    missing.removeAll(readBack.ordersOf(contact, outcome.orders()));
    return missing.isEmpty()
        ? List.of()
        : List.of(
            missing.stream()
                .collect(Collectors.joining(", ", "not under contact " + contact + ": ", "")));
  }
}
