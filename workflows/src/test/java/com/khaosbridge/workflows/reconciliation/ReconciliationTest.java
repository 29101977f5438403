package com.khaosbridge.workflows.reconciliation;

import static com.khaosbridge.workflows.bed.WorkflowBed.SOURCE;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.bed.ReconciliationFake;
import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.reconciliation.ReconciliationSummary.Side;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReconciliationTest {
  private static final String ID = WorkflowIds.reconciliation(SOURCE);

  private final ReconciliationFake places = new ReconciliationFake();

  @RegisterExtension private final WorkflowBed bed = new WorkflowBed(places::register);

  @Test
  void the_ledger_is_compared_before_destinations_and_the_summary_counts_by_class() {
    places.found("ledger", DifferenceClass.OTHER_AMOUNT, 2);
    places.found("emarsys", DifferenceClass.CONSENT_DRIFT, 1);

    WorkflowStub workflow = start(ReconciliationRef.all(SOURCE, false));

    ReconciliationSummary summary = workflow.getResult(ReconciliationSummary.class);
    assertThat(summary.runId()).isEqualTo(bed.runs().get(0).runId());
    assertThat(summary.sides())
        .containsExactly(
            new Side("ledger", Map.of(DifferenceClass.OTHER_AMOUNT, 2L), 0, null),
            new Side("emarsys", Map.of(DifferenceClass.CONSENT_DRIFT, 1L), 0, null),
            new Side("dotdigital", Map.of(), 0, null));
    assertThat(places.tried()).startsWith("ledger").hasSize(3);
    assertThat(places.endings())
        .singleElement()
        .satisfies(end -> assertThat(end.failed()).isEmpty());
  }

  @Test
  void a_side_that_fails_for_good_stops_no_other_and_is_said() {
    places.failForGood("ledger");
    places.failForGood("emarsys");

    ReconciliationSummary summary =
        start(ReconciliationRef.all(SOURCE, false)).getResult(ReconciliationSummary.class);

    assertThat(summary.sides())
        .containsExactly(
            Side.failed("ledger", "ledger never answers"),
            Side.failed("emarsys", "emarsys never answers"),
            new Side("dotdigital", Map.of(), 0, null));
    assertThat(summary.sides()).extracting(Side::complete).containsExactly(false, false, true);
    assertThat(places.endings())
        .singleElement()
        .satisfies(
            end ->
                assertThat(end.failed())
                    .extracting(Side::place)
                    .containsExactly("ledger", "emarsys"));
  }

  @Test
  void a_destination_that_is_down_for_long_is_given_up_while_the_other_has_long_ended() {
    places.fail("emarsys", 1_000);

    WorkflowStub workflow = start(ReconciliationRef.all(SOURCE, false));
    until(() -> places.tries("dotdigital") == 1 && places.tries("emarsys") == 1);
    bed.skip(Duration.ofHours(3));

    ReconciliationSummary summary = workflow.getResult(ReconciliationSummary.class);
    assertThat(places.tries("emarsys")).isEqualTo(7);
    assertThat(summary.sides())
        .contains(Side.failed("emarsys", "emarsys is down"))
        .contains(new Side("dotdigital", Map.of(), 0, null));
  }

  @Test
  void one_destination_is_compared_alone() {
    start(new ReconciliationRef(SOURCE, null, null, "dotdigital", false))
        .getResult(ReconciliationSummary.class);

    assertThat(places.tried()).containsExactly("dotdigital");
  }

  @Test
  void its_page_says_how_each_side_ended_and_each_activity_names_its_side() {
    places.found("emarsys", DifferenceClass.DUPLICATE, 3);
    places.failForGood("dotdigital");

    start(ReconciliationRef.all(SOURCE, false)).getResult(ReconciliationSummary.class);

    assertThat(bed.details(ID))
        .contains("**Reconciliation: done**")
        .contains("- ledger: no difference")
        .contains("- emarsys: 3 duplicate")
        .contains("- dotdigital: not compared: dotdigital never answers");
    assertThat(bed.activities(ID))
        .contains(
            "Reconciliation.Compare: ledger",
            "Reconciliation.Compare: emarsys",
            "Reconciliation.Compare: dotdigital");
  }

  private WorkflowStub start(ReconciliationRef what) {
    Reconciliation workflow =
        bed.client().newWorkflowStub(Reconciliation.class, WorkflowBed.options(ID));
    WorkflowClient.start(workflow::run, what);
    return WorkflowStub.fromTyped(workflow);
  }
}
