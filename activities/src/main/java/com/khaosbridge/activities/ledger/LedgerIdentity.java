package com.khaosbridge.activities.ledger;

/**
 * Which source a ledger belongs to. A ledger of another source, or of other invented data, is
 * refused.
 */
public final class LedgerIdentity {
  private final LedgerDatabase database;

  public LedgerIdentity(LedgerDatabase database) {
    this.database = database;
  }

  /** A ledger that belongs to something else. The message says what to do. */
  public static final class WrongLedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongLedgerException(String message) {
      super(message);
    }
  }

  private record Bound(String source, String fingerprint) {}

  /**
   * Binds an empty ledger to a source, or checks that it is bound to this one, whatever its data.
   *
   * @throws WrongLedgerException if the ledger holds another source's history
   */
  public void bindSource(String source) {
    Bound bound = boundOrBind(source, "");
    if (!bound.source().equals(source)) {
      throw new WrongLedgerException(
          "this ledger belongs to source "
              + bound.source()
              + ", not to "
              + source
              + "; use an empty database, or the source it belongs to");
    }
  }

  /**
   * Binds an empty ledger to a source and its data, or checks that it is bound to them.
   *
   * @param fingerprint what identifies the data: for the sandbox its seed, file and scenario
   * @throws WrongLedgerException if the ledger holds another source's history
   */
  public void bind(String source, String fingerprint) {
    Bound bound = boundOrBind(source, fingerprint);
    if (!bound.source().equals(source) || !bound.fingerprint().equals(fingerprint)) {
      throw new WrongLedgerException(
          "this ledger belongs to source "
              + bound.source()
              + " ("
              + bound.fingerprint()
              + "), not to "
              + source
              + " ("
              + fingerprint
              + "); use an empty database, or the source it belongs to");
    }
  }

  private Bound boundOrBind(String source, String fingerprint) {
    database
        .sql()
        .sql(
            "insert into ledger_identity (source, fingerprint) values (?, ?) on conflict do nothing")
        .params(source, fingerprint)
        .update();
    return database
        .sql()
        .sql("select source, fingerprint from ledger_identity")
        .query((row, n) -> new Bound(row.getString("source"), row.getString("fingerprint")))
        .single();
  }
}
