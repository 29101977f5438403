package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.clock.BusinessClock;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.retail.UkTime;
import com.khaosbridge.sandbox.store.Json;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_sandbox/clock}: shows and moves business time. */
final class ClockPath {
  private static final int DEFAULT_FACTOR = 3600;

  private final BusinessClock clock;
  private final RunInfo run;

  ClockPath(BusinessClock clock, RunInfo run) {
    this.clock = clock;
    this.run = run;
  }

  Response show() {
    Instant now = clock.now();
    return Control.ok(
        Json.mapper()
            .createObjectNode()
            .put("now", now.toString())
            .put("local", UkTime.text(now))
            .put("factor", clock.factor())
            .put("start", run.start().toString())
            .put("end", run.end().toString())
            .put("realFactorDefault", DEFAULT_FACTOR));
  }

  /** Sets {@code now}, then runs on at {@code factor}; either may be left out. */
  Response change(ObjectNode change) {
    JsonNode now = change.get("now");
    JsonNode factor = change.get("factor");
    if (now == null && factor == null) {
      throw new IllegalArgumentException("give factor, now or both");
    }
    if (factor != null && !factor.isNumber()) {
      throw new IllegalArgumentException("factor must be a number");
    }
    Instant instant = now == null ? null : instant(now);
    if (factor != null) {
      clock.run(factor.asDouble());
    }
    if (instant != null) {
      clock.set(instant);
    }
    return show();
  }

  private static Instant instant(JsonNode now) {
    try {
      return Instant.parse(now.asString());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "now must be an ISO instant such as 2011-06-29T08:00:00Z", e);
    }
  }
}
