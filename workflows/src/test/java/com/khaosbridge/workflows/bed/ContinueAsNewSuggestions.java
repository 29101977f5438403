package com.khaosbridge.workflows.bed;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;

/**
 * Suggests continue-as-new on the way from the test server, which never does, as the real one does
 * once a history is long.
 */
final class ContinueAsNewSuggestions implements ClientInterceptor {
  private volatile long from = Long.MAX_VALUE;

  void from(long eventId) {
    from = eventId;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<R>(listener) {
              @Override
              public void onMessage(R message) {
                super.onMessage(suggesting(message));
              }
            },
            headers);
      }
    };
  }

  @SuppressWarnings("unchecked")
  private <R> R suggesting(R message) {
    if (from == Long.MAX_VALUE) {
      return message;
    }
    if (message instanceof PollWorkflowTaskQueueResponse task) {
      return (R) task.toBuilder().setHistory(suggesting(task.getHistory())).build();
    }
    if (message instanceof GetWorkflowExecutionHistoryResponse page) {
      return (R) page.toBuilder().setHistory(suggesting(page.getHistory())).build();
    }
    return message;
  }

  private History suggesting(History history) {
    History.Builder changed = history.toBuilder();
    for (HistoryEvent.Builder event : changed.getEventsBuilderList()) {
      if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED
          && event.getEventId() >= from) {
        event.getWorkflowTaskStartedEventAttributesBuilder().setSuggestContinueAsNew(true);
      }
    }
    return changed.build();
  }
}
