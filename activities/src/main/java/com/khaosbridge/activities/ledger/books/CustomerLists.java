package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ERP's lists of all customers, and what is still to be read because of them. A list that is
 * empty, or lacks more than one in a hundred of those whom the complete list before had, is not
 * complete: nothing follows from it but a case. One customer may always be missing.
 */
public final class CustomerLists {
  /** How many complete lists without a customer make it worth asking for it alone. */
  static final int ABSENCES = 2;

  private static final int ONE_IN = 100;

  private final LedgerDatabase database;
  private final String source;
  private final ShortLists shortLists;
  private final CustomersToRead toRead;

  public CustomerLists(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.shortLists = new ShortLists(database, source);
    this.toRead = new CustomersToRead(database, source);
  }

  /** Who is to be read in detail. */
  public CustomersToRead toRead() {
    return toRead;
  }

  /** A list that was taken; {@code takenAt} is real time. */
  private record Taken(Instant startedAt, int total, boolean complete, Instant takenAt) {}

  /**
   * How much of what was known a list has.
   *
   * @param known how many customers the complete list before had
   * @param lost how many of them are missing, renamed ones aside
   */
  private record Extent(long known, long lost) {}

  /** Whether another list is to be taken: the backfill has read all of its own, and it is time. */
  public boolean isDue(Instant now, Duration interval) {
    if (!isBackfillRead() || isOpen()) {
      return false;
    }
    return newest().map(last -> !last.startedAt().plus(interval).isAfter(now)).orElse(true);
  }

  private boolean isBackfillRead() {
    return new BackfillLedger(database, source, List.of()).areCustomersRead();
  }

  /** Whether not all is done yet that follows from the last list. */
  public boolean isOpen() {
    return database
            .sql()
            .sql("select count(*) from customer_list where source = ? and ended_at is null")
            .param(source)
            .query(Long.class)
            .single()
        > 0;
  }

  /** All that follows from the last list is done. */
  public void end() {
    database
        .sql()
        .sql("update customer_list set ended_at = now() where source = ? and ended_at is null")
        .param(source)
        .update();
  }

  /**
   * Takes a list. If it is complete, whom the ledger does not know is to be read, and of the others
   * those whose turn it is.
   *
   * @param startedAt business time before it was asked for
   * @param nights over how many lists the turns go
   */
  public void take(Collection<String> urns, Instant startedAt, int nights) {
    database.inTransaction(
        () -> {
          Set<String> unknown = unknown(urns);
          if (!isComplete(urns, unknown, startedAt, false)) {
            return;
          }
          toRead.add(unknown, true);
          int turn = Math.floorMod(completeOnes(), nights);
          toRead.add(
              urns.stream().filter(urn -> Math.floorMod(urn.hashCode(), nights) == turn).toList(),
              false);
        });
  }

  /**
   * Takes the backfill's list, all of which the backfill reads itself. Call it within a
   * transaction.
   *
   * @return false if it is not complete
   */
  boolean takeForBackfill(Collection<String> urns, Instant startedAt) {
    return isComplete(urns, unknown(urns), startedAt, true);
  }

  private boolean isComplete(
      Collection<String> urns, Set<String> unknown, Instant startedAt, boolean ended) {
    database.recordAlone(source);
    String[] listed = urns.toArray(String[]::new);
    Extent extent = extent(listed, unknown.size());
    boolean complete =
        !urns.isEmpty()
            && (extent.lost() <= Math.max(1, extent.known() / ONE_IN) || isAccepted(urns.size()));
    database
        .sql()
        .sql(
            """
            insert into customer_list (source, started_at, total, lost, complete, ended_at)
            values (?, ?, ?, ?, ?, case when ? then now() end)
            """)
        .params(
            source, Columns.at(startedAt), urns.size(), extent.lost(), complete, ended || !complete)
        .update();
    if (!complete) {
      shortLists.tell(urns.size(), extent.known(), urns.isEmpty() ? extent.known() : extent.lost());
      return false;
    }
    shortLists.isWhole();
    mark(listed, startedAt);
    return true;
  }

