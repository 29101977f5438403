package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The linked contacts of a destination in turn, round by round, so that each is looked at once a
 * round. How far a round has come is in the ledger, so that a restart goes on where it was.
 */
public final class ContactRounds {
  private final LedgerDatabase database;
  private final String source;

  public ContactRounds(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * Some contacts of a round.
   *
   * @param upTo the person to whom the last of them belongs
   * @param formerBegunAt when the round before this one began, which looked at each of them that
   *     was there; null if there was none
   */
  public record Part(List<String> contactIds, String upTo, @Nullable Instant formerBegunAt) {
    public Part {
      contactIds = List.copyOf(contactIds);
    }
  }

  private record Linked(String personId, String contactId, @Nullable Instant formerBegunAt) {}

  /** The ledger's clock. */
  public Instant now() {
    return database.now();
  }

  /**
   * The contacts that are next; empty if a round is over and the next one not due.
   *
   * @param interval from the beginning of one round to that of the next
   */
  public Optional<Part> next(String destination, int limit, Duration interval) {
    database
        .batches()
        .update(
            """
            insert into contact_round (source, destination, begun_at, read_up_to)
            values (?, ?, now(), '')
            on conflict (source, destination) do update set
              former_begun_at = contact_round.begun_at, begun_at = now(), read_up_to = ''
            where contact_round.read_up_to is null
              and contact_round.begun_at <= now() - ? * interval '1 millisecond'
            """,
            source,
            destination,
            interval.toMillis());
    List<Linked> next =
        database
            .sql()
            .sql(
                """
                select l.person_id, l.contact_id, r.former_begun_at from contact_round r
                join contact_link l on l.source = r.source and l.destination = r.destination
                  and l.person_id > r.read_up_to
                where r.source = ? and r.destination = ? and r.read_up_to is not null
                order by l.person_id limit ?
                """)
            .params(source, destination, limit)
            .query(
                (row, n) ->
                    new Linked(
                        row.getString("person_id"),
                        row.getString("contact_id"),
                        Columns.instant(row, "former_begun_at")))
            .list();
    if (next.isEmpty()) {
      database
          .batches()
          .update(
              "update contact_round set read_up_to = null where source = ? and destination = ?",
              source,
              destination);
      return Optional.empty();
    }
    Linked last = next.get(next.size() - 1);
    return Optional.of(
        new Part(
            next.stream().map(Linked::contactId).toList(), last.personId(), last.formerBegunAt()));
  }

  /** What was found out of this part is durable. */
  public void read(String destination, Part part) {
    database
        .batches()
        .update(
            "update contact_round set read_up_to = ? where source = ? and destination = ?",
            part.upTo(),
            source,
            destination);
  }
}
