package com.khaosbridge.sandbox.credits;

import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which credit notes and refunds the files of one number hold.
 *
 * @param number of the files, from 1
 * @param after the data's credit notes were issued after this time, null for no limit
 * @param until and until this one
 * @param byHandAfter code of the last one by hand before it, empty for none
 * @param byHandUntil code of the last one by hand in it
 * @param refundAfter id of the last refund before it, empty for none
 * @param refundUntil id of the last refund in it
 */
record Drop(
    int number,
    @Nullable LocalDateTime after,
    @Nullable LocalDateTime until,
    String byHandAfter,
    String byHandUntil,
    String refundAfter,
    String refundUntil) {

  /** A state of before there were refunds has none. */
  Drop {
    refundAfter = Objects.requireNonNullElse(refundAfter, "");
    refundUntil = Objects.requireNonNullElse(refundUntil, "");
  }

  /** What comes before the first file. */
  static Drop none() {
    return new Drop(0, null, null, "", "", "", "");
  }

  /**
   * The file after this one.
   *
   * @param now business time; the clock may have been set back
   * @param lastByHand code of the last credit note by hand, empty for none
   * @param lastRefund id of the last refund, empty for none
   */
  Drop next(LocalDateTime now, String lastByHand, String lastRefund) {
    boolean back = until != null && now.isBefore(until);
    return new Drop(
        number + 1, until, back ? until : now, byHandUntil, lastByHand, refundUntil, lastRefund);
  }

  /** This one when nothing became due until the next. */
  Drop through(Drop next) {
    return new Drop(number, after, next.until, byHandAfter, byHandUntil, refundAfter, refundUntil);
  }

  String notesFile() {
    return String.format(Locale.ROOT, "credit-notes-%06d.csv", number);
  }

  String refundsFile() {
    return String.format(Locale.ROOT, "refunds-%06d.csv", number);
  }
}
