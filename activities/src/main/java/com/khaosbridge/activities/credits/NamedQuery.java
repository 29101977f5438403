package com.khaosbridge.activities.credits;

import java.util.regex.Pattern;

/**
 * One statement as JDBC takes it.
 *
 * @param sql with a {@code ?} for each value that is asked for
 * @param parameters how many those are, at least one
 * @param ordered whether it says ORDER BY outside of comments and quotes
 */
record NamedQuery(String name, String sql, int parameters, boolean ordered) {
  /** How many orders are asked for at once. */
  static final int ORDERS_AT_ONCE = 50;

  /** What a query must be limited by. */
  private enum Limit {
    CHANGED_SINCE(":changedSince", 1, "Select only what changed at or after it."),
    ORDER_CODES(":orderCodes", ORDERS_AT_ONCE, "Select only what is of one of these orders.");

    private final String parameter;
    private final String places;
    private final int values;
    private final String nextStep;

    Limit(String parameter, int values, String nextStep) {
      this.parameter = parameter;
      this.places = "?" + ", ?".repeat(values - 1);
      this.values = values;
      this.nextStep = nextStep;
    }
  }

  private static final Pattern ORDER_BY = Pattern.compile("(?i)\\border\\s+by\\b");

  static NamedQuery parse(String name, String text) {
    boolean byOrders = name.equals(QueryContract.INVOICE_LINES.query());
    return new Scan(name, text, byOrders ? Limit.ORDER_CODES : Limit.CHANGED_SINCE).query();
  }

  /** Walks over the text once, so that quotes and comments are left alone. */
  private static final class Scan {
    private final String name;
    private final String text;
    private final Limit limit;
    private final StringBuilder sql = new StringBuilder();
    private final StringBuilder code = new StringBuilder();
    private int parameters;
    private boolean ended;

    Scan(String name, String text, Limit limit) {
      this.name = name;
      this.text = text;
      this.limit = limit;
    }

    NamedQuery query() {
      int at = 0;
      while (at < text.length()) {
        at = step(at);
      }
      if (code.toString().isBlank()) {
        throw refused("is empty. Write a SELECT below its name.");
      }
      if (parameters == 0) {
        throw refused("never says " + limit.parameter + ". " + limit.nextStep);
      }
      return new NamedQuery(
          name, sql.toString().strip(), parameters, ORDER_BY.matcher(code).find());
    }

    private int step(int at) {
      char now = text.charAt(at);
      if (text.startsWith("--", at)) {
        return copied(at, through(at, "\n"));
      }
      if (text.startsWith("/*", at)) {
        return copied(at, through(at + 2, "*/"));
      }
      if (Character.isWhitespace(now)) {
        code.append(' ');
        return copied(at, at + 1);
      }
      if (ended) {
        throw refused("is more than one statement. Keep the SELECT only.");
      }
      if (now == ';') {
        ended = true;
        return at + 1;
      }
      if (now == '\'' || now == '"') {
        code.append(now);
        return copied(at, through(at + 1, String.valueOf(now)));
      }
      if (isParameter(at)) {
        parameters += limit.values;
        code.append(limit.places);
        sql.append(limit.places);
        return at + limit.parameter.length();
      }
      code.append(now);
      return copied(at, at + 1);
    }

    /** A cast, as in {@code ::date}, is no parameter. */
    private boolean isParameter(int at) {
      int end = at + limit.parameter.length();
      return end <= text.length()
          && text.substring(at, end).equalsIgnoreCase(limit.parameter)
          && (at == 0 || text.charAt(at - 1) != ':')
          && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)));
    }

    private int through(int from, String end) {
      int found = text.indexOf(end, from);
      return found < 0 ? text.length() : found + end.length();
    }

    private int copied(int from, int to) {
      sql.append(text, from, to);
      return to;
    }

    private IllegalArgumentException refused(String why) {
      return new IllegalArgumentException("query " + name + ": " + why);
    }
  }
}
