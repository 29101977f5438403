package com.khaosbridge.activities.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger's database: connections, schema and transactions. */
public final class LedgerDatabase implements AutoCloseable {
  private static final int BATCH_FETCH = 1000;
  private static final int DEADLOCK_ATTEMPTS = 5;
  private static final int LOCK_NAMESPACE = 0x4b43;

  private final HikariDataSource pool;
  private final JdbcTemplate template;
  private final JdbcClient client;
  private final TransactionTemplate transactions;

  /**
   * Connects and brings the schema up to date.
   *
   * @param jdbcUrl any PostgreSQL 14 or newer, with user and password in the URL if it needs them
   */
  public LedgerDatabase(String jdbcUrl, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(connections);
    config.setPoolName("ledger");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("ApplicationName", "khaos-bridge");
    // Statements here are short: compiling one takes longer than running it, and PostgreSQL
    // compiles
    // whenever a table that has just been filled looks larger than it is.
    config.setConnectionInitSql("set jit = off");
    this.pool = new HikariDataSource(config);
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:db/migration")
        .loggers("slf4j")
        .load()
        .migrate();
    this.template = new JdbcTemplate(pool);
    this.template.setFetchSize(BATCH_FETCH);
    this.client = JdbcClient.create(template);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
  }

  public DataSource dataSource() {
    return pool;
  }

  public JdbcClient sql() {
    return client;
  }

  public JdbcTemplate batches() {
    return template;
  }

  /**
   * Runs work in one transaction: all of it is durable when this returns, or none of it. Work that
   * PostgreSQL breaks off because of a deadlock runs again.
   */
  public <T> T inTransaction(Supplier<T> work) {
    boolean outermost = !TransactionSynchronizationManager.isActualTransactionActive();
    int attempts = outermost ? DEADLOCK_ATTEMPTS : 1;
    for (int attempt = 1; ; attempt++) {
      try {
        T result = transactions.execute(status -> work.get());
        if (result == null) {
          throw new IllegalStateException("a transaction must give a result");
        }
        return result;
      } catch (ConcurrencyFailureException e) {
        if (attempt == attempts) {
          throw e;
        }
      }
    }
  }

  public void inTransaction(Runnable work) {
    inTransaction(
        () -> {
          work.run();
          return true;
        });
  }

  /** The database's clock, which times what several processes do. */
  public Instant now() {
    return client
        .sql("select clock_timestamp() as now")
        .query((row, n) -> Columns.requiredInstant(row, "now"))
        .single();
  }

  /**
   * Nobody else records customers or orders of a source until the transaction's end: two looks at
   * the same record must not both find it new.
   */
  public void recordAlone(String source) {
    oneAtATime("record " + source);
  }

  /** Lets no other transaction do this at the same time. Holds until the transaction's end. */
  public void oneAtATime(String what) {
    CRC32 crc = new CRC32();
    crc.update(what.getBytes(StandardCharsets.UTF_8));
    client
        .sql("select pg_advisory_xact_lock(?, ?)")
        .params(LOCK_NAMESPACE, (int) crc.getValue())
        .query(row -> {});
  }

  @Override
  public void close() {
    pool.close();
  }
}
