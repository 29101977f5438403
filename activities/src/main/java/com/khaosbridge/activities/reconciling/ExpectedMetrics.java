package com.khaosbridge.activities.reconciling;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The figures that contacts must carry, where somebody knows them. */
public interface ExpectedMetrics {

  /** Nobody knows any: figures are not compared. */
  ExpectedMetrics UNKNOWN =
      new ExpectedMetrics() {
        @Override
        public Set<String> fields(String destination) {
          return Set.of();
        }

        @Override
        public Map<String, Map<String, Optional<String>>> byPerson(String destination) {
          return new HashMap<>();
        }
      };

  /** The contact fields of a destination that are compared. */
  Set<String> fields(String destination);

  /**
   * Modifiable: by person id, what must stand in each field; a field that is not named is not
   * compared.
   */
  Map<String, Map<String, Optional<String>>> byPerson(String destination);
}
