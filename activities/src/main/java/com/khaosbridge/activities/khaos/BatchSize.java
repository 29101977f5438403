package com.khaosbridge.activities.khaos;

import com.khaosbridge.activities.khaos.soap.CallLimits;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import java.time.Duration;

/**
 * How many records one operation is asked for at once: the configured number, half as many after
 * each timeout, and for the full list, and for history beside live work, only as many as fit a
 * short call. Thread-safe.
 */
final class BatchSize {
  /** A full batch this many times faster than the timeout proves that a double one is safe. */
  private static final int SAFE = 4;

  /**
   * A timeout holds the connection for minutes, so growing again needs more than one good answer.
   */
  private static final int GOOD_ANSWERS = 10;

  private final int configured;
  private final Duration timeout;
  private final Duration historyCall;
  private int most;
  private int good;
  private double nanosPerRecord;

  BatchSize(int configured, CallLimits limits) {
    this.configured = configured;
    this.timeout = limits.readTimeout();
    this.historyCall = limits.historyCall();
    this.most = configured;
  }

  synchronized int next(ErpPriority priority, boolean liveIsOn) {
    boolean givesWay =
        priority == ErpPriority.FULL_LIST || (priority == ErpPriority.HISTORY && liveIsOn);
    if (!givesWay || nanosPerRecord == 0) {
      return most;
    }
    return (int) Math.max(1, Math.min(most, historyCall.toNanos() / nanosPerRecord));
  }

  synchronized void took(int records, Duration time) {
    double now = (double) time.toNanos() / records;
    nanosPerRecord = nanosPerRecord == 0 ? now : 0.7 * nanosPerRecord + 0.3 * now;
    if (records < most || most == configured) {
      return;
    }
    good = time.multipliedBy(SAFE).compareTo(timeout) < 0 ? good + 1 : 0;
    if (good == GOOD_ANSWERS) {
      most = Math.min(configured, most * 2);
      good = 0;
    }
  }

  synchronized void timedOut(int records) {
    most = Math.max(1, Math.min(most, records / 2));
    good = 0;
  }
}
