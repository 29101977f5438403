package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far each feed has come, in business time. A cursor moves only after what it passed is
 * durable.
 */
public final class Cursors {
  private final LedgerDatabase database;
  private final String source;

  public Cursors(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  public Optional<Instant> position(String feed) {
    return database
        .sql()
        .sql("select position from feed_cursor where source = ? and feed = ?")
        .params(source, feed)
        .query((row, n) -> Columns.requiredInstant(row, "position"))
        .optional();
  }

  /** When the last look that moved the cursor began, by the ledger's clock. */
  public Optional<Instant> lookedAt(String feed) {
    return database
        .sql()
        .sql("select looked_at from feed_cursor where source = ? and feed = ?")
        .params(source, feed)
        .query((row, n) -> Optional.ofNullable(Columns.instant(row, "looked_at")))
        .optional()
        .flatMap(found -> found);
  }

  /** Moves a cursor on; it never goes back. */
  public void move(String feed, Instant position) {
    move(feed, position, null);
  }

  /**
   * Moves a cursor on; it never goes back.
   *
   * @param lookedAt when the look began, by the ledger's clock
   */
  public void move(String feed, Instant position, @Nullable Instant lookedAt) {
    database
        .batches()
        .update(
            """
            insert into feed_cursor (source, feed, position, looked_at) values (?, ?, ?, ?)
            on conflict (source, feed) do update set
              position = greatest(feed_cursor.position, excluded.position),
              looked_at = excluded.looked_at, moved_at = now()
            """,
            source,
            feed,
            Columns.at(position),
            Columns.atOrNull(lookedAt));
  }
}
