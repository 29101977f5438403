package com.khaosbridge.demo;

import java.util.List;

/** Milliseconds from a despatch in the ERP to its acceptance at a destination. */
record Latency(List<Long> sortedMillis) {

  Latency {
    sortedMillis = sortedMillis.stream().sorted().toList();
  }

  /** The value that this share of all, in percent, does not exceed; 0 if there are none. */
  long percentile(int percent) {
    if (sortedMillis.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100.0 * sortedMillis.size());
    return sortedMillis.get(Math.max(0, rank - 1));
  }
}
