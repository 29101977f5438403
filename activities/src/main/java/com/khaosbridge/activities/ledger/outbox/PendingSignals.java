package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.WorkflowIds;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signals that workflows have still to get, recorded in the transaction that made them necessary,
 * so that a crash between recording and signalling loses none.
 */
public final class PendingSignals {
  /** What the workflow is told. */
  public enum Kind {
    ORDER_RECEIVED,
    ORDER_INVOICED,
    ORDER_DESPATCHED,
    ORDER_REFUNDED,
    ORDER_CANCELLED,
    ORDER_CHANGED,
    PERSON_CHANGED,
    MERGE_CHANGED
  }

  /**
   * One signal. {@code key} is the order code or person id; {@code generation} is never used twice.
   */
  public record Pending(String workflowId, Kind kind, String key, long generation) {}

  private final LedgerDatabase database;
  private final String source;
  private final Persons persons;

  public PendingSignals(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.persons = new Persons(database, source);
  }

  /** The workflow of this delivery looks again. */
  public void changed(ChangedDelivery delivery) {
    changed(delivery.personId(), delivery.orderCode());
  }

  /**
   * The workflow that carries a delivery looks again: its order's; if it has none, its person's.
   */
  void changed(@Nullable String personId, @Nullable String orderCode) {
    if (orderCode == null) {
      add(Kind.PERSON_CHANGED, List.of(Objects.requireNonNull(personId)));
    } else {
      add(Kind.ORDER_CHANGED, List.of(orderCode));
    }
  }

  /**
   * @param keys order codes or person ids; what is owed to an alias is owed to its person
   */
  public void add(Kind kind, Collection<String> keys) {
    Collection<String> whose = kind == Kind.PERSON_CHANGED ? persons.resolve(keys).values() : keys;
    owe(kind, whose);
  }

  /** The workflow of a person that has become an alias looks once more, and ends. */
  public void aliased(String personId) {
    owe(Kind.PERSON_CHANGED, List.of(personId));
  }

  /** The merge of a person that has become an alias begins, or looks again. */
  public void merging(String loser) {
    owe(Kind.MERGE_CHANGED, List.of(loser));
  }

  private void owe(Kind kind, Collection<String> keys) {
    List<Object[]> rows =
        keys.stream()
            .distinct()
            .sorted()
            .map(key -> new Object[] {workflowId(kind, key), kind.name(), source, key})
            .toList();
    if (!rows.isEmpty()) {
      database
          .batches()
          .batchUpdate(
              "insert into pending_signal (workflow_id, kind, source, key) values (?, ?, ?, ?) on"
                  + " conflict (workflow_id, kind) do update set generation = excluded.generation",
              rows);
    }
  }

  /**
   * The oldest signals that are still owed, facts before mere looks again: of those a whole
   * outage's worth may become due at once, and no new fact waits behind them.
   */
  public List<Pending> next(int limit) {
    return database
        .sql()
        .sql(
            """
            select workflow_id, kind, key, generation from pending_signal where source = ?
            order by kind = 'ORDER_CHANGED', created_at limit ?
            """)
        .params(source, limit)
        .query(
            (row, n) ->
                new Pending(
                    row.getString("workflow_id"),
                    Kind.valueOf(row.getString("kind")),
                    row.getString("key"),
                    row.getLong("generation")))
        .list();
  }

  /** Takes a signal off the list once it was sent, unless it became owed again meanwhile. */
  public void sent(Pending pending) {
    database
        .sql()
        .sql("delete from pending_signal where workflow_id = ? and kind = ? and generation = ?")
        .params(pending.workflowId(), pending.kind().name(), pending.generation())
        .update();
  }

  /**
   * Owes a signal to the workflow of everything live that is under way: after a start, a workflow
   * that was lost with its server is made anew, and one that lives looks once more.
   */
  public int addAllUnderWay() {
    return database
        .sql()
        .sql(
            """
            insert into pending_signal (workflow_id, kind, source, key)
            select distinct 'order/' || source || '/' || order_code, 'ORDER_CHANGED', source, order_code
            from delivery where source = ? and lane = 'LIVE' and status %1$s
              and order_code is not null
            union
            select distinct 'person/' || source || '/' || person_id, 'PERSON_CHANGED', source, person_id
            from delivery where source = ? and lane = 'LIVE' and status %1$s
              and order_code is null and person_id is not null
            union
            select 'merge/' || source || '/' || alias_id, 'MERGE_CHANGED', source, alias_id
            from person_merge where source = ? and ended_at is null
            on conflict do nothing
            """
                .formatted(StatusSql.IN_FLIGHT))
        .params(source, source, source)
        .update();
  }

  private String workflowId(Kind kind, String key) {
    return switch (kind) {
      case PERSON_CHANGED -> WorkflowIds.person(source, key);
      case MERGE_CHANGED -> WorkflowIds.merge(source, key);
      default -> WorkflowIds.order(source, key);
    };
  }
}
