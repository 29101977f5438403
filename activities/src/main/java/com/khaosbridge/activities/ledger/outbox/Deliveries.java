package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one place that writes deliveries. A change takes only those of its selection that stand where
 * it may begin, keeps every column true to the new status, and closes the cases that hold nothing
 * any more. Call each within a transaction.
 */
public final class Deliveries {
  private static final int BATCH = 1000;

  private final LedgerDatabase database;
  private final String source;
  private final Cases cases;

  public Deliveries(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
  }

  /** Records new deliveries. */
  public void record(List<NewDelivery> deliveries) {
    List<Object[]> rows = deliveries.stream().map(delivery -> delivery.row(source)).toList();
    for (int from = 0; from < rows.size(); from += BATCH) {
      database
          .batches()
          .batchUpdate(
              """
              insert into delivery (source, destination, kind, event_type, business_key, seq,
                person_id, order_code, invoice_id, lane, priority, ex_vat, status, reason,
                reason_detail, case_id, occurred_at, valid_until, ended_at)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """,
              rows.subList(from, Math.min(rows.size(), from + BATCH)));
    }
  }

  /** They will never be sent. */
  public List<ChangedDelivery> exclude(Selection which, Exclusion why) {
    return change(which, Transition.EXCLUDE, why.reason().name(), why.detail());
  }

  /**
   * Those of them that a newer delivery of the same key stands for will never be sent. What they
   * were about counts with the newest.
   */
  public List<ChangedDelivery> supersede(Selection which) {
    Selection old =
        which.and(
            """
            exists (select 1 from delivery n where n.destination = d.destination
              and n.source = d.source and n.kind = d.kind and n.business_key = d.business_key
              and n.seq > d.seq)
            """);
    new DeliveryMoney(database).handOver(old);
    return exclude(old, Exclusion.of(ExclusionReason.SUPERSEDED));
  }

  /** These contacts may be taken over where they are, but not made. */
  public void adoptOnly(Selection which) {
    count(which, Transition.ADOPT_ONLY);
  }

  /** They are true at the destination. */
  List<ChangedDelivery> deliver(Selection which, Evidence evidence) {
    return change(which, Transition.DELIVER, evidence.name());
  }

  /** They need a person. */
  public void hold(Selection which, long caseId) {
    change(which, Transition.HOLD, caseId);
  }

  /** They are held only because their contact is, and go on with it. */
  void holdWithContact(Selection which, long caseId) {
    change(which, Transition.HOLD_WITH_CONTACT, caseId);
  }

  /** They wait for their contact. What was taken up again stays with its case. */
  void waitForContact(Selection which) {
    count(which, Transition.WAIT_FOR_CONTACT);
  }

  /** What was held with its contact waits for it again, since the contact is confirmed. */
  List<ChangedDelivery> waitAgain(Selection which) {
    return change(which.and("d.by_contact"), Transition.WAIT_AGAIN);
  }

  /** They go into the outbox; gives how many. */
  public int ready(Selection which) {
    return count(which, Transition.ENTER_OUTBOX);
  }

  /** From now on this activity waits for what is in flight, and no other. */
  void awaitedBy(long id, byte[] taskToken) {
    database
        .batches()
        .update(
            "update delivery set task_token = ? where id = ? and status " + StatusSql.IN_FLIGHT,
            taskToken,
            id);
  }

  /**
   * Some are taken into one call, the most urgent first.
   *
   * @param which besides this what may be claimed: what is in the outbox and due
   */
  List<ClaimedDelivery> claim(Selection which, int limit, UUID claim) {
    List<@Nullable Object> params = new ArrayList<>(which.params());
    params.add(limit);
    params.add(claim);
    return database
        .sql()
        .sql(
            """
            with picked as (
              select d.id from delivery d where %s and d.not_before <= now()
              order by d.priority, d.id limit ? for update skip locked),
            taken as (
              update delivery d set %s from picked where d.id = picked.id
              returning d.*, now() as claimed_at, (select l.contact_id from contact_link l
                where l.destination = d.destination and l.source = d.source
                  and l.person_id = case when d.kind = 'RETIREMENT' then d.business_key
                    else d.person_id end) as contact_id)
            select * from taken order by priority, id
            """
                .formatted(Transition.CLAIM.condition(which), Transition.CLAIM.assignments()))
        .params(params)
        .query(ClaimedDelivery::read)
        .list();
  }

  /** They wait in the outbox under this case, which stops what they are. */
  void stop(Selection which, long caseId) {
    change(which, Transition.STOP, caseId);
  }

  /** The call that they were claimed for took no effect: they may be claimed again. */
  void giveBack(Selection which) {
    count(which, Transition.GIVE_BACK);
  }

  /** Their sender tries them again after a while. */
  void retryLater(Selection which, Duration delay) {
    count(which, Transition.RETRY_LATER, delay.toMillis());
  }

