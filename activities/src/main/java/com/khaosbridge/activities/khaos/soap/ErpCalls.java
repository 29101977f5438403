package com.khaosbridge.activities.khaos.soap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;

/**
 * Calls the web service, one call at a time and the most urgent first, and measures it.
 * Thread-safe; one instance a source.
 */
public final class ErpCalls implements AutoCloseable {
  private final CallQueue queue;
  private final SoapService service;
  private final MeterRegistry metrics;
  private final String source;

  /**
   * @param metrics gets {@code bridge.erp.call}, {@code bridge.erp.wait}, {@code
   *     bridge.erp.busy.share} and {@code bridge.erp.waiting}, each with the source's name
   */
  public ErpCalls(String source, ErpConnection connection, MeterRegistry metrics) {
    this.queue = new CallQueue(connection.limits().waitingCalls(), System::nanoTime);
    this.service = new SoapService(connection);
    this.metrics = metrics;
    this.source = source;
    Gauge.builder("bridge.erp.busy.share", queue, CallQueue::busyShare)
        .description("share of the last minute that the ERP was busy with us")
        .tag("source", source)
        .register(metrics);
    Gauge.builder("bridge.erp.waiting", queue, CallQueue::waiting)
        .description("calls that wait for the ERP's one connection")
        .tag("source", source)
        .register(metrics);
  }

  /**
   * One call that can't be made smaller.
   *
   * @throws ErpException if there is no usable answer
   */
  public <T> T once(SoapRequest request, ErpPriority priority, AnswerReader<T> reader) {
    try {
      return call(request, priority, reader).result();
    } catch (CallTimedOut e) {
      throw tooSlow(request);
    }
  }

  /**
   * One call, and how long it took.
   *
   * @throws CallTimedOut if asking for less may help
   * @throws ErpException if there is no usable answer
   */
  public <T> Timed<T> call(SoapRequest request, ErpPriority priority, AnswerReader<T> reader)
      throws CallTimedOut {
    long asked = System.nanoTime();
    try {
      return queue.call(priority, () -> timed(request, priority, reader, asked));
    } catch (CallQueue.TurnedAway e) {
      throw new ErpUnavailableException(
          request.inWords(),
          e.finding(),
          "It is asked for again by itself; if this lasts, look at the ERP's answer times.");
    }
  }

  private <T> Timed<T> timed(
      SoapRequest request, ErpPriority priority, AnswerReader<T> reader, long asked)
      throws CallTimedOut {
    long begun = System.nanoTime();
    Timer.builder("bridge.erp.wait")
        .description("how long calls wait for the ERP's one connection")
        .tag("source", source)
        .tag("priority", priority.name())
        .register(metrics)
        .record(Duration.ofNanos(begun - asked));
    String outcome = "failed";
    try {
      T result = service.call(request, reader);
      outcome = "ok";
      return new Timed<>(result, Duration.ofNanos(System.nanoTime() - begun));
    } finally {
      Timer.builder("bridge.erp.call")
          .description("how long the ERP takes for a call, reading its answer included")
          .tag("source", source)
          .tag("operation", request.operation())
          .tag("outcome", outcome)
          .register(metrics)
          .record(Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  /** For a call that timed out and asks for no more than it must. */
  public static ErpUnavailableException tooSlow(SoapRequest request) {
    return new ErpUnavailableException(
        request.inWords(),
        "no complete answer in time, and there is nothing smaller to ask for",
        "Look at the load of the ERP's server, or raise khaos.calls.read-timeout; the call is"
            + " repeated by itself.");
  }

  /** The share of the last minute that the ERP was busy with us, between 0 and 1. */
  public double busyShare() {
    return queue.busyShare();
  }

  /** How long calls of these priorities have kept the ERP busy, since this instance was made. */
  public Duration busy(Set<ErpPriority> priorities) {
    return queue.busy(priorities);
  }

  /** How many calls wait for the one connection. */
  public int waiting() {
    return queue.waiting();
  }

  /** Whether anything but history called within the last minute. */
  public boolean liveIsOn() {
    return queue.liveIsOn();
  }

  /** How many calls were sent to the ERP since this instance was made. */
  public long sent() {
    return service.calls();
  }

  @Override
  public void close() {
    service.close();
  }

  /** What a call gave, and how long the ERP was busy with it. */
  public record Timed<T>(T result, Duration time) {}
}
