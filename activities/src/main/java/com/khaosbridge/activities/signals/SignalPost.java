package com.khaosbridge.activities.signals;

import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.PendingSignals.Pending;
import com.khaosbridge.workflows.merge.CustomerMerge;
import com.khaosbridge.workflows.merge.MergeRef;
import com.khaosbridge.workflows.order.OrderLifecycle;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.person.PersonRef;
import com.khaosbridge.workflows.person.PersonSync;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import java.util.List;

/**
 * Signals by signal-with-start: a workflow that has ended or was never there is started. The
 * signal's name is the fact's.
 */
final class SignalPost implements OwedPost<Pending> {
  private final PendingSignals pending;
  private final WorkflowClient client;
  private final String source;

  SignalPost(PendingSignals pending, WorkflowClient client, String source) {
    this.pending = pending;
    this.client = client;
    this.source = source;
  }

  @Override
  public String words() {
    return "signals";
  }

  @Override
  public List<Pending> next(int limit) {
    return pending.next(limit);
  }

  @Override
  public String address(Pending signal) {
    return signal.workflowId();
  }

  @Override
  public void send(Pending signal) {
    BatchRequest request = client.newSignalWithStartRequest();
    if (signal.kind() == PendingSignals.Kind.MERGE_CHANGED) {
      CustomerMerge merge =
          client.newWorkflowStub(CustomerMerge.class, SubjectWorkflows.merge(source, signal.key()));
      request.add(merge::run, new MergeRef(source, signal.key()));
      request.add(merge::changed);
    } else if (signal.kind() == PendingSignals.Kind.PERSON_CHANGED) {
      PersonSync person =
          client.newWorkflowStub(PersonSync.class, SubjectWorkflows.person(source, signal.key()));
      request.add(person::run, new PersonRef(source, signal.key()));
      request.add(person::changed);
    } else {
      OrderLifecycle order =
          client.newWorkflowStub(
              OrderLifecycle.class, SubjectWorkflows.order(source, signal.key()));
      request.add(order::run, new OrderRef(source, signal.key()));
      addFact(request, order, signal.kind());
    }
    client.signalWithStart(request);
  }

  private static void addFact(
      BatchRequest request, OrderLifecycle order, PendingSignals.Kind fact) {
    switch (fact) {
      case ORDER_RECEIVED -> request.add(order::received);
      case ORDER_INVOICED -> request.add(order::invoiced);
      case ORDER_DESPATCHED -> request.add(order::despatched);
      case ORDER_REFUNDED -> request.add(order::refunded);
      case ORDER_CANCELLED -> request.add(order::cancelled);
      case ORDER_CHANGED -> request.add(order::changed);
      case PERSON_CHANGED, MERGE_CHANGED ->
          throw new IllegalArgumentException("no fact about an order: " + fact);
    }
  }

  @Override
  public void sent(Pending signal) {
    pending.sent(signal);
  }
}
