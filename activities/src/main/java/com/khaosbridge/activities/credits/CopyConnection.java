package com.khaosbridge.activities.credits;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection to a reporting copy, in which nothing is ever written or committed. */
final class CopyConnection implements AutoCloseable {
  private static final int VALID_WITHIN_SECONDS = 5;
  private static final int NETWORK_GRACE_SECONDS = 10;

  private final Connection connection;
  private final ReportingCopySettings settings;

  private CopyConnection(Connection connection, ReportingCopySettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /**
   * @throws IllegalArgumentException if no driver knows the URL
   */
  static CopyConnection open(ReportingCopySettings settings) throws SQLException {
    requireDriver(settings.url());
    Connection connection =
        DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    CopyConnection copy = new CopyConnection(connection, settings);
    try {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      copy.limitSilence();
    } catch (SQLException e) {
      copy.close();
      throw e;
    }
    return copy;
  }

  private static void requireDriver(String url) {
    try {
      DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "reporting copy, url: no driver on the class path knows it. Correct its beginning, or"
              + " add the database's JDBC driver.");
    }
  }

  boolean isUsable() {
    try {
      return connection.isValid(VALID_WITHIN_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Hands over all rows, fetched as their turn comes. Whoever gets an exception must close this.
   *
   * @param values for the query's parameters, from the first again wherever they end
   * @throws IllegalArgumentException if the query returns other columns than it should
   */
  void each(NamedQuery query, QueryContract contract, List<?> values, Consumer<SourceRow> rows)
      throws SQLException {
    try (PreparedStatement statement = statement(query, values)) {
      statement.setFetchSize(settings.fetchSize());
      try (ResultSet result = statement.executeQuery()) {
        List<QueryContract.Place> places = contract.places(result.getMetaData());
        for (long number = 1; result.next(); number++) {
          String where = "query " + query.name() + ", row " + number;
          rows.accept(new SourceRow(contract.key(), where, values(result, places)));
        }
      }
    }
    connection.rollback();
  }

  private PreparedStatement statement(NamedQuery query, List<?> values) throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            query.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    try {
      statement.setQueryTimeout(settings.querySeconds());
      for (int index = 1; index <= query.parameters(); index++) {
        statement.setObject(index, values.get((index - 1) % values.size()));
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static Map<String, @Nullable String> values(
      ResultSet result, List<QueryContract.Place> places) throws SQLException {
    Map<String, @Nullable String> values = new HashMap<>();
    for (QueryContract.Place place : places) {
      values.put(place.name(), value(result, place));
    }
    return values;
  }

  private static @Nullable String value(ResultSet result, QueryContract.Place place)
      throws SQLException {
    if (place.localTime()) {
      LocalDateTime time = result.getObject(place.index(), LocalDateTime.class);
      return time == null ? null : time.toString();
    }
    Object value = result.getObject(place.index());
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : result.getString(place.index());
  }

  /** The query's own limit is kept by the database; this one also holds when it has gone. */
  private void limitSilence() throws SQLException {
    try {
      connection.setNetworkTimeout(
          Runnable::run, (settings.querySeconds() + NETWORK_GRACE_SECONDS) * 1000);
    } catch (SQLFeatureNotSupportedException e) {
      // Such a driver has a property of its own for the URL.
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is given up either way.
    }
  }
}
