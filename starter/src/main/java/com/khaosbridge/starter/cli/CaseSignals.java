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
import io.temporal.client.WorkflowOptions;
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
    WorkflowOptions options = SubjectWorkflows.options(source, workflowId);
    if (workflowId.startsWith(personPrefix)) {
      PersonSync person = client.newWorkflowStub(PersonSync.class, options);
      request.add(person::run, new PersonRef(source, workflowId.substring(personPrefix.length())));
      request.add(() -> toPerson.accept(person, command));
    } else {
      OrderLifecycle order = client.newWorkflowStub(OrderLifecycle.class, options);
      request.add(order::run, new OrderRef(source, workflowId.substring(orderPrefix.length())));
      request.add(() -> toOrder.accept(order, command));
    }
    client.signalWithStart(request);
  }
}
