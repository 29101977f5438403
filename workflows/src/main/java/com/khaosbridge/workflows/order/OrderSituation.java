package com.khaosbridge.workflows.order;

import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderProgress;
import com.khaosbridge.workflows.decision.Refund;
import com.khaosbridge.workflows.delivery.DeliveryLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the ledger knows of an order.
 *
 * @param due the deadlines before it, in real time; none while the business clock stands
 * @param passed the deadlines that passed and were told
 * @param happened what happened in the ERP, in order
 * @param deliveries what its destinations are owed or were told, the ended ones included
 */
public record OrderSituation(
    OrderProgress progress,
    Map<Deadline, Instant> due,
    Set<Deadline> passed,
    List<StoryLine> happened,
    List<DeliveryLine> deliveries) {

  /** Before the first look: an order that was only just heard of. */
  static OrderSituation unread(Instant now) {
    OrderProgress heardOf = new OrderProgress(now, null, null, null, Refund.NOTHING, null, null);
    return new OrderSituation(heardOf, Map.of(), Set.of(), List.of(), List.of());
  }
}
