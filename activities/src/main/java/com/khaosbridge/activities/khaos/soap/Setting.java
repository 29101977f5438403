package com.khaosbridge.activities.khaos.soap;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** Words for a setting that can't be used: which one, what shape it has, what to do. */
public final class Setting {
  private Setting() {}

  public static void require(boolean usable, String name, String shape, String fix) {
    if (!usable) {
      throw new IllegalArgumentException("setting " + name + ": " + shape + ". " + fix);
    }
  }

  static void requirePositive(Duration value, String name) {
    require(
        value.compareTo(Duration.ZERO) > 0,
        name,
        "a duration of " + value,
        "Give one longer than zero, e.g. 120s.");
  }

  static void requireRange(long value, long least, long most, String name) {
    require(
        value >= least && value <= most,
        name,
        "the number " + value,
        "Give one between " + least + " and " + most + ".");
  }

  public static void requireDisjoint(
      Set<Integer> left, Set<Integer> right, String name, String other) {
    Set<Integer> both = new TreeSet<>(left);
    both.retainAll(right);
    require(
        both.isEmpty(),
        name,
        "has " + both + " in common with " + other,
        "Give each number to one of the two.");
  }
}
