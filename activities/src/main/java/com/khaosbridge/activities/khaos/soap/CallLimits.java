package com.khaosbridge.activities.khaos.soap;

import java.time.Duration;

/**
 * How much is asked for in one call, how long it may take, and how much may come back. What
 * configuration leaves out (null) is as in {@link #DEFAULT}.
 *
 * @param companyBatch codes in one {@code ExportCompany}; Khaos' own module uses 200
 * @param orderBatch codes in one {@code ExportOrders} or {@code ExportOrderStatusEx}
 * @param readTimeout longest silence within an answer
 * @param callTimeout longest whole call
 * @param historyCall how long a history call should take while live work is on, and any call of the
 *     full list
 * @param answerBytes largest answer, unpacked
 * @param waitingCalls how many calls may wait for the one connection
 */
public record CallLimits(
    Integer companyBatch,
    Integer orderBatch,
    Duration connectTimeout,
    Duration readTimeout,
    Duration callTimeout,
    Duration historyCall,
    Long answerBytes,
    Integer waitingCalls) {

  /** Fit for a production site. */
  public static final CallLimits DEFAULT =
      new CallLimits(
          200,
          200,
          Duration.ofSeconds(10),
          Duration.ofSeconds(120),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1),
          256L << 20,
          1_000);

  public CallLimits {
    companyBatch = companyBatch == null ? DEFAULT.companyBatch : companyBatch;
    orderBatch = orderBatch == null ? DEFAULT.orderBatch : orderBatch;
    connectTimeout = connectTimeout == null ? DEFAULT.connectTimeout : connectTimeout;
    readTimeout = readTimeout == null ? DEFAULT.readTimeout : readTimeout;
    callTimeout = callTimeout == null ? DEFAULT.callTimeout : callTimeout;
    historyCall = historyCall == null ? DEFAULT.historyCall : historyCall;
    answerBytes = answerBytes == null ? DEFAULT.answerBytes : answerBytes;
    waitingCalls = waitingCalls == null ? DEFAULT.waitingCalls : waitingCalls;
    Setting.requireRange(companyBatch, 1, 1_000, "khaos.calls.company-batch");
    Setting.requireRange(orderBatch, 1, 1_000, "khaos.calls.order-batch");
    Setting.requirePositive(connectTimeout, "khaos.calls.connect-timeout");
    Setting.requirePositive(readTimeout, "khaos.calls.read-timeout");
    Setting.requirePositive(historyCall, "khaos.calls.history-call");
    Setting.require(
        callTimeout.compareTo(readTimeout) >= 0,
        "khaos.calls.call-timeout",
        "a duration of " + callTimeout + ", shorter than khaos.calls.read-timeout",
        "Give one at least as long.");
    Setting.requireRange(answerBytes, 1_024, 4L << 30, "khaos.calls.answer-bytes");
    Setting.requireRange(waitingCalls, 1, 100_000, "khaos.calls.waiting-calls");
  }
}
