package com.khaosbridge.workflows.order;

import com.khaosbridge.workflows.gate.Decidable;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One order on its way: received, invoiced, despatched, refunded, settled or cancelled, in whatever
 * order the facts arrive. Started by signal-with-start for each fact; the signals carry the facts'
 * names, so that a list of them reads as the order's life, and the ledger has the facts themselves.
 */
@WorkflowInterface
public interface OrderLifecycle extends Decidable {

  @WorkflowMethod(name = "OrderLifecycle")
  void run(OrderRef order);

  /** The customer ordered. */
  @SignalMethod
  void received();

  /** An invoice became final. */
  @SignalMethod
  void invoiced();

  /** A parcel left. */
  @SignalMethod
  void despatched();

  /** Something was credited. */
  @SignalMethod
  void refunded();

  /** The order was cancelled. */
  @SignalMethod
  void cancelled();

  /** Something else about the order changed, here or in the ERP. */
  @SignalMethod
  void changed();

  /** Where the order stands: what happened, what destinations were told, what is waited for. */
  @QueryMethod
  OrderStory story();
}
