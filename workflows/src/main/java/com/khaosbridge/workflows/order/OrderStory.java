package com.khaosbridge.workflows.order;

import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderStage;
import com.khaosbridge.workflows.delivery.DeliveryLine;
import com.khaosbridge.workflows.gate.HeldDelivery;
import com.khaosbridge.workflows.gate.PageText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The story of an order, as people read it. Holds pseudonyms only.
 *
 * @param happened what happened in the ERP, in business time
 * @param deliveries what its destinations are owed or were told, in real time
 * @param waitsFor the deadlines before it, in real time
 * @param held what a person must decide
 */
public record OrderStory(
    String order,
    OrderStage stage,
    List<StoryLine> happened,
    List<DeliveryLine> deliveries,
    Map<Deadline, Instant> waitsFor,
    List<HeldDelivery> held) {

  /** As a short timeline. */
  public String toMarkdown() {
    return PageText.titled(order + ": " + words(stage))
        .section(
            "What happened in the ERP",
            happened.stream().map(line -> PageText.minute(line.at()) + " " + line.what()).toList())
        .deliveries(deliveries)
        .section(
            "What is waited for",
            waitsFor.entrySet().stream()
                .map(wait -> PageText.minute(wait.getValue()) + " " + wait.getKey().words())
                .toList())
        .decisions(held)
        .toString();
  }

  private static String words(OrderStage stage) {
    return stage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
