package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.merge.MergeActivities;
import com.khaosbridge.workflows.merge.MergeRef;
import com.khaosbridge.workflows.merge.MergeSides;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The steps of merges, as the ledger has them. What a step owes is planned in the transaction that
 * notes it as begun, and sent like all else.
 */
public final class PersonMerges implements MergeActivities {
  static final String RECORD = "merge";

  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Persons persons;
  private final Cases cases;
  private final UnmovableRows unmovable;
  private final BusinessTime businessTime;
  private final Runnable planned;

  /**
   * @param planned runs after something was planned
   */
  public PersonMerges(
      LedgerDatabase database,
      String source,
      List<DestinationScope> scopes,
      BusinessTime businessTime,
      Runnable planned) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.persons = new Persons(database, source);
    this.cases = new Cases(database, source);
    this.unmovable = new UnmovableRows(database, source);
    this.businessTime = businessTime;
    this.planned = planned;
  }

  @Override
  public MergeSides sides(MergeRef merge) {
    return new MergeSides(
        persons.resolve(merge.loser()), scopes.stream().map(DestinationScope::name).toList());
  }

  @Override
  public Standing carry(StepRef step) {
    Optional<Boolean> ended = ended(step);
    if (ended.isPresent()) {
      return ended.get() ? Standing.DONE : database.inTransaction(() -> look(step));
    }
    Standing standing =
        database.inTransaction(
            () -> {
              database.recordAlone(source);
              begin(step);
              return look(step);
            });
    planned.run();
    return standing;
  }

  /** Where a step stands that has begun; ends it if it owes nothing any more. */
  private Standing look(StepRef step) {
    Standing now = standing(step);
    if (now.waitsFor() == null) {
      endStep(step);
    }
    return now;
  }

  /** Whether a step has ended; no value if it has not begun. */
  private Optional<Boolean> ended(StepRef step) {
    return database
        .sql()
        .sql(
            """
            select ended_at is not null from merge_step
            where source = ? and alias_id = ? and destination = ? and step = ?
            """)
        .params(source, step.merge().loser(), step.destination(), step.step().name())
        .query(Boolean.class)
        .optional();
  }

  /** Plans what a step owes if nobody did. */
  private void begin(StepRef step) {
    boolean first =
        database
                .sql()
                .sql(
                    """
                    insert into merge_step (source, alias_id, destination, step)
                    values (?, ?, ?, ?) on conflict do nothing
                    """)
                .params(source, step.merge().loser(), step.destination(), step.step().name())
                .update()
            > 0;
    if (first) {
      plan(step);
    }
  }

  /** Notes that a step is done. */
  void endStep(StepRef step) {
    database
        .sql()
        .sql(
            """
            insert into merge_step (source, alias_id, destination, step, ended_at)
            values (?, ?, ?, ?, now())
            on conflict (source, alias_id, destination, step) do update set ended_at = now()
            """)
        .params(source, step.merge().loser(), step.destination(), step.step().name())
        .update();
  }

  private void plan(StepRef step) {
    DestinationScope scope = scope(step.destination());
    Set<String> none = Set.of();
    switch (step.step()) {
      case RETIREMENT, CONSENT, PROFILE, READ_BACK -> {
        // Planned when the two became one.
      }
      case HISTORY -> {
        if (scope.kinds().contains(DeliveryKind.ORDER)) {
          new RecordsAnew(database, source).plan(scope, recordsOf(step), none, businessTime.now());
        }
        unmovable.tell(step.destination(), step.merge().loser(), survivor(step));
      }
      case METRICS -> {
        if (scope.kinds().contains(DeliveryKind.METRICS)) {
          new RecordsAnew(database, source)
              .plan(scope, none, Set.of(survivor(step)), businessTime.now());
        }
      }
    }
  }

  private DestinationScope scope(String destination) {
    return scopes.stream()
        .filter(scope -> scope.name().equals(destination))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no destination " + destination));
  }

  private String survivor(StepRef step) {
    return persons.resolve(step.merge().loser());
  }

  /** The orders whose records the destination took when they were the loser's. */
  Set<String> recordsOf(StepRef step) {
    return new TreeSet<>(
        database
            .sql()
            .sql(
                """
                select distinct d.order_code from delivery d
                join sales_order o on o.source = d.source and o.order_code = d.order_code
                join person_merge m on m.source = d.source and o.company_id = any (m.company_ids)
                where d.source = ? and d.destination = ? and d.kind = 'ORDER' and m.alias_id = ?
                  and d.status %s
                """
                    .formatted(StatusSql.in(DeliveryStatus.DELIVERED)))
            .params(source, step.destination(), step.merge().loser())
            .query(String.class)
            .list());
  }

  Optional<String> contact(String destination, String personId) {
    return database
        .sql()
        .sql(
            "select contact_id from contact_link where source = ? and destination = ? and"
                + " person_id = ?")
        .params(source, destination, personId)
        .query(String.class)
        .optional();
  }

  private Standing standing(StepRef step) {
    String loser = step.merge().loser();
    String destination = step.destination();
    return switch (step.step()) {
      case RETIREMENT -> waiting(destination, DeliveryKind.RETIREMENT, Set.of(loser));
      // What is held of it is held under a case of its own, in which nobody is opted in.
      case CONSENT -> waiting(destination, DeliveryKind.CONSENT, Set.of(survivor(step)));
      case PROFILE -> waiting(destination, DeliveryKind.CONTACT, Set.of(survivor(step)));
      case HISTORY -> waiting(destination, DeliveryKind.ORDER, recordsOf(step));
      case METRICS -> waiting(destination, DeliveryKind.METRICS, Set.of(survivor(step)));
      case READ_BACK -> new Standing("the look at the destination");
    };
  }

  private Standing waiting(String destination, DeliveryKind kind, Set<String> keys) {
    String open =
        kind == DeliveryKind.CONSENT ? "status " + StatusSql.IN_FLIGHT : "ended_at is null";
    long waiting =
        database
            .sql()
            .sql(
                """
                select count(*) from delivery where source = ? and destination = ? and kind = ?
                  and business_key = any (?) and
                """
                    + open)
            .params(source, destination, kind.name(), keys.toArray(String[]::new))
            .query(Long.class)
            .single();
    return waiting == 0
        ? Standing.DONE
        : new Standing(waiting + " of " + kind.name().toLowerCase(Locale.ROOT));
  }

  /**
   * What a merge should have come to at a destination.
   *
   * @param contact the survivor's; null if there is none
   * @param retired the contact that was left over; null if there is none
   * @param orders whose records were moved
   */
  public record Outcome(@Nullable String contact, @Nullable String retired, Set<String> orders) {
    public Outcome {
      orders = Set.copyOf(orders);
    }
  }

  /** What is to be seen at the destination. */
  public Outcome outcome(StepRef step) {
    return new Outcome(
        contact(step.destination(), survivor(step)).orElse(null),
        contact(step.destination(), step.merge().loser()).orElse(null),
        scope(step.destination()).kinds().contains(DeliveryKind.ORDER)
            ? recordsOf(step)
            : Set.of());
  }

  /**
   * A destination was read back.
   *
   * @param differences without personal data
   */
  public Standing compared(StepRef step, List<String> differences) {
    String key = step.merge().loser() + " at " + step.destination();
    return database.inTransaction(
        () -> {
          if (differences.isEmpty()) {
            cases.closeAbout(CaseType.MERGE_DIFFERS, RECORD, List.of(key));
            endStep(step);
            return Standing.DONE;
          }
          cases.openAbout(
              CaseType.MERGE_DIFFERS,
              RECORD,
              key,
              "person " + step.merge().loser() + ", who goes on as " + survivor(step),
              step.destination() + ": " + String.join("; ", differences) + ".");
          return new Standing("what differs: " + String.join("; ", differences));
        });
  }

  @Override
  public void end(MergeRef merge) {
    database
        .sql()
        .sql("update person_merge set ended_at = now() where source = ? and alias_id = ?")
        .params(source, merge.loser())
        .update();
  }
}
