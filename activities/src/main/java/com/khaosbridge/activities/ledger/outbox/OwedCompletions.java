package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes that waiting activities have still to be told, recorded with the change that made them,
 * so that a crash loses none and nobody waits for the Temporal server.
 */
public final class OwedCompletions {
  private final LedgerDatabase database;
  private final String source;

  public OwedCompletions(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * One outcome.
   *
   * @param outcome null if the attempt fails and another follows, also because the delivery moved
   *     on meanwhile
   * @param retryAfter how long until then
   * @param cause why, in our own words
   */
  public record OwedCompletion(
      long id,
      long deliveryId,
      byte[] taskToken,
      @Nullable DeliveryOutcome outcome,
      Duration retryAfter,
      String cause) {}

  /** The oldest outcomes that are still owed. */
  public List<OwedCompletion> next(int limit) {
    return database
        .sql()
        .sql(
            """
            select o.id, o.delivery_id, o.task_token, o.retry_after_ms, o.cause as retry_cause,
              d.status, d.evidence, d.reason, d.reason_detail, c.id as held_case, c.type, c.owner,
              c.due_at, c.cause, c.what_to_do
            from owed_completion o join delivery d on d.id = o.delivery_id
            left join bridge_case c on c.id = d.case_id
            where o.source = ? order by o.id limit ?
            """)
        .params(source, limit)
        .query(OwedCompletions::read)
        .list();
  }

  private static OwedCompletion read(ResultSet row, int n) throws SQLException {
    Long retryAfter = row.getObject("retry_after_ms", Long.class);
    return new OwedCompletion(
        row.getLong("id"),
        row.getLong("delivery_id"),
        Objects.requireNonNull(row.getBytes("task_token")),
        retryAfter == null ? DeliveryReads.outcome(row) : null,
        Duration.ofMillis(retryAfter == null ? 0 : retryAfter),
        Objects.requireNonNullElse(row.getString("retry_cause"), "it goes on meanwhile"));
  }

  /** Takes an outcome off the list, once it was heard. */
  public void sent(OwedCompletion completion) {
    database.sql().sql("delete from owed_completion where id = ?").param(completion.id()).update();
  }
}
