package com.khaosbridge.workflows.reconciliation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a reconciliation ended; what it found is in the ledger.
 *
 * @param runId under which the ledger keeps it
 */
public record ReconciliationSummary(String runId, List<Side> sides) {
  public ReconciliationSummary {
    sides = List.copyOf(sides);
  }

  /**
   * One place.
   *
   * @param place a destination's name, or {@link Difference#LEDGER}
   * @param differences how many there are of each class that was found
   * @param planned how many of them were planned anew
   * @param failure why it was not compared, null if it was
   */
  public record Side(
      String place,
      Map<DifferenceClass, Long> differences,
      long planned,
      @Nullable String failure) {
    public Side {
      Map<DifferenceClass, Long> ordered = new EnumMap<>(DifferenceClass.class);
      ordered.putAll(differences);
      differences = Collections.unmodifiableMap(ordered);
    }

    /** A place that could not be compared. */
    public static Side failed(String place, String why) {
      return new Side(place, Map.of(), 0, why);
    }

    /** Whether it was compared to its end. */
    public boolean complete() {
      return failure == null;
    }
  }
}
