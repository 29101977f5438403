package com.khaosbridge.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.starter.BridgeWorkflows;
import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderProgress;
import com.khaosbridge.workflows.decision.Refund;
import com.khaosbridge.workflows.order.OrderActivities;
import com.khaosbridge.workflows.order.OrderLifecycle;
import com.khaosbridge.workflows.order.OrderLifecycleWorkflow;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.order.OrderSituation;
import com.khaosbridge.workflows.order.StoryLine;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StoryCommandTest {
  private static final String CANCELLED = "SO536365";
  private static final Instant PLACED = Instant.parse("2011-06-08T09:15:00Z");

  private final StringWriter out = new StringWriter();
  private TestServer.PortBoundTestServer server;
  private String target;
  private WorkflowServiceStubs stubs;
  private WorkerFactory workers;

  @BeforeEach
  void aCancelledOrder() throws IOException {
    int port = freePort();
    target = "127.0.0.1:" + port;
    server = TestServer.createPortBoundServer(port);
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    new BridgeWorkflows(client, "khaos").registerSearchAttributes();
    workers = WorkerFactory.newInstance(client);
    Worker worker = workers.newWorker(TaskQueues.LIVE);
    worker.registerWorkflowImplementationTypes(OrderLifecycleWorkflow.class);
    worker.registerActivitiesImplementations(new OneCancelledOrder());
    workers.start();
    client
        .newWorkflowStub(
            OrderLifecycle.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.order("khaos", CANCELLED))
                .setTaskQueue(TaskQueues.LIVE)
                .build())
        .run(new OrderRef("khaos", CANCELLED));
  }

  @AfterEach
  void end() {
    workers.shutdownNow();
    stubs.shutdownNow();
    server.close();
  }

  @Test
  void anOrderThatHasEndedTellsItsStory() {
    assertThat(story(CANCELLED)).isZero();

    assertThat(out.toString())
        .startsWith("**SO536365: cancelled**")
        .contains("- 2011-06-08 09:15Z received");
  }

  @Test
  void aStoryComesAsJson() {
    assertThat(story(CANCELLED, "--json")).isZero();

    JsonNode story = JsonMapper.shared().readTree(out.toString());
    assertThat(story.path("order").asString()).isEqualTo(CANCELLED);
    assertThat(story.path("stage").asString()).isEqualTo("CANCELLED");
    assertThat(story.path("happened").path(0).path("at").asString())
        .isEqualTo("2011-06-08T09:15:00Z");
  }

  @Test
  void anOrderWithoutAWorkflowIsSaidToHaveNoneInOneSentence() {
    assertThat(story("SO1")).isEqualTo(3);

    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .startsWith("Order SO1 has no workflow");
  }

  private int story(String... args) {
    CommandLine command = new CommandLine(new StoryCommand());
    command.setOut(new PrintWriter(out, true));
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--temporal";
    all[args.length + 1] = target;
    return command.execute(all);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A ledger that knows one order, placed and cancelled. */
  private static final class OneCancelledOrder implements OrderActivities {
    @Override
    public OrderSituation readOrder(OrderRef order) {
      OrderProgress progress =
          new OrderProgress(
              PLACED, null, null, null, Refund.NOTHING, PLACED.plusSeconds(3600), null);
      return new OrderSituation(
          progress, Map.of(), Set.of(), List.of(new StoryLine(PLACED, "received")), List.of());
    }

    @Override
    public OrderSituation timePassed(OrderRef order, Deadline deadline) {
      throw new AssertionError("a cancelled order has no deadline");
    }
  }
}
