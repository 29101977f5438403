package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Customers, by URN, that are to be read in detail though no list of changes had them. */
public final class CustomersToRead {
  private final LedgerDatabase database;
  private final String source;

  public CustomersToRead(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * These are to be read as soon as it fits.
   *
   * @param unknown whether the last complete list has them and the ledger does not
   */
  public void add(Collection<String> urns, boolean unknown) {
    List<Object[]> rows = new ArrayList<>();
    urns.forEach(urn -> rows.add(new Object[] {source, urn, unknown}));
    database
        .batches()
        .batchUpdate(
            "insert into customer_to_read (source, urn, unknown) values (?, ?, ?)"
                + " on conflict do nothing",
            rows);
  }

  /** Some of who is to be read next: first those who may be known under another URN. */
  public List<String> next(int limit) {
    return database
        .sql()
        .sql("select urn from customer_to_read where source = ? order by unknown desc, urn limit ?")
        .params(source, limit)
        .query(String.class)
        .list();
  }

  /** These were read and recorded. */
  public void read(Collection<String> urns) {
    database.inTransaction(
        () ->
            recorded(
                database
                    .sql()
                    .sql(
                        """
                        with done as (delete from customer_to_read
                          where source = ? and urn = any (?) returning urn, unknown)
                        select urn from done where unknown
                        """)
                    .params(source, urns.toArray(String[]::new))
                    .query(String.class)
                    .list()
                    .toArray(String[]::new)));
  }

  /** Customers of the last complete list are recorded now, who were not when it was taken. */
  void recorded(String[] urns) {
    database
        .sql()
        .sql(
            """
            update customer set absences = 0, listed_at =
              (select max(started_at) from customer_list where source = ? and complete)
            where source = ? and urn = any (?) and listed_at is null
            """)
        .params(source, source, urns)
        .update();
  }
}
