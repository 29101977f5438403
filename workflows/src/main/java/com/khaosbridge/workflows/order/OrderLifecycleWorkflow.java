package com.khaosbridge.workflows.order;

import static com.khaosbridge.workflows.decision.Deadline.DESPATCH_DUE;
import static com.khaosbridge.workflows.decision.Deadline.DESPATCH_HORIZON;
import static com.khaosbridge.workflows.decision.Deadline.RETURN_WINDOW_END;
import static com.khaosbridge.workflows.decision.Deadline.REVIEW_DUE;

import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.gate.CarryingWorkflow;
import com.khaosbridge.workflows.gate.WorkflowPage;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/**
 * The life of an order. What the ERP says of it is planned by the ledger, in the transaction that
 * records it; what time says is decided here, and the ledger is told.
 */
public class OrderLifecycleWorkflow extends CarryingWorkflow implements OrderLifecycle {
  private final OrderInLedger order;
  private final WorkflowPage page = new WorkflowPage();

  @WorkflowInit
  public OrderLifecycleWorkflow(OrderRef ref) {
    order = new OrderInLedger(ref, deliveries, this::show);
  }

  @Override
  public void run(OrderRef ref) {
    order.read();
    Promise<Void> parcel = Async.procedure(this::followParcel);
    Promise<Void> money = Async.procedure(this::followMoney, parcel);
    while (!isOver(parcel, money)) {
      deliveries.await(() -> order.isStale() || isOver(parcel, money) || deliveries.mayRenew());
      if (order.isStale()) {
        order.read();
      } else if (!isOver(parcel, money)) {
        Workflow.continueAsNew(ref);
      }
    }
    page.end();
    page.publish(story().toMarkdown());
  }

  /** Despatched, or overdue while the order goes on; then the review request. */
  private void followParcel() {
    boolean despatched =
        order.happensBy(DESPATCH_DUE, () -> order.progress().despatched())
            || order.happensBy(DESPATCH_HORIZON, () -> order.progress().despatched());
    if (despatched && order.isDue(REVIEW_DUE)) {
      order.happensBy(REVIEW_DUE, () -> order.progress().refunded());
    }
  }

  /** Invoiced, refunded as may be until the return window is over, and settled. */
  private void followMoney(Promise<Void> parcel) {
    Workflow.await(() -> order.progress().invoiced() || parcel.isCompleted());
    if (order.happensBy(DESPATCH_HORIZON, () -> order.progress().invoiced())) {
      order.happensBy(RETURN_WINDOW_END, () -> order.progress().refunded());
    }
  }

  private boolean isOver(Promise<Void> parcel, Promise<Void> money) {
    boolean nothingMoreComes =
        order.progress().cancelled() || (hasEnded(parcel) && hasEnded(money));
    return nothingMoreComes && deliveries.isIdle() && !order.isStale();
  }

  /** Throws what broke the strand, if anything did, so that the workflow task shows it. */
  private static boolean hasEnded(Promise<Void> strand) {
    return strand.isCompleted() && strand.get() == null;
  }

  @Override
  protected void show() {
    page.show(gate.held());
    page.put(BridgeSearchAttributes.ORDER_STAGE, order.stage().name());
    page.publish(story().toMarkdown());
  }

  @Override
  public OrderStory story() {
    return order.story(gate.held());
  }

  @Override
  public void received() {
    order.hasNews();
  }

  @Override
  public void invoiced() {
    order.hasNews();
  }

  @Override
  public void despatched() {
    order.hasNews();
  }

  @Override
  public void refunded() {
    order.hasNews();
  }

  @Override
  public void cancelled() {
    order.hasNews();
  }

  @Override
  public void changed() {
    order.hasNews();
  }
}
