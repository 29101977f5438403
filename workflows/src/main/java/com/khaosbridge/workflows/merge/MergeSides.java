package com.khaosbridge.workflows.merge;

import java.util.List;

/**
 * Whom a merge is about.
 *
 * @param survivor the person as whom the loser goes on
 * @param destinations in their order
 */
public record MergeSides(String survivor, List<String> destinations) {
  public MergeSides {
    destinations = List.copyOf(destinations);
  }
}
