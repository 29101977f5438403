package com.khaosbridge.workflows.replay;

import static com.khaosbridge.workflows.bed.Outcomes.heldUnder;
import static com.khaosbridge.workflows.bed.WorkflowBed.ORDER_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.PERSON_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.SOURCE;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;

import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.bed.FeedFake;
import com.khaosbridge.workflows.bed.HistoryFake;
import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.feed.Feed;
import com.khaosbridge.workflows.feed.FeedRef;
import com.khaosbridge.workflows.history.BackfillRef;
import com.khaosbridge.workflows.history.HistoryBackfill;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Records the histories that {@link ReplayTest} replays. Run it by hand, once a workflow has
 * learned to do something new, and keep the old files as long as a run that began before may still
 * be open: {@code mvn -pl workflows test -Dtest=HistoryRecorder -Dhistories.suffix=-2}.
 */
class HistoryRecorder {
  private static final Path HISTORIES = Path.of("src", "test", "resources", "histories");
  private static final String BACKFILL_ID = WorkflowIds.backfill(SOURCE);
  private static final String FEED_ID = WorkflowIds.feed(SOURCE, FeedRef.CUSTOMERS);

  private final HistoryFake history = new HistoryFake();
  private final FeedFake feed = new FeedFake();

  @RegisterExtension
  private final WorkflowBed bed =
      new WorkflowBed(
          environment -> {
            history.register(environment);
            feed.register(environment);
          });

