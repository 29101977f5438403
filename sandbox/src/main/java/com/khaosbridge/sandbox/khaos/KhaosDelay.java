package com.khaosbridge.sandbox.khaos;

import java.time.Duration;

/**
 * How long the ERP takes to answer.
 *
 * @param perCall for any call
 * @param perLine on top, for each line of the documents, record or list entry in the answer
 */
public record KhaosDelay(Duration perCall, Duration perLine) {

  /** 20 ms and 0.02 ms a line. */
  public static KhaosDelay standard() {
    return new KhaosDelay(Duration.ofMillis(20), Duration.ofNanos(20_000));
  }

  Duration of(int lines) {
    return perCall.plus(perLine.multipliedBy(lines));
  }
}
