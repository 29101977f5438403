package com.khaosbridge.workflows.order;

import static com.khaosbridge.workflows.decision.Deadline.DESPATCH_OVERDUE;
import static com.khaosbridge.workflows.decision.Deadline.GIVEN_UP;
import static com.khaosbridge.workflows.decision.Deadline.REPLENISHMENT_DUE;
import static com.khaosbridge.workflows.decision.Deadline.RETURN_WINDOW_OVER;
import static com.khaosbridge.workflows.decision.Deadline.REVIEW_DUE;

import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.gate.CarryingWorkflow;
import com.khaosbridge.workflows.gate.WorkflowPage;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of an order, in two strands: its parcel and its money. What the ERP says of it, the
 * ledger plans in the transaction that records it, and sends word by {@code received} to {@code
 * changed}: however many come at once, the order is read once. What time says is decided here, by
 * waiting for a deadline, and the ledger does what follows. {@code story} may be asked at any time;
 * {@code show} puts the same on the workflow's page in Temporal's web UI.
 */
public class OrderLifecycleWorkflow extends CarryingWorkflow implements OrderLifecycle {
  private final OrderInLedger order;
  private final WorkflowPage page = new WorkflowPage();
  private @Nullable Promise<Void> parcel;
  private @Nullable Promise<Void> money;

  @WorkflowInit
  public OrderLifecycleWorkflow(OrderRef ref) {
    order = new OrderInLedger(ref, deliveries, this::show);
  }

  @Override
  public void run(OrderRef ref) {
    order.read();
    parcel = Async.procedure(this::followParcel);
    Promise<Void> review = Async.procedure(() -> askWhenDue(REVIEW_DUE));
    Promise<Void> replenishment = Async.procedure(() -> askWhenDue(REPLENISHMENT_DUE));
    money = Async.procedure(this::followMoney);
    List<Promise<Void>> strands = List.of(parcel, review, replenishment, money);
    while (!isOver(strands)) {
      deliveries.await(() -> order.isStale() || isOver(strands) || deliveries.mayRenew());
      if (order.isStale()) {
        order.read();
      } else if (!isOver(strands)) {
        Workflow.continueAsNew(ref);
      }
    }
    page.end();
    page.publish(story().toMarkdown());
  }

  /**
   * The parcel leaves, or is overdue (the ledger opens a case, and the order goes on), or is given
   * up.
   */
  private void followParcel() {
    if (!order.awaitOrTell(DESPATCH_OVERDUE, () -> order.progress().despatched())) {
      order.awaitOrTell(GIVEN_UP, () -> order.progress().despatched());
    }
  }

  /**
   * What the customer is asked for later, the ledger asks when it is due, unless it is not to be
   * asked any more once parcel and money have come to their ends.
   */
  private void askWhenDue(Deadline deadline) {
    order.awaitOrTell(
        deadline, () -> hasEnded(parcel) && hasEnded(money) && !order.hasDeadline(deadline));
  }

  /**
   * The invoice becomes final, or is given up. Once the return window is over, the ledger settles
   * the order, unless all was refunded before.
   */
  private void followMoney() {
    if (order.awaitOrTell(GIVEN_UP, () -> order.progress().invoiced())) {
      order.awaitOrTell(RETURN_WINDOW_OVER, () -> order.progress().fullyRefunded());
    }
  }

  /** A cancelled order needs no strand, but what is on its way or held is carried to its end. */
  private boolean isOver(List<Promise<Void>> strands) {
    boolean nothingMoreComes =
        order.progress().cancelled() || strands.stream().allMatch(OrderLifecycleWorkflow::hasEnded);
    return nothingMoreComes && deliveries.isIdle() && !order.isStale();
  }

  /** Throws what broke the strand, if anything did, so that the workflow task shows it. */
  private static boolean hasEnded(@Nullable Promise<Void> strand) {
    return strand != null && strand.isCompleted() && strand.get() == null;
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
    order.markStale();
  }

  @Override
  public void invoiced() {
    order.markStale();
  }

  @Override
  public void despatched() {
    order.markStale();
  }

  @Override
  public void refunded() {
    order.markStale();
  }

  @Override
  public void cancelled() {
    order.markStale();
  }

  @Override
  public void changed() {
    order.markStale();
  }
}
