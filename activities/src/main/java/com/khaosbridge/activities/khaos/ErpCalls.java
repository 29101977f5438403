package com.khaosbridge.activities.khaos;

import com.khaosbridge.activities.khaos.SoapService.TooSlow;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** Puts calls onto the one line, in batches that shrink when the ERP is slow, and measures them. */
final class ErpCalls implements AutoCloseable {
  private final ErpLine line;
  private final SoapService service;
  private final MeterRegistry metrics;
  private final String source;

  ErpCalls(KhaosSettings settings, MeterRegistry metrics) {
    this.line = new ErpLine(settings.calls().waitingCalls(), System::nanoTime);
    this.service = new SoapService(settings);
    this.metrics = metrics;
    this.source = settings.source();
    Gauge.builder("bridge.erp.busy.share", line, ErpLine::busyShare)
        .description("share of the last minute that the ERP was busy with us")
        .tag("source", source)
        .register(metrics);
    Gauge.builder("bridge.erp.waiting", line, ErpLine::waiting)
        .description("calls that wait for the ERP's one connection")
        .tag("source", source)
        .register(metrics);
  }

  /** One call that can't be made smaller. */
  <T> T once(SoapRequest request, ErpPriority priority, SoapService.AnswerReader<T> reader) {
    try {
      return call(request, priority, reader).result();
    } catch (TooSlow e) {
      throw tooSlow(request);
    }
  }

  /** Reads all records of these codes. */
  <T> Readings<T> inBatches(Export<T> export, Collection<String> codes, ErpPriority priority) {
    List<T> records = new ArrayList<>();
    List<RecordProblem> problems = new ArrayList<>();
    List<String> askable = new ArrayList<>();
    for (String code : new LinkedHashSet<>(codes)) {
      if (Export.askable(code)) {
        askable.add(code);
      } else {
        problems.add(export.unaskable(code));
      }
    }
    int done = 0;
    while (done < askable.size()) {
      int most = export.size().next(priority, line.liveIsOn());
      int end = Math.min(done + most, askable.size());
      SoapRequest batch = export.request().apply(askable.subList(done, end));
      try {
        Timed<Readings<T>> answer = call(batch, priority, export::read);
        export.size().took(end - done, answer.time());
        records.addAll(answer.result().records());
        problems.addAll(answer.result().problems());
        done = end;
      } catch (TooSlow e) {
        if (end - done == 1) {
          throw tooSlow(batch);
        }
        export.size().timedOut(end - done);
      }
    }
    return new Readings<>(List.copyOf(records), List.copyOf(problems));
  }

  /**
   * @throws TooSlow if asking for less may help
   */
  <T> Timed<T> call(SoapRequest request, ErpPriority priority, SoapService.AnswerReader<T> reader)
      throws TooSlow {
    long asked = System.nanoTime();
    try {
      return line.call(priority, () -> timed(request, priority, reader, asked));
    } catch (ErpLine.TurnedAway e) {
      throw new ErpUnavailableException(
          request.inWords(),
          e.finding(),
          "It is asked for again by itself; if this lasts, look at the ERP's answer times.");
    }
  }

  private <T> Timed<T> timed(
      SoapRequest request, ErpPriority priority, SoapService.AnswerReader<T> reader, long asked)
      throws TooSlow {
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

  static ErpUnavailableException tooSlow(SoapRequest request) {
    return new ErpUnavailableException(
        request.inWords(),
        "no complete answer in time, and there is nothing smaller to ask for",
        "Look at the load of the ERP's server, or raise khaos.calls.read-timeout; the call is"
            + " repeated by itself.");
  }

  ErpLine line() {
    return line;
  }

  long sent() {
    return service.calls();
  }

  @Override
  public void close() {
    service.close();
  }

  /** What a call gave, and how long the ERP was busy with it. */
  record Timed<T>(T result, Duration time) {}
}
