package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The terms on which the ledger's money is counted. They are free until the ledger has the first
 * amount; from then on figures of both terms would be added up.
 */
public final class FrozenTerms {
  private final LedgerDatabase database;
  private final String source;

  public FrozenTerms(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** Terms that are not those of the ledger's money. The message says what to do. */
  public static final class OtherTermsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OtherTermsException(String message) {
      super(message);
    }
  }

  /**
   * Keeps the terms while there is no amount, and those of a new destination.
   *
   * @param terms values by setting
   * @throws OtherTermsException if amounts were counted on other terms
   */
  public void require(Map<String, String> terms) {
    database.inTransaction(
        () -> {
          if (!hasAmounts()) {
            forget();
          }
          Map<String, String> kept = kept();
          List<String> changed = new ArrayList<>();
          terms.forEach(
              (setting, value) -> {
                String was = kept.get(setting);
                if (was == null) {
                  keep(setting, value);
                } else if (!was.equals(value)) {
                  changed.add(setting + " is " + value + ", was " + was);
                }
              });
          if (!changed.isEmpty()) {
            throw new OtherTermsException(
                "The ledger's amounts were counted on other terms: "
                    + String.join("; ", changed)
                    + ". Set khaos-bridge."
                    + String.join(" and khaos-bridge.", settings(changed))
                    + " back, or begin with an empty ledger and empty accounts.");
          }
        });
  }

  private static List<String> settings(List<String> changed) {
    return changed.stream().map(one -> one.substring(0, one.indexOf(' '))).toList();
  }

  private boolean hasAmounts() {
    return database
        .sql()
        .sql(
            """
            select exists (select 1 from invoice where source = ? and total_ex_vat is not null)
              or exists (select 1 from credit_note where source = ?)
            """)
        .params(source, source)
        .query(Boolean.class)
        .single();
  }

  private Map<String, String> kept() {
    Map<String, String> kept = new TreeMap<>();
    database
        .sql()
        .sql("select setting, value from money_terms where source = ?")
        .param(source)
        .query(
            row -> {
              kept.put(row.getString("setting"), row.getString("value"));
            });
    return kept;
  }

  private void forget() {
    database.sql().sql("delete from money_terms where source = ?").param(source).update();
  }

  private void keep(String setting, String value) {
    database
        .sql()
        .sql("insert into money_terms (source, setting, value) values (?, ?, ?)")
        .params(source, setting, value)
        .update();
  }
}
