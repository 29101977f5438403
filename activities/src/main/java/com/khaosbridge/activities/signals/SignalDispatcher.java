package com.khaosbridge.activities.signals;

import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.PendingSignals.Pending;
import com.khaosbridge.workflows.order.OrderLifecycle;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.person.PersonRef;
import com.khaosbridge.workflows.person.PersonSync;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends the signals that the ledger owes, by signal-with-start: a workflow that has ended or was
 * never there is started. A signal leaves the ledger only after the server took it.
 */
public final class SignalDispatcher {
  private static final int AT_ONCE = 100;

  private final PendingSignals pending;
  private final WorkflowClient client;
  private final String source;
  private final Lock oneAtATime = new ReentrantLock();

  public SignalDispatcher(PendingSignals pending, WorkflowClient client, String source) {
    this.pending = pending;
    this.client = client;
    this.source = source;
  }

  /** Sends all that is owed now. If the server is away, what is left stays owed. */
  public void flush() {
    oneAtATime.lock();
    try {
      List<Pending> next = pending.next(AT_ONCE);
      while (!next.isEmpty()) {
        for (Pending signal : next) {
          send(signal);
          pending.sent(signal);
        }
        next = next.size() < AT_ONCE ? List.of() : pending.next(AT_ONCE);
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  private void send(Pending signal) {
    BatchRequest request = client.newSignalWithStartRequest();
    WorkflowOptions options = SubjectWorkflows.options(source, signal.workflowId());
    switch (signal.kind()) {
      case ORDER_OBSERVED, ORDER_CONTACT_SETTLED -> {
        OrderLifecycle order = client.newWorkflowStub(OrderLifecycle.class, options);
        request.add(order::run, new OrderRef(source, signal.key()));
        if (signal.kind() == PendingSignals.Kind.ORDER_OBSERVED) {
          request.add(order::observed);
        } else {
          request.add(order::contactSettled);
        }
      }
      case PERSON_OBSERVED -> {
        PersonSync person = client.newWorkflowStub(PersonSync.class, options);
        request.add(person::run, new PersonRef(source, signal.key()));
        request.add(person::observed);
      }
    }
    client.signalWithStart(request);
  }
}
