package com.khaosbridge.activities.ledger.outbox;

import static com.khaosbridge.workflows.delivery.DeliveryStatus.CLAIMED;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.DELIVERED;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.EXCLUDED;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.HELD;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.PLANNED;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.READY;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.LedgerServer;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change takes a row only from where it may begin; what it may not take it leaves untouched. */
class DeliveriesTest {
  private static final String SOURCE = "main";
  private static final String THERE = "emarsys";

  private static LedgerDatabase database;
  private static Deliveries deliveries;
  private static Cases cases;

  @BeforeAll
  static void open() {
    database = new LedgerDatabase(LedgerServer.newLedger(), 2);
    deliveries = new Deliveries(database, SOURCE);
    cases = new Cases(database, SOURCE);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private interface Act {
    void on(long id);
  }

  /** A change, where it may begin, and where it leads. */
  private record Change(
      String name, Act act, boolean withContact, DeliveryStatus to, Set<DeliveryStatus> from) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Change change(
      String name, Act act, DeliveryStatus to, DeliveryStatus first, DeliveryStatus... more) {
    return new Change(name, act, false, to, EnumSet.of(first, more));
  }

  private static Change ofHeldWithContact(String name, Act act) {
    return new Change(name, act, true, WAITING, EnumSet.of(HELD));
  }

  private static Selection row(long id) {
    return Selection.of(id);
  }

  private static List<Change> changes() {
    Exclusion why = new Exclusion(ExclusionReason.DECIDED, "a test");
    Duration soon = Duration.ofSeconds(1);
    return List.of(
        change(
            "exclude",
            id -> deliveries.exclude(row(id), why),
            EXCLUDED,
            PLANNED,
            WAITING,
            READY,
            CLAIMED,
            HELD),
        change(
            "deliver",
            id -> deliveries.deliver(row(id), Evidence.READ_BACK),
            DELIVERED,
            PLANNED,
            WAITING,
            CLAIMED),
        change(
            "hold",
            id -> deliveries.hold(row(id), aCase()),
            HELD,
            PLANNED,
            WAITING,
            READY,
            CLAIMED,
            HELD),
        change(
            "holdWithContact",
            id -> deliveries.holdWithContact(row(id), aCase()),
            HELD,
            PLANNED,
            WAITING),
        change(
            "waitForContact", id -> deliveries.waitForContact(row(id)), WAITING, PLANNED, WAITING),
        ofHeldWithContact("waitAgain", id -> deliveries.waitAgain(row(id))),
        change("ready", id -> deliveries.ready(row(id)), READY, PLANNED, WAITING),
        change("claim", id -> deliveries.claim(row(id), 1, UUID.randomUUID()), CLAIMED, READY),
        change("takeUp", id -> deliveries.takeUp(row(id)), PLANNED, EXCLUDED),
        change("stop", id -> deliveries.stop(row(id), aCase()), READY, READY),
        change("giveBack", id -> deliveries.giveBack(row(id)), READY, CLAIMED),
        change("retryLater", id -> deliveries.retryLater(row(id), soon), READY, CLAIMED),
        change("planAgain", id -> deliveries.planAgain(row(id), soon, "busy"), PLANNED, CLAIMED),
        change(
            "putOff",
            id -> deliveries.putOff(row(id), soon, "night"),
            PLANNED,
            PLANNED,
            WAITING,
            CLAIMED),
        change("decideAnew", id -> deliveries.decideAnew(row(id)), PLANNED, WAITING),
        change("hurry", id -> deliveries.hurry(row(id)), PLANNED, PLANNED, WAITING, READY),
        change("reopen", id -> deliveries.reopen(row(id)), PLANNED, HELD),
        change("goOn", id -> deliveries.goOn(row(id), Lane.LIVE), PLANNED, HELD),
        change("resume", id -> deliveries.resume(row(id), true), READY, HELD),
        ofHeldWithContact("resume with contact", id -> deliveries.resume(row(id), true)));
  }

  static Stream<Change> everyChange() {
    return changes().stream();
  }

  @ParameterizedTest
  @MethodSource("everyChange")
  void aChangeTakesWhatMayGoThereAndNothingElse(Change change) {
    for (DeliveryStatus before : DeliveryStatus.values()) {
      long id = aDelivery(before, change.withContact());
      String untouched = text(id);

      database.inTransaction(() -> change.act().on(id));

      if (change.from().contains(before)) {
        assertThat(status(id)).as("from %s", before).isEqualTo(change.to());
        assertThat(before.mayBecome(change.to())).as("%s to %s", before, change.to()).isTrue();
      } else {
        assertThat(text(id)).as("from %s", before).isEqualTo(untouched);
      }
    }
  }

  @Test
  void aSelectionOnlyNarrowsWhereAChangeMayBegin() {
    long id = aDelivery(READY, false);
    deliveries.exclude(row(id).standing(PLANNED, HELD), Exclusion.of(ExclusionReason.SUPERSEDED));
    assertThat(status(id)).isEqualTo(READY);
    deliveries.giveBack(row(id).standing(READY));
    assertThat(status(id)).isEqualTo(READY);
  }

  @Test
  void everyTransitionIsOneThatALifeAllows() {
    for (Transition transition : Transition.values()) {
      assertThat(transition.to().mayFollow()).as(transition.name()).containsAll(transition.from());
    }
  }

  @Test
  void everyStepOfALifeIsATransition() {
    List<String> allowed = new ArrayList<>();
    for (DeliveryStatus from : DeliveryStatus.values()) {
      for (DeliveryStatus to : DeliveryStatus.values()) {
        if (from.mayBecome(to)) {
          allowed.add(from + " to " + to);
        }
      }
    }
    assertThat(
            Arrays.stream(Transition.values())
                .flatMap(change -> change.from().stream().map(from -> from + " to " + change.to()))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(allowed);
  }

  @Test
  void aCaseThatHoldsNothingAnyMoreIsClosed() {
    long one = aDelivery(HELD, false);
    long caseId =
        database
            .sql()
            .sql("select case_id from delivery where id = ?")
            .param(one)
            .query(Long.class)
            .single();

    deliveries.reopen(row(one));
    assertThat(cases.find(caseId).orElseThrow().open()).as("until it ends").isTrue();
    deliveries.exclude(row(one), Exclusion.of(ExclusionReason.TOO_LATE));
    assertThat(cases.find(caseId).orElseThrow().open()).isFalse();
  }

  private static long aCase() {
    return cases.open(THERE, CaseType.REJECTED, UUID.randomUUID().toString(), "a test");
  }

  /** A row of history that stands here, with what belongs to that. */
  private static long aDelivery(DeliveryStatus status, boolean byContact) {
    String key = UUID.randomUUID().toString();
    boolean ended = status == DELIVERED || status == EXCLUDED;
    long seq =
        database
            .sql()
            .sql(
                """
                insert into observation (source, change, business_key, occurred_at, observed_at, live,
                  owed)
                values (?, 'INVOICE_FINALISED', ?, now(), now(), false, '{}') returning seq
                """)
            .params(SOURCE, key)
            .query(Long.class)
            .single();
    return database
        .sql()
        .sql(
            """
            insert into delivery (source, destination, kind, business_key, seq, person_id, order_code,
              lane, priority, occurred_at, status, reason, evidence, case_id, by_contact, claim,
              task_token, not_before, first_tried_at, ended_at)
            values (?, ?, 'ORDER', ?, ?, 'P', 'O', 'HISTORY', 3, now(), ?, ?, ?, ?, ?, ?, ?,
              now() - interval '1 hour', now() - interval '1 hour', case when ? then now() end)
            returning id
            """)
        .params(
            Arrays.asList(
                SOURCE,
                THERE,
                key,
                seq,
                status.name(),
                status == EXCLUDED ? ExclusionReason.TOO_LATE.name() : null,
                status == DELIVERED ? Evidence.ACCEPTED.name() : null,
                status == HELD ? aCase() : null,
                status == HELD && byContact,
                status == CLAIMED ? UUID.randomUUID() : null,
                status == CLAIMED || status == READY ? new byte[] {7} : null,
                ended))
        .query(Long.class)
        .single();
  }

  private static DeliveryStatus status(long id) {
    return DeliveryStatus.valueOf(
        database
            .sql()
            .sql("select status from delivery where id = ?")
            .param(id)
            .query(String.class)
            .single());
  }

  private static String text(long id) {
    return database
        .sql()
        .sql("select d::text from delivery d where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }
}
