package com.khaosbridge.sandbox.credits;

import java.time.LocalDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which credit notes one file of the drop holds.
 *
 * @param number of the file, from 1
 * @param after the file's credit notes were issued after this time, null for no limit
 * @param until and until this one
 * @param byHandAfter code of the last one by hand before it, empty for none
 * @param byHandUntil code of the last one by hand in it
 */
record Drop(
    int number,
    @Nullable LocalDateTime after,
    @Nullable LocalDateTime until,
    String byHandAfter,
    String byHandUntil) {

  /** What comes before the first file. */
  static Drop none() {
    return new Drop(0, null, null, "", "");
  }

  /**
   * The file after this one.
   *
   * @param now business time; the clock may have been set back
   * @param lastByHand code of the last credit note by hand, empty for none
   */
  Drop next(LocalDateTime now, String lastByHand) {
    boolean back = until != null && now.isBefore(until);
    return new Drop(number + 1, until, back ? until : now, byHandUntil, lastByHand);
  }

  /** This one when nothing became due until the next. */
  Drop through(Drop next) {
    return new Drop(number, after, next.until, byHandAfter, byHandUntil);
  }

  String fileName() {
    return String.format(Locale.ROOT, "credit-notes-%06d.csv", number);
  }
}
