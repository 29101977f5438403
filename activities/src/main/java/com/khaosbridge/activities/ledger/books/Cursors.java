package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.time.Instant;
import java.util.Optional;

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

  /** Moves a cursor on; it never goes back. */
  public void move(String feed, Instant position) {
    database
        .sql()
        .sql(
            """
            insert into feed_cursor (source, feed, position) values (?, ?, ?)
            on conflict (source, feed) do update set
              position = greatest(feed_cursor.position, excluded.position), moved_at = now()
            """)
        .params(source, feed, Columns.at(position))
        .update();
  }
}
