package com.khaosbridge.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL: one that runs already, or an embedded real one that is deleted at exit. */
final class LedgerAccess implements AutoCloseable {
  private final String url;
  private final @Nullable EmbeddedPostgres own;

  private LedgerAccess(String url, @Nullable EmbeddedPostgres own) {
    this.url = url;
    this.own = own;
  }

  static LedgerAccess open(@Nullable String url) throws IOException {
    if (url != null) {
      return new LedgerAccess(url, null);
    }
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off")
            .setServerConfig("synchronous_commit", "off")
            .setServerConfig("full_page_writes", "off")
            .start();
    return new LedgerAccess(postgres.getJdbcUrl("postgres", "postgres"), postgres);
  }

  String url() {
    return url;
  }

  /** What it is, for people. */
  String words() {
    return own == null
        ? "Ledger: the PostgreSQL given"
        : "Ledger: embedded PostgreSQL, deleted at exit";
  }

  @Override
  public void close() throws IOException {
    if (own != null) {
      own.close();
    }
  }
}
