package com.khaosbridge.starter.cli;

import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.order.OrderLifecycle;
import com.khaosbridge.workflows.order.OrderStory;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code khaos-bridge story}: what became of one order, as its workflow tells it. */
@Command(
    name = "story",
    description =
        "Tells what happened to an order, what destinations were told, and what it waits for.")
final class StoryCommand implements Callable<Integer> {
  private static final int NO_ANSWER = 1;
  private static final int NOT_FOUND = 3;

  @Mixin private final TemporalConnection temporal = new TemporalConnection();

  @Parameters(paramLabel = "ORDER", description = "The sales order code.")
  private String order = "";

  @Option(names = "--json", description = "As JSON instead of Markdown.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    WorkflowServiceStubs stubs = temporal.open();
    try {
      OrderStory story =
          temporal
              .client(stubs)
              .newWorkflowStub(OrderLifecycle.class, WorkflowIds.order(temporal.source(), order))
              .story();
      out().println(json ? json(story) : story.toMarkdown().strip());
      return 0;
    } catch (WorkflowNotFoundException e) {
      out()
          .println(
              "Order "
                  + order
                  + " has no workflow: it came with the history, was never seen, or ended longer ago"
                  + " than Temporal keeps.");
      return NOT_FOUND;
    } catch (WorkflowServiceException e) {
      out().println("Order " + order + " does not answer; is a worker running?");
      return NO_ANSWER;
    } finally {
      stubs.shutdown();
    }
  }

  private static String json(OrderStory story) {
    return JsonMapper.builder()
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(story);
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