  private void mark(String[] listed, Instant startedAt) {
    database
        .sql()
        .sql(
            """
            update customer c set listed_at = ?, absences = 0
            from unnest(?::text[]) here (urn)
            where c.source = ? and c.urn = here.urn and c.vanished_at is null
            """)
        .params(Columns.at(startedAt), listed, source)
        .update();
    database
        .sql()
        .sql(
            """
            update customer set absences = absences + 1
            where source = ? and listed_at < ? and vanished_at is null
            """)
        .params(source, Columns.at(startedAt))
        .update();
  }

  /** Before the first complete list, all who are known count as listed. */
  private Extent extent(String[] listed, int unknown) {
    String known =
        "c.source = ? and c.vanished_at is null and c.absences = 0"
            + (completeOnes() == 0 ? "" : " and c.listed_at is not null");
    return database
        .sql()
        .sql(
            """
            select count(*) as known, count(*) filter (where here.urn is null) as lost
            from customer c left join (select distinct unnest(?::text[]) as urn) here
              on here.urn = c.urn
            where
            """
                + known)
        .params(listed, source)
        .query(
            (row, n) ->
                new Extent(row.getLong("known"), Math.max(0, row.getLong("lost") - unknown)))
        .single();
  }

  /** Somebody looked at the last list that was too short, and it was right. */
  private boolean isAccepted(int total) {
    Optional<Taken> last = newest();
    Optional<Instant> closed = shortLists.settledByHand();
    return last.isPresent()
        && !last.get().complete()
        && closed.isPresent()
        && closed.get().isAfter(last.get().takenAt())
        && last.get().total() - total <= Math.max(1, last.get().total() / ONE_IN);
  }

  private int completeOnes() {
    return database
        .sql()
        .sql("select count(*) from customer_list where source = ? and complete")
        .param(source)
        .query(Integer.class)
        .single();
  }

  private Optional<Taken> newest() {
    return database
        .sql()
        .sql("select * from customer_list where source = ? order by id desc limit 1")
        .param(source)
        .query(CustomerLists::taken)
        .optional();
  }

  private static Taken taken(ResultSet row, int n) throws SQLException {
    return new Taken(
        Columns.requiredInstant(row, "started_at"),
        row.getInt("total"),
        row.getBoolean("complete"),
        Columns.requiredInstant(row, "taken_at"));
  }

  /** Those whom the ledger does not have under this URN, or does not know to be there. */
  private Set<String> unknown(Collection<String> urns) {
    Set<String> unknown = new HashSet<>(urns);
    database
        .sql()
        .sql("select urn from customer where source = ? and vanished_at is null and urn = any (?)")
        .params(source, urns.toArray(String[]::new))
        .query(String.class)
        .list()
        .forEach(unknown::remove);
    return unknown;
  }

  /** URNs that were absent from complete lists often enough to be asked for alone. */
  public List<String> absent(int limit) {
    return database
        .sql()
        .sql(
            """
            select distinct urn from customer where source = ? and absences >= ?
              and vanished_at is null order by urn limit ?
            """)
        .params(source, ABSENCES, limit)
        .query(String.class)
        .list();
  }

  /** The ERP gives these though its lists do not have them: no list says anything about them. */
  public void unlisted(Collection<String> urns) {
    database
        .sql()
        .sql(
            "update customer set listed_at = null, absences = 0 where source = ? and urn = any (?)")
        .params(source, urns.toArray(String[]::new))
        .update();
  }

  /** Somebody who was on the last list, so that the ERP must give them if it gives anybody. */
  public Optional<String> somebody() {
    return database
        .sql()
        .sql(
            """
            select urn from customer where source = ? and listed_at is not null and absences = 0
              and vanished_at is null order by observed_at desc limit 1
            """)
        .param(source)
        .query(String.class)
        .optional();
  }
}
