package com.khaosbridge.activities.ledger.reports;

import java.time.Instant;
import java.util.List;

/**
 * What became of a customer or an order, from the ERP's word to the destinations' answers.
 *
 * @param about who or what it is, line by line
 * @param timeline what happened, the oldest first
 * @param stands where the newest delivery of each thing stands, and so why it is not there
 */
public record Explanation(List<String> about, List<Line> timeline, List<Stand> stands) {
  /** The side that the ERP's own facts are told of. */
  static final String ERP = "Khaos Control";

  /** The side of what was decided here. */
  static final String BRIDGE = "the bridge";

  public Explanation {
    about = List.copyOf(about);
    timeline = List.copyOf(timeline);
    stands = List.copyOf(stands);
  }

  /**
   * Something that happened.
   *
   * @param where the ERP, the bridge, or a destination's name
   */
  public record Line(Instant at, String where, String what) {}

  /**
   * Where a delivery stands.
   *
   * @param what e.g. {@code order confirmed of SO600241}
   * @param stands in one line
   * @param more what it means and what to do; empty if there is nothing to do
   */
  public record Stand(String destination, String what, String stands, List<String> more) {
    public Stand {
      more = List.copyOf(more);
    }
  }
}
