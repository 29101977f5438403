package com.khaosbridge.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of persons who were merged or turned out to be one, at all destinations. */
final class MergeFigures {
  private final Truth truth;
  private final long awaitingDecision;
  private final Set<Truth.Merge> performed;
  private long liveDuplicates;
  private long historyLost;
  private long historyDoubled;
  private long unmovableRows;

  /**
   * @param awaitingDecision open cases that ask what became of a customer
   */
  MergeFigures(Truth truth, long awaitingDecision) {
    this.truth = truth;
    this.awaitingDecision = awaitingDecision;
    this.performed = new HashSet<>(truth.merges());
  }

  /** Counts a destination whose orders name contacts by the destination's own ids. */
  void addWithRecords(StandInFigures there, Set<String> held) {
    LiveContacts live = add(there);
    Map<String, Set<String>> holders = holders(there);
    for (Truth.Invoice invoice : truth.invoices().values()) {
      Truth.Person person = invoice.person();
      if (person != null && live.isReached(person) && !held.contains(invoice.orderCode())) {
        Set<String> at = holders.getOrDefault(invoice.orderCode(), Set.of());
        historyLost += live.of(person).stream().anyMatch(one -> at.contains(one.id())) ? 0 : 1;
      }
    }
  }

  /** Counts a destination whose sales rows name contacts by our person ids. */
  void addWithRows(StandInFigures there) {
    LiveContacts live = add(there);
    there
        .rows()
        .forEach(
            (row, count) -> {
              Truth.Person person = truth.personOf(row.holder());
              List<ContactThere> contacts = person == null ? List.of() : live.of(person);
              if (!contacts.isEmpty()
                  && contacts.stream().noneMatch(one -> row.holder().equals(one.personId()))) {
                unmovableRows += count;
              }
            });
  }

  private LiveContacts add(StandInFigures there) {
    LiveContacts live = new LiveContacts(truth, there.contactsThere());
    liveDuplicates += live.duplicates();
    historyDoubled += holders(there).values().stream().filter(at -> at.size() > 1).count();
    performed.removeIf(merge -> !isPerformed(merge, live));
    return live;
  }

  private boolean isPerformed(Truth.Merge merge, LiveContacts live) {
    Truth.Person survivor = truth.personOf(merge.into());
    if (survivor == null) {
      return false;
    }
    if (survivor.emails().isEmpty()) {
      return live.of(survivor).stream().noneMatch(ContactThere::isMailable);
    }
    if (!live.isReached(survivor)) {
      return false;
    }
    // The person may have had the loser's id before.
    return !live.isThere(merge.from())
        || live.of(survivor).stream().anyMatch(one -> merge.from().equals(one.personId()));
  }

  private static Map<String, Set<String>> holders(StandInFigures there) {
    Map<String, Set<String>> holders = new HashMap<>();
    there
        .sold()
        .forEach(
            one -> holders.computeIfAbsent(one.order(), none -> new HashSet<>()).add(one.holder()));
    return holders;
  }

  /** By name, as the summary has them. */
  Map<String, Long> byName() {
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("performed", (long) performed.size());
    figures.put("awaitingDecision", awaitingDecision);
    figures.put("liveDuplicates", liveDuplicates);
    figures.put("historyLost", historyLost);
    figures.put("historyDoubled", historyDoubled);
    figures.put("unmovableRows", unmovableRows);
    return figures;
  }
}
