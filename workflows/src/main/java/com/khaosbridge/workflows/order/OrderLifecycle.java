package com.khaosbridge.workflows.order;

import com.khaosbridge.workflows.gate.GateCommand;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * One order on its way: received, finalised, despatched, cancelled, in whatever order the facts
 * arrive. Started by signal-with-start for each observed change; ends when nothing more is
 * expected.
 */
@WorkflowInterface
public interface OrderLifecycle {

  @WorkflowMethod(name = "OrderLifecycle")
  void run(OrderRef order);

  /** The ledger has something new about this order. */
  @SignalMethod
  void observed();

  /** The order's contact was confirmed, excluded or held at a destination. */
  @SignalMethod
  void contactSettled();

  @SignalMethod
  void retry(@Nullable GateCommand command);

  @SignalMethod
  void rereadFromErp(@Nullable GateCommand command);

  @SignalMethod
  void exclude(@Nullable GateCommand command);
}
