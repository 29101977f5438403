package com.khaosbridge.activities.credits;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Objects;

/**
 * A reporting copy that can't be reached or read now; asking again later may help. The vendor's
 * text is left out, cause included: databases quote values in it.
 */
public final class ReportingCopyException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String QUERY_CANCELLED = "57014";

  private ReportingCopyException(String message) {
    super(message);
  }

  static ReportingCopyException unreachable(SQLException reason) {
    return new ReportingCopyException(
        "reporting copy: can't be reached, SQLState " + state(reason));
  }

  static ReportingCopyException failed(String query, SQLException reason, int querySeconds) {
    boolean late =
        reason instanceof SQLTimeoutException || QUERY_CANCELLED.equals(reason.getSQLState());
    return new ReportingCopyException(
        "reporting copy: query "
            + query
            + (late ? " cancelled, allowed are " + querySeconds + " s" : " failed")
            + ", SQLState "
            + state(reason));
  }

  static ReportingCopyException scattered(String query, String key) {
    return new ReportingCopyException(
        "reporting copy: query "
            + query
            + " returns rows of one "
            + key
            + " apart from each other. Order it by "
            + key
            + ".");
  }

  static String state(SQLException reason) {
    return Objects.requireNonNullElse(reason.getSQLState(), "none");
  }
}
