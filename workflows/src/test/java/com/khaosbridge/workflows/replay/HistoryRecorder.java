package com.khaosbridge.workflows.replay;

import static com.khaosbridge.workflows.bed.Obstacle.heldUnder;
import static com.khaosbridge.workflows.bed.WorkflowBed.ORDER_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.PERSON_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.SOURCE;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;

import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.bed.FeedFake;
import com.khaosbridge.workflows.bed.HistoryFake;
import com.khaosbridge.workflows.bed.MergeFake;
import com.khaosbridge.workflows.bed.Obstacle;
import com.khaosbridge.workflows.bed.OrderFact;
import com.khaosbridge.workflows.bed.ReconciliationFake;
import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.feed.Feed;
import com.khaosbridge.workflows.feed.FeedRef;
import com.khaosbridge.workflows.history.BackfillRef;
import com.khaosbridge.workflows.history.HistoryBackfill;
import com.khaosbridge.workflows.merge.CustomerMerge;
import com.khaosbridge.workflows.merge.MergeRef;
import com.khaosbridge.workflows.merge.MergeStep;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.Reconciliation;
import com.khaosbridge.workflows.reconciliation.ReconciliationRef;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  private static final String RECONCILIATION_ID = WorkflowIds.reconciliation(SOURCE);
  private static final MergeRef MERGE = new MergeRef(SOURCE, "p-8");
  private static final String MERGE_ID = WorkflowIds.merge(SOURCE, MERGE.loser());
  private static final String FEED_ID = WorkflowIds.feed(SOURCE, FeedRef.CUSTOMERS);

  private final HistoryFake history = new HistoryFake();
  private final FeedFake feed = new FeedFake();
  private final ReconciliationFake reconciliation = new ReconciliationFake();
  private final MergeFake merges = new MergeFake();

  @RegisterExtension
  private final WorkflowBed bed =
      new WorkflowBed(
          environment -> {
            history.register(environment);
            feed.register(environment);
            reconciliation.register(environment);
            merges.register(environment);
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
  void order_from_received_to_settled() throws IOException {
    bed.ledger()
        .expectMore(true)
        .allow(
            new OrderTimes(
                Duration.ofDays(5), Duration.ofDays(60), Duration.ofDays(30), Duration.ofDays(14)));
    bed.ledger()
        .when(
            Deadline.REVIEW_DUE,
            () -> bed.ledger().owe(9, "emarsys", DeliveryKind.EVENT, "review request SO1001"));
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, Obstacle.awaitsContact());
    bed.happens(OrderFact.RECEIVED);
    until(() -> bed.ledger().attempts(1) == 1);
    bed.untilHeard(ORDER_ID);
    bed.ledger().confirmContact(1);
    until(() -> bed.ledger().isDelivered(1));
    bed.happens(OrderFact.IN_WAREHOUSE);
    bed.untilHeard(ORDER_ID);
    bed.skip(Duration.ofDays(6));
    until(() -> bed.ledger().told().size() == 1);
    bed.ledger()
        .owe(2, "emarsys", DeliveryKind.SALES_ROWS, Obstacle.retryAfter(Duration.ofSeconds(90)));
    bed.happens(OrderFact.INVOICED);
    until(() -> bed.ledger().attempts(2) == 1);
    bed.skip(Duration.ofMinutes(3));
    until(() -> bed.ledger().isDelivered(2));
    bed.ledger().owe(3, "emarsys", DeliveryKind.EVENT);
    bed.happens(OrderFact.DESPATCHED);
    until(() -> bed.ledger().isDelivered(3));
    bed.untilQuiet(ORDER_ID);
    bed.skip(Duration.ofDays(15));
    until(() -> bed.ledger().isDelivered(9));
    bed.skip(Duration.ofDays(20));
    bed.untilCompleted(ORDER_ID);
    record("order-settled", ORDER_ID);
  }

  @Test
  void order_cancelled_in_the_warehouse() throws IOException {
    bed.ledger().expectMore(true);
    bed.happens(OrderFact.RECEIVED);
    bed.untilQuiet(ORDER_ID);
    bed.happens(OrderFact.IN_WAREHOUSE);
    bed.untilQuiet(ORDER_ID);
    bed.happens(OrderFact.CANCELLED);
    bed.untilCompleted(ORDER_ID);
    record("order-cancelled", ORDER_ID);
  }

  @Test
  void order_at_the_gate() throws IOException {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.SALES_ROWS, heldUnder(7, CaseType.UNKNOWN_OUTCOME))
        .owe(2, "dotdigital", DeliveryKind.EVENT, heldUnder(8), heldUnder(8))
        .owe(3, "dotdigital", DeliveryKind.ORDER, heldUnder(9));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1, 2, 3);
    bed.order().changed();
    bed.untilQuiet(ORDER_ID);
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
  void order_with_much_news() throws IOException {
    bed.suggestContinueAsNewFrom(30);
    bed.ledger().owe(2, "dotdigital", DeliveryKind.EVENT, heldUnder(7));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 2);
    for (int i = 0; bed.runs().size() == 1 && i < 20; i++) {
      bed.observeOrder();
      bed.untilQuiet(ORDER_ID);
    }
    record("order-continued-as-new", ORDER_ID, bed.runs().get(0).runId());
  }

  @Test
  void person() throws IOException {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.CONTACT)
        .owe(2, "emarsys", DeliveryKind.CONSENT, Obstacle.awaitsContact())
        .owe(3, "dotdigital", DeliveryKind.CONTACT, heldUnder(5, CaseType.CONFIG));
    bed.ledger()
        .meanwhile(
            1,
            () -> {
              until(() -> bed.ledger().attempts(2) == 1);
            });
    bed.observePerson();
    bed.untilAtGate(PERSON_ID, 3);
    until(() -> bed.ledger().isDelivered(1));
    bed.ledger().confirmContact(2);
    bed.untilQuiet(PERSON_ID);
    bed.ledger().release(3);
    bed.observePerson();
    bed.untilCompleted(PERSON_ID);
    record("person", PERSON_ID);
  }

  @Test
  void merge_to_its_end() throws IOException {
    merges.differ(1);
    startMerge();
    until(() -> merges.differing() <= 0);
    bed.untilQuiet(MERGE_ID);
    bed.skip(Duration.ofMinutes(1));
    bed.untilCompleted(MERGE_ID);
    record("merge", MERGE_ID);
  }

  @Test
  void merge_that_waits_at_both_destinations() throws IOException {
    merges.holdUp("dotdigital", MergeStep.HISTORY);
    merges.holdUp("emarsys", MergeStep.RETIREMENT);
    startMerge();
    bed.untilQuiet(MERGE_ID);
    bed.skip(Duration.ofSeconds(10));
    bed.untilQuiet(MERGE_ID);
    startMerge();
    bed.untilHeard(MERGE_ID);
    bed.untilQuiet(MERGE_ID);
    record("merge-waiting", MERGE_ID);
  }

  /** Signal-with-start, as in production. */
  private void startMerge() {
    CustomerMerge merge =
        bed.client().newWorkflowStub(CustomerMerge.class, WorkflowBed.options(MERGE_ID));
    BatchRequest request = bed.client().newSignalWithStartRequest();
    request.add(merge::run, MERGE);
    request.add(merge::changed);
    bed.client().signalWithStart(request);
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

  @Test
  void reconciliation_with_a_destination_that_is_down() throws IOException {
    reconciliation.found("ledger", DifferenceClass.OTHER_AMOUNT, 1);
    reconciliation.fail("emarsys", 2);
    reconciliation.failForGood("dotdigital");
    Reconciliation workflow =
        bed.client().newWorkflowStub(Reconciliation.class, WorkflowBed.options(RECONCILIATION_ID));
    WorkflowClient.start(workflow::run, ReconciliationRef.all(SOURCE, false));
    until(() -> reconciliation.tries("emarsys") == 1);
    bed.skip(Duration.ofMinutes(10));
    bed.untilCompleted(RECONCILIATION_ID);
    record("reconciliation", RECONCILIATION_ID);
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