  @Test
  void order_delivered() throws IOException {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.SALES_ROWS)
        .owe(2, "dotdigital", DeliveryKind.ORDER)
        .owe(3, "emarsys", DeliveryKind.EVENT);
    bed.observeOrder();
    bed.untilCompleted(ORDER_ID);
    record("order-delivered", ORDER_ID);
  }

  @Test
  void order_in_facts_until_the_horizon() throws IOException {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.EVENT, DeliveryOutcome.awaitingContact())
        .expectMore(true);
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);
    bed.untilQuiet(ORDER_ID);
    bed.ledger().release(1);
    bed.order().contactSettled();
    until(() -> bed.ledger().isDelivered(1));
    bed.ledger()
        .owe(
            2,
            "emarsys",
            DeliveryKind.SALES_ROWS,
            DeliveryOutcome.retryAfter(Duration.ofSeconds(90)),
            DeliveryOutcome.awaitingContact());
    bed.observeOrder();
    until(() -> bed.ledger().attempts(2) == 1);
    bed.skip(Duration.ofMinutes(3));
    until(() -> bed.ledger().attempts(2) == 2);
    bed.ledger().release(2);
    bed.skip(Duration.ofMinutes(6));
    until(() -> bed.ledger().isDelivered(2));
    bed.skip(Duration.ofDays(61));
    bed.untilCompleted(ORDER_ID);
    record("order-until-horizon", ORDER_ID);
  }

  @Test
  void order_at_the_gate() throws IOException {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.SALES_ROWS, heldUnder(7, CaseType.UNKNOWN_OUTCOME))
        .owe(2, "dotdigital", DeliveryKind.EVENT, heldUnder(8), heldUnder(8))
        .owe(3, "dotdigital", DeliveryKind.ORDER, heldUnder(9));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1, 2, 3);
    bed.order().observed();
    until(() -> bed.ledger().attempts(1) == 2);
    bed.untilAtGate(ORDER_ID, 1, 2, 3);
    bed.signalByHand(ORDER_ID, "retry", null);
    bed.signalByHand(ORDER_ID, "retry", "{\"caseId\": 8, \"signalId\": \"click-1\"}");
    bed.signalByHand(ORDER_ID, "retry", "{\"caseId\": 8, \"signalId\": \"click-1\"}");
    bed.untilQuiet(ORDER_ID);
    bed.untilAtGate(ORDER_ID, 1, 2, 3);
    record("order-waiting-at-gate", ORDER_ID);

    bed.signalByHand(ORDER_ID, "rereadFromErp", "{\"caseId\": 8, \"person\": \"anna\"}");
    bed.signalByHand(ORDER_ID, "exclude", "{\"caseId\": 7, \"reason\": \"it is there\"}");
    until(() -> bed.ledger().isExcluded(1) && bed.ledger().isDelivered(2));
    bed.untilAtGate(ORDER_ID, 3);
    bed.signalByHand(ORDER_ID, "retry", "{}");
    bed.untilCompleted(ORDER_ID);
    record("order-decided", ORDER_ID);
  }

  @Test
  void order_of_a_long_outage() throws IOException {
    bed.suggestContinueAsNewFrom(60);
    DeliveryOutcome[] outage =
        Collections.nCopies(10, DeliveryOutcome.retryAfter(Duration.ofSeconds(30)))
            .toArray(DeliveryOutcome[]::new);
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.EVENT, outage)
        .owe(2, "dotdigital", DeliveryKind.EVENT, heldUnder(7));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 2);
    bed.skip(Duration.ofMinutes(10));
    until(() -> bed.runs().size() > 1);
    record("order-continued-as-new", ORDER_ID, bed.runs().get(0).runId());
  }

  @Test
  void person() throws IOException {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.CONTACT)
        .owe(2, "emarsys", DeliveryKind.CONSENT, DeliveryOutcome.awaitingContact())
        .owe(3, "dotdigital", DeliveryKind.CONTACT, heldUnder(5, CaseType.CONFIG));
    bed.ledger().meanwhile(1, () -> until(() -> bed.ledger().attempts(2) == 1));
    bed.observePerson();
    bed.untilAtGate(PERSON_ID, 3);
    bed.untilQuiet(PERSON_ID);
    bed.ledger().release(2);
    bed.ledger().release(3);
    bed.observePerson();
    bed.untilCompleted(PERSON_ID);
    record("person", PERSON_ID);
  }

  @Test
  void backfill_with_a_pause() throws IOException {
    history.pages(3, 2);
    history.fail("orders", 1);
    CountDownLatch page = new CountDownLatch(1);
    history.block("customers", page);
    HistoryBackfill backfill = startBackfill();
    until(() -> history.calls().size() == 1);
    backfill.pause();
    page.countDown();
    bed.untilQuiet(BACKFILL_ID);
    backfill.resume();
    bed.skip(Duration.ofMinutes(1));
    bed.untilCompleted(BACKFILL_ID);
    record("backfill", BACKFILL_ID);
  }

  @Test
  void backfill_of_many_pages() throws IOException {
    bed.suggestContinueAsNewFrom(40);
    history.pages(10, 1);
    HistoryBackfill unused = startBackfill();
    bed.untilCompleted(BACKFILL_ID);
    record("backfill-continued-as-new", BACKFILL_ID, bed.runs().get(0).runId());
  }

  @Test
  void feed_of_one_stint() throws IOException {
    Feed workflow = bed.client().newWorkflowStub(Feed.class, WorkflowBed.options(FEED_ID));
    WorkflowClient.start(workflow::run, new FeedRef(SOURCE, FeedRef.CUSTOMERS));
    until(() -> bed.runs().size() > 1);
    record("feed", FEED_ID, bed.runs().get(0).runId());
  }

  private HistoryBackfill startBackfill() {
    HistoryBackfill backfill =
        bed.client().newWorkflowStub(HistoryBackfill.class, WorkflowBed.options(BACKFILL_ID));
    WorkflowClient.start(backfill::run, new BackfillRef(SOURCE, List.of("emarsys", "dotdigital")));
    return backfill;
  }

  private void record(String name, String workflowId) throws IOException {
    record(name, workflowId, null);
  }

  private void record(String name, String workflowId, String runId) throws IOException {
    String json = bed.client().fetchHistory(workflowId, runId).toJson(true);
    String suffix = System.getProperty("histories.suffix", "");
    Files.createDirectories(HISTORIES);
    Files.writeString(HISTORIES.resolve(name + suffix + ".json"), json + "\n");
  }
}
