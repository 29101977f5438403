package com.khaosbridge.workflows.gate;

import com.khaosbridge.workflows.delivery.DeliveryOutcome.HeldCase;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery that waits for a person, with the case that says why. */
public record HeldDelivery(DeliveryRef delivery, HeldCase heldUnder) {

  /** What a person reads: what is held, why, what to do and how to answer. */
  public String words() {
    return "**Case "
        + heldUnder.id()
        + "** ("
        + heldUnder.type()
        + ", owner "
        + heldUnder.owner()
        + "): "
        + delivery.summary()
        + " is held: "
        + heldUnder.cause()
        + ". "
        + heldUnder.whatToDo()
        + " Answer by the signal `retry`, `rereadFromErp` or `exclude` with `{\"caseId\": "
        + heldUnder.id()
        + "}`.";
  }

  static @Nullable List<String> cases(List<HeldDelivery> held) {
    return orNull(
        held.stream().map(one -> Long.toString(one.heldUnder.id())).distinct().sorted().toList());
  }

  static @Nullable List<String> destinations(List<HeldDelivery> held) {
    return orNull(
        held.stream().map(one -> one.delivery.destination()).distinct().sorted().toList());
  }

  static @Nullable OffsetDateTime firstDue(List<HeldDelivery> held) {
    return held.stream()
        .map(one -> one.heldUnder.due())
        .min(Comparator.<Instant>naturalOrder())
        .map(due -> due.atOffset(ZoneOffset.UTC))
        .orElse(null);
  }

  private static @Nullable List<String> orNull(List<String> values) {
    return values.isEmpty() ? null : values;
  }
}