  /** The activities that wait try them again after a while, as live work. */
  List<ChangedDelivery> planAgain(Selection which, Duration delay, String cause) {
    return change(which, Transition.PLAN_AGAIN, new Waiting(delay, cause), delay.toMillis());
  }

  /** They were not tried: whether they may go is decided anew after a while, as live work. */
  List<ChangedDelivery> putOff(Selection which, Duration delay, String cause) {
    return change(which, Transition.PUT_OFF, new Waiting(delay, cause), delay.toMillis());
  }

  /** What waited for its contact is decided anew, as live work. */
  List<ChangedDelivery> decideAnew(Selection which) {
    return change(which, Transition.DECIDE_ANEW);
  }

  /** What history has of them, unless it is in a call, becomes live work. */
  public List<ChangedDelivery> hurry(Selection which) {
    return change(which.and("d.lane = 'HISTORY'"), Transition.HURRY);
  }

  /** A person takes them up again, as live work. They stay with their case until they end. */
  int reopen(Selection which) {
    return count(which, Transition.REOPEN);
  }

  /**
   * What held them is over: they are planned as if they never had been.
   *
   * @param lane live makes live work of them; history leaves them in their lane
   */
  public List<ChangedDelivery> goOn(Selection which, Lane lane) {
    return change(which, Transition.GO_ON, lane == Lane.LIVE);
  }

  /** What was excluded for want of a contact is planned after all, as live work. */
  public List<ChangedDelivery> takeUp(Selection which) {
    return change(which, Transition.TAKE_UP);
  }

  /**
   * Their destination may answer again. They stay with their case until they end.
   *
   * @param afresh whether the time until a person is told begins anew
   */
  List<ChangedDelivery> resume(Selection which, boolean afresh) {
    Selection history = which.and("not d.by_contact and d.lane = 'HISTORY'");
    Selection live = which.and("not d.by_contact and d.lane = 'LIVE'");
    List<ChangedDelivery> changed =
        new ArrayList<>(change(which.and("d.by_contact"), Transition.RESUME_WAITING, afresh));
    changed.addAll(change(history, Transition.RESUME_READY, afresh));
    changed.addAll(change(live, Transition.RESUME_PLANNED, afresh));
    return changed;
  }

  /** They are another person's now: whose customers joined that person. */
  public void moveTo(Selection which, String personId) {
    List<@Nullable Object> params = new ArrayList<>(List.of(personId));
    params.addAll(which.params());
    database
        .sql()
        .sql("update delivery d set person_id = ? where ended_at is null and " + which.condition())
        .params(params)
        .update();
  }

  /** What an activity is told whose delivery is to be tried again. */
  private record Waiting(Duration delay, String cause) {
    private static final Waiting AT_ONCE = new Waiting(Duration.ZERO, "to be decided anew");
  }

  private List<ChangedDelivery> change(
      Selection which, Transition transition, @Nullable Object... values) {
    return change(which, transition, Waiting.AT_ONCE, values);
  }

  private List<ChangedDelivery> change(
      Selection which, Transition transition, Waiting again, @Nullable Object... values) {
    boolean ends = transition.to() != DeliveryStatus.PLANNED;
    List<@Nullable Object> params = new ArrayList<>(which.params());
    params.addAll(Arrays.asList(values));
    params.add(ends ? null : again.delay().toMillis());
    params.add(ends ? null : again.cause());
    List<ChangedDelivery> changed = new ArrayList<>();
    Set<Long> left = new TreeSet<>();
    database
        .sql()
        .sql(
            """
            with former as (select d.id, d.case_id, d.task_token from delivery d where %s for update),
            changed as (
              update delivery d set %s from former f where d.id = f.id
              returning d.id, d.source, d.kind, d.lane, d.person_id, d.order_code,
                f.case_id as former_case, f.task_token as former_token),
            owed as (
              insert into owed_completion (source, delivery_id, task_token, retry_after_ms, cause)
              select source, id, former_token, cast(? as bigint), cast(? as text) from changed
              where former_token is not null and %s)
            select *, former_token is not null as awaited from changed
            """
                .formatted(
                    transition.condition(which),
                    transition.assignments(),
                    transition.endsWaiting()))
        .params(params)
        .query(
            row -> {
              changed.add(ChangedDelivery.read(row));
              if (row.getObject("former_case") != null) {
                left.add(row.getLong("former_case"));
              }
            });
    cases.closeEmpty(left);
    return changed;
  }

  /**
   * Like {@link #change}, where none leaves its case and nobody is told; of many, only their number
   * is fetched.
   */
  private int count(Selection which, Transition transition, @Nullable Object... values) {
    List<@Nullable Object> params = new ArrayList<>(Arrays.asList(values));
    params.addAll(which.params());
    return database
        .sql()
        .sql(
            "update delivery d set "
                + transition.assignments()
                + " where "
                + transition.condition(which))
        .params(params)
        .update();
  }
}
