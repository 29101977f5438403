package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.StatusSql;

/** Which contacts there are at destinations. */
final class Contacts {
  private final LedgerDatabase database;
  private final String source;

  Contacts(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** Whether the destination has a contact of this person, or a call is just making it. */
  boolean mayExist(String destination, String personId) {
    return database
        .sql()
        .sql(
            """
            select exists (select 1 from contact_link
                where destination = ? and source = ? and person_id = ?)
              or exists (select 1 from delivery where destination = ? and source = ?
                and person_id = ? and kind = 'CONTACT' and status %s)
            """
                .formatted(StatusSql.CLAIMED))
        .params(destination, source, personId, destination, source, personId)
        .query(Boolean.class)
        .single();
  }
}
