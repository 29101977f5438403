package com.khaosbridge.activities.ledger.cases;

import com.khaosbridge.activities.ledger.LedgerDatabase;

/** Who decided what, kept for ever. */
public final class Audit {
  private final LedgerDatabase database;

  public Audit(LedgerDatabase database) {
    this.database = database;
  }

  /** Writes one line. No personal data: {@code actor} is a role or login name. */
  public void write(String actor, String action, String subject, String detail) {
    database
        .sql()
        .sql("insert into audit (actor, action, subject, detail) values (?, ?, ?, ?)")
        .params(actor, action, subject, detail)
        .update();
  }
}
