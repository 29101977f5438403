package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.signals.SubjectWorkflows;
import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.gate.GateCommand;
import com.khaosbridge.workflows.order.OrderLifecycle;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.person.PersonRef;
import com.khaosbridge.workflows.person.PersonSync;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import java.util.function.BiConsumer;

/**
 * Sends decisions by signal-with-start, so that a case whose workflow has ended or was never
 * started is decided, too.
 */
final class CaseSignals {
  private final WorkflowClient client;
  private final String personPrefix;
  private final String orderPrefix;
  private final String source;

  CaseSignals(WorkflowClient client, String source) {
    this.client = client;
    this.source = source;
    this.personPrefix = WorkflowIds.person(source, "");
    this.orderPrefix = WorkflowIds.order(source, "");
  }

  void retry(String workflowId, GateCommand command) {
    send(workflowId, command, OrderLifecycle::retry, PersonSync::retry);
  }

  void rereadFromErp(String workflowId, GateCommand command) {
    send(workflowId, command, OrderLifecycle::rereadFromErp, PersonSync::rereadFromErp);
  }

  void exclude(String workflowId, GateCommand command) {
    send(workflowId, command, OrderLifecycle::exclude, PersonSync::exclude);
  }

  private void send(
      String workflowId,
      GateCommand command,
      BiConsumer<OrderLifecycle, GateCommand> toOrder,
      BiConsumer<PersonSync, GateCommand> toPerson) {
    BatchRequest request = client.newSignalWithStartRequest();
    if (workflowId.startsWith(personPrefix)) {
      String personId = workflowId.substring(personPrefix.length());
      PersonSync person =
          client.newWorkflowStub(PersonSync.class, SubjectWorkflows.person(source, personId));
      request.add(person::run, new PersonRef(source, personId));
      request.add(() -> toPerson.accept(person, command));
    } else {
      String orderCode = workflowId.substring(orderPrefix.length());
      OrderLifecycle order =
          client.newWorkflowStub(OrderLifecycle.class, SubjectWorkflows.order(source, orderCode));
      request.add(order::run, new OrderRef(source, orderCode));
      request.add(() -> toOrder.accept(order, command));
    }
    client.signalWithStart(request);
  }
}
