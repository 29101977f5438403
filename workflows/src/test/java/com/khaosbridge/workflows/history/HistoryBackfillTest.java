package com.khaosbridge.workflows.history;

import static com.khaosbridge.workflows.bed.WorkflowBed.SOURCE;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.bed.HistoryFake;
import com.khaosbridge.workflows.bed.WorkflowBed;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HistoryBackfillTest {
  private static final String ID = WorkflowIds.backfill(SOURCE);

  private final HistoryFake history = new HistoryFake();

  @RegisterExtension private final WorkflowBed bed = new WorkflowBed(history::register);

  @Test
  void customers_are_read_before_orders_and_contacts_are_sent_before_orders() {
    history.pages(3, 2);

    start("emarsys");

    bed.untilCompleted(ID);
    assertThat(history.calls())
        .containsExactly(
            "customers",
            "customers",
            "customers",
            "orders",
            "orders",
            "credits",
            "decide",
            "send CONTACTS emarsys",
            "send ORDERS emarsys");
  }

  @Test
  void a_destination_that_takes_long_does_not_hold_up_another() {
    CountDownLatch slow = new CountDownLatch(1);
    history.block("send CONTACTS emarsys", slow);

    start("emarsys", "dotdigital");

    until(() -> history.calls().contains("send ORDERS dotdigital"));
    assertThat(history.calls()).doesNotContain("send ORDERS emarsys");
    slow.countDown();
    bed.untilCompleted(ID);
    assertThat(history.calls()).contains("send ORDERS emarsys");
  }

  @Test
  void a_destination_that_fails_for_good_does_not_cut_another_short() {
    CountDownLatch slow = new CountDownLatch(1);
    history.failForGood("send CONTACTS emarsys");
    history.block("send CONTACTS dotdigital", slow);

    start("emarsys", "dotdigital");
    until(() -> history.calls().contains("send CONTACTS dotdigital"));
    until(() -> history.calls().contains("send CONTACTS emarsys"));
    assertThat(bed.isRunning(ID)).isTrue();
    slow.countDown();

    until(() -> history.calls().contains("send ORDERS dotdigital"));
  }

  @Test
  void a_step_that_fails_a_few_times_is_tried_again() {
    history.pages(2, 1);
    history.fail("customers", 3);
    history.fail("send ORDERS emarsys", 2);

    start("emarsys");
    until(() -> history.calls().contains("customers"));
    bed.skip(Duration.ofMinutes(5));
    until(() -> history.calls().contains("send ORDERS emarsys"));
    bed.skip(Duration.ofMinutes(5));

    bed.untilCompleted(ID);
    assertThat(history.calls())
        .containsSubsequence("customers", "orders", "credits", "decide", "send CONTACTS emarsys")
        .endsWith("send ORDERS emarsys");
    assertThat(history.calls()).filteredOn("customers"::equals).hasSize(5);
  }

  @Test
  void it_pauses_after_the_step_under_way_and_goes_on_when_resumed() {
    history.pages(50, 1);
    CountDownLatch page = new CountDownLatch(1);
    history.block("customers", page);
    HistoryBackfill backfill = start("emarsys");
    until(() -> history.calls().size() == 1);

    backfill.pause();
    until(() -> backfill.progress().paused());
    page.countDown();
    bed.untilQuiet(ID);
    bed.skip(Duration.ofDays(1));
    assertThat(history.calls()).hasSize(1);
    assertThat(backfill.progress()).isEqualTo(new BackfillProgress("reading customers", true));

    backfill.resume();
    bed.untilCompleted(ID);
    assertThat(history.calls()).filteredOn("customers"::equals).hasSize(50);
  }

  @Test
  void it_pauses_between_contacts_and_orders() {
    CountDownLatch contacts = new CountDownLatch(1);
    history.block("send CONTACTS emarsys", contacts);
    HistoryBackfill backfill = start("emarsys");
    until(() -> history.calls().contains("send CONTACTS emarsys"));
    assertThat(backfill.progress()).isEqualTo(new BackfillProgress("sending", false));

    backfill.pause();
    contacts.countDown();
    bed.untilQuiet(ID);
    assertThat(history.calls()).doesNotContain("send ORDERS emarsys");

    backfill.resume();
    bed.untilCompleted(ID);
    assertThat(history.calls()).endsWith("send ORDERS emarsys");
    assertThat(backfill.progress()).isEqualTo(new BackfillProgress("done", false));
  }

  @Test
  void a_history_of_many_pages_continues_as_new_and_reads_each_page_once() {
    bed.suggestContinueAsNewFrom(40);
    history.pages(30, 30);

    start("emarsys");

    until(() -> history.calls().contains("send ORDERS emarsys"));
    bed.untilCompleted(ID);
    assertThat(bed.runs()).hasSizeGreaterThan(3);
    assertThat(history.read()).isEqualTo(60);
    assertThat(history.calls()).filteredOn("decide"::equals).hasSize(1);
  }

  private HistoryBackfill start(String... destinations) {
    HistoryBackfill backfill =
        bed.client().newWorkflowStub(HistoryBackfill.class, WorkflowBed.options(ID));
    WorkflowClient.start(backfill::run, new BackfillRef(SOURCE, List.of(destinations)));
    return backfill;
  }
}
