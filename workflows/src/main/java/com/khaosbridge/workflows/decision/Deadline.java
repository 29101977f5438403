package com.khaosbridge.workflows.decision;

/** The moments in an order's life that come by themselves, if nothing happens before. */
public enum Deadline {
  /** The parcel should have left before. */
  DESPATCH_OVERDUE("despatch is overdue"),
  /** Neither despatch nor invoice is expected any more. */
  GIVEN_UP("nothing more is expected of the order"),
  /** The customer has had the parcel long enough to be asked for a review. */
  REVIEW_DUE("a review request is due"),
  /** What the customer bought will have run out. */
  REPLENISHMENT_DUE("a replenishment is due"),
  /** Nothing can be returned any more: the order is settled. */
  RETURN_WINDOW_OVER("the return window ends");

  private final String words;

  Deadline(String words) {
    this.words = words;
  }

  /** What people read at the timer, e.g. {@code despatch is due}. */
  public String words() {
    return words;
  }
}
