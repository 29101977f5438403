package com.khaosbridge.activities.credits;

/**
 * How to reach a reporting copy.
 *
 * @param url a JDBC URL whose driver is on the class path
 * @param user one who may do nothing but select
 * @param querySeconds how long the database may take to answer, 1 to 3600
 * @param fetchSize rows that are asked for at a time, 1 to 10000
 */
public record ReportingCopySettings(
    String url, String user, String password, int querySeconds, int fetchSize) {
  public static final int DEFAULT_QUERY_SECONDS = 30;
  public static final int DEFAULT_FETCH_SIZE = 500;

  private static final int LONGEST_QUERY_SECONDS = 3600;
  private static final int LARGEST_FETCH_SIZE = 10_000;

  public ReportingCopySettings {
    require(url.startsWith("jdbc:"), "url", "is no JDBC URL", "Begin it with 'jdbc:'.");
    require(
        querySeconds >= 1 && querySeconds <= LONGEST_QUERY_SECONDS,
        "querySeconds",
        "is " + querySeconds,
        "Give 1 to " + LONGEST_QUERY_SECONDS + ".");
    require(
        fetchSize >= 1 && fetchSize <= LARGEST_FETCH_SIZE,
        "fetchSize",
        "is " + fetchSize,
        "Give 1 to " + LARGEST_FETCH_SIZE + ".");
  }

  /** With the default limits: 30 seconds, 500 rows. */
  public ReportingCopySettings(String url, String user, String password) {
    this(url, user, password, DEFAULT_QUERY_SECONDS, DEFAULT_FETCH_SIZE);
  }

  private static void require(boolean usable, String name, String what, String nextStep) {
    if (!usable) {
      throw new IllegalArgumentException("reporting copy, " + name + ": " + what + ". " + nextStep);
    }
  }

  /** Without the URL, the user and the password: each may hold a secret. */
  @Override
  public String toString() {
    return "ReportingCopySettings[querySeconds=" + querySeconds + ", fetchSize=" + fetchSize + "]";
  }
}
