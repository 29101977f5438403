package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What of history has been read and sent, so that a backfill goes on where it was. */
public final class BackfillLedger {
  static final String CREDITS_READ = "credit notes";
  static final String CREDITS_ATTRIBUTED = "credit notes attributed";
  private static final String POLICY_APPLIED = "creation policy";

  private static final String CUSTOMERS_LISTED = "customers listed";
  private static final String ORDERS_FEED = "backfill-orders";
  private static final int MOST_ABSENCES = 3;

  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final CustomerLists lists;

  public BackfillLedger(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.lists = new CustomerLists(database, source);
  }

  public boolean customersListed() {
    return isDone(CUSTOMERS_LISTED);
  }

  /** Whether all customers of the list have been read. */
  boolean areCustomersRead() {
    return customersListed() && nextCustomers(1).isEmpty();
  }

  /**
   * Keeps the list of customers to be read.
   *
   * @param askedAt business time before it was asked for
   * @return false if it is not complete: ask again later
   */
  public boolean listCustomers(Collection<String> urns, Instant askedAt) {
    return database.inTransaction(
        () -> {
          if (!lists.takeForBackfill(urns, askedAt)) {
            return false;
          }
          database
              .batches()
              .batchUpdate(
                  "insert into backfill_customer (source, urn) values (?, ?) on conflict do nothing",
                  urns.stream().map(urn -> new Object[] {source, urn}).toList());
          done(CUSTOMERS_LISTED);
          return true;
        });
  }

  /** The next customers that were not read yet; those that were absent once come last. */
  public List<String> nextCustomers(int limit) {
    return database
        .sql()
        .sql(
            "select urn from backfill_customer where source = ? and not observed"
                + " order by absences, urn limit ?")
        .params(source, limit)
        .query(String.class)
        .list();
  }

  /** Marks customers as read, after they were recorded. */
  public void customersRead(Collection<String> urns) {
    String[] read = urns.toArray(String[]::new);
    database.inTransaction(
        () -> {
          database
              .sql()
              .sql(
                  "update backfill_customer set observed = true where source = ? and urn = any (?)")
              .params(source, read)
              .update();
          lists.toRead().recorded(read);
        });
  }

  /**
   * Remembers that customers were asked for and not in the answer. They are asked for again.
   *
   * @return those that were absent too often, for which nobody will ask again
   */
  public List<String> customersAbsent(Collection<String> urns) {
    return database
        .sql()
        .sql(
            """
            with asked as (
              update backfill_customer set absences = absences + 1, observed = absences + 1 >= ?
              where source = ? and urn = any (?) and not observed returning urn, observed)
            select urn from asked where observed order by urn
            """)
        .params(MOST_ABSENCES, source, urns.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  /** Up to when orders have been read, by order date. */
  public Optional<Instant> ordersReadUntil() {
    return new Cursors(database, source).position(ORDERS_FEED);
  }

  public void ordersRead(Instant until) {
    new Cursors(database, source).move(ORDERS_FEED, until);
  }

  /** Whether all credit notes from before go-live have been recorded. */
  public boolean areCreditsRead() {
    return isDone(CREDITS_READ);
  }

  /** From now on credit notes that name no order can be attributed. */
  public void creditsRead() {
    done(CREDITS_READ);
  }

  /** From now on the credit notes of history are attributed like all others. */
  public void creditsAttributed() {
    done(CREDITS_ATTRIBUTED);
  }

  /** Excludes what the creation policy leaves out, once. */
  public void applyCreationPolicy(Instant businessNow) {
    if (isCreationPolicyApplied()) {
      return;
    }
    database.inTransaction(
        () -> {
          new CreationPolicy(database, source, scopes).apply(businessNow);
          done(POLICY_APPLIED);
        });
  }

  /** Whether anybody may have been left out of the history already. */
  boolean isCreationPolicyApplied() {
    return isDone(POLICY_APPLIED);
  }

  /** Puts planned contacts of history into the outbox. */
  public int releaseContacts(String destination) {
    return release(destination, "d.kind = 'CONTACT'");
  }

  /**
   * Puts planned orders, sales rows and metrics of history into the outbox whose contact is there.
   */
  public int releaseOrders(String destination) {
    return release(
        destination,
        """
        d.kind in ('ORDER', 'SALES_ROWS', 'METRICS')
          and exists (select 1 from contact_link l where l.destination = d.destination
            and l.source = d.source and l.person_id = d.person_id)
        """);
  }

  private int release(String destination, String what) {
    refreshStatistics();
    Selection planned =
        Selection.where(
                "d.source = ? and d.destination = ? and d.lane = 'HISTORY' and " + what,
                source,
                destination)
            .standing(DeliveryStatus.PLANNED);
    int released = database.inTransaction(() -> new Deliveries(database, source).ready(planned));
    // They stand elsewhere now, of which nothing was known before.
    refreshStatistics();
    return released;
  }

  /** Planned deliveries of history of a kind that have still to be decided one by one. */
  public List<Long> planned(String destination, Collection<DeliveryKind> kinds, int limit) {
    return database
        .sql()
        .sql(
            """
            select id from delivery where source = ? and destination = ? and lane = 'HISTORY'
              and status %s and kind = any (?) order by id limit ?
            """
                .formatted(StatusSql.in(DeliveryStatus.PLANNED)))
        .params(
            source,
            destination,
            kinds.stream().map(DeliveryKind::name).toArray(String[]::new),
            limit)
        .query(Long.class)
        .list();
  }

  /** How many deliveries of history of these kinds are in the outbox or in a call. */
  public long inOutbox(String destination, Collection<DeliveryKind> kinds) {
    return database
        .sql()
        .sql(
            """
            select count(*) from delivery where source = ? and destination = ? and lane = 'HISTORY'
              and status %s and kind = any (?)
            """
                .formatted(StatusSql.in(DeliveryStatus.READY, DeliveryStatus.CLAIMED)))
        .params(source, destination, kinds.stream().map(DeliveryKind::name).toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  /**
   * After tens of thousands of new rows the planner must not go on believing that the tables are
   * empty.
   */
  private void refreshStatistics() {
    database
        .sql()
        .sql("analyze delivery, contact_link, customer, sales_order, invoice, observation")
        .update();
  }

  private boolean isDone(String step) {
    return database
            .sql()
            .sql("select count(*) from backfill_step where source = ? and step = ?")
            .params(source, step)
            .query(Long.class)
            .single()
        > 0;
  }

  private void done(String step) {
    database
        .sql()
        .sql("insert into backfill_step (source, step) values (?, ?) on conflict do nothing")
        .params(source, step)
        .update();
  }
}
