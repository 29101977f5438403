package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.Metric;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The figures that contacts must carry by the books, in the fields that are configured. */
public final class BookedMetrics implements ExpectedMetrics {
  private static final int PERSONS_AT_ONCE = 500;

  private final PersonFigures figures;
  private final Persons persons;
  private final Map<String, Map<Metric, String>> fields;

  /**
   * @param fields of each metric that is written, by destination
   */
  public BookedMetrics(
      PersonFigures figures, Persons persons, Map<String, Map<Metric, String>> fields) {
    this.figures = figures;
    this.persons = persons;
    this.fields = Map.copyOf(fields);
  }

  @Override
  public Set<String> fields(String destination) {
    return new HashSet<>(fieldsOf(destination).values());
  }

  @Override
  public Map<String, Map<String, Optional<String>>> byPerson(String destination) {
    Map<Metric, String> its = fieldsOf(destination);
    Map<String, Map<String, Optional<String>>> expected = new HashMap<>();
    if (its.isEmpty()) {
      return expected;
    }
    String last = "";
    List<String> next = persons.after(last, PERSONS_AT_ONCE);
    while (!next.isEmpty()) {
      add(next, its, expected);
      last = next.get(next.size() - 1);
      next = persons.after(last, PERSONS_AT_ONCE);
    }
    return expected;
  }

  private void add(
      Collection<String> personIds,
      Map<Metric, String> its,
      Map<String, Map<String, Optional<String>>> expected) {
    figures
        .asPlanned(personIds)
        .forEach(
            (person, metrics) -> {
              Map<String, Optional<String>> values = new HashMap<>();
              its.forEach(
                  (metric, field) -> {
                    Optional<String> value = metrics.values().get(metric);
                    if (value != null) {
                      values.put(field, value);
                    }
                  });
              expected.put(person, values);
            });
  }

  private Map<Metric, String> fieldsOf(String destination) {
    return fields.getOrDefault(destination, Map.of());
  }
}
