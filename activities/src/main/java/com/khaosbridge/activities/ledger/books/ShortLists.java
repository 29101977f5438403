package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.CaseClosing;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.CaseType;
import java.time.Instant;
import java.util.Optional;

/** The one case about lists of customers that can't be whole. */
final class ShortLists {
  private static final String CAUSE = "list of customers too short";

  private final LedgerDatabase database;
  private final String source;
  private final Cases cases;
  private final CaseClosing closing;

  ShortLists(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
    this.closing = new CaseClosing(database, source);
  }

  /** Tells of a list that is in the ledger already. Call it within a transaction. */
  void tell(int total, long known, long lost) {
    long times =
        database
            .sql()
            .sql(
                """
                select count(*) from customer_list where source = ? and not complete and id >
                  coalesce((select max(id) from customer_list where source = ? and complete), 0)
                """)
            .params(source, source)
            .query(Long.class)
            .single();
    String happened =
        "The list had %d customers; of the %d that were known to be on it, %d were missing."
                .formatted(total, known, lost)
            + (times > 1 ? " It was too short %d times in a row.".formatted(times) : "");
    cases.rephrase(cases.open(Cases.ERP, CaseType.SHORT_LIST, CAUSE, happened), happened);
  }

  /** The newest list is whole. */
  void isWhole() {
    closing.closeCause(Cases.ERP, CaseType.SHORT_LIST, CAUSE);
  }

  /** When a person last said that a short list was right. */
  Optional<Instant> settledByHand() {
    return closing.lastClosedByHand(Cases.ERP, CaseType.SHORT_LIST, CAUSE);
  }
}
