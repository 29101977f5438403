package com.khaosbridge.activities.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One embedded PostgreSQL a JVM, and a new ledger in a database of its own for whoever asks. */
public final class LedgerServer {
  private static final String TEMPLATE = "ledger_template";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  private LedgerServer() {}

  /** The address of a new, empty ledger whose schema is up to date. */
  public static synchronized String newLedger() {
    EmbeddedPostgres running = running();
    String name = "ledger_" + NUMBER.incrementAndGet();
    execute(running, "create database " + name + " template " + TEMPLATE);
    return running.getJdbcUrl("postgres", name);
  }

  /** The address of a new database with nothing in it. */
  public static synchronized String newDatabase() {
    EmbeddedPostgres running = running();
    String name = "database_" + NUMBER.incrementAndGet();
    execute(running, "create database " + name);
    return running.getJdbcUrl("postgres", name);
  }

  /** Lets everybody, or nobody, connect to a database of this server. */
  public static synchronized void allowConnections(String database, boolean allowed) {
    execute(running(), "alter database " + database + " allow_connections " + allowed);
  }

  private static EmbeddedPostgres running() {
    EmbeddedPostgres running = server;
    if (running != null) {
      return running;
    }
    try {
      running =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("synchronous_commit", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("deadlock_timeout", "200ms")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    execute(running, "create database " + TEMPLATE);
    new LedgerDatabase(running.getJdbcUrl("postgres", TEMPLATE), 2).close();
    server = running;
    return running;
  }

  private static void execute(EmbeddedPostgres running, String sql) {
    try (Connection connection = running.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
