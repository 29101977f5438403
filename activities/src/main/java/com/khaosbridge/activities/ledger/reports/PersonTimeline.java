package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.reports.Explanation.Line;
import com.khaosbridge.workflows.decision.MergePiece;
import com.khaosbridge.workflows.merge.MergeStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** What happened to a person, apart from deliveries. */
final class PersonTimeline {
  private final LedgerDatabase database;
  private final String source;
  private final String[] persons;
  private final String[] customers;

  /**
   * @param persons the person's id, and its aliases
   * @param customers their COMPANY_IDs
   */
  PersonTimeline(
      LedgerDatabase database,
      String source,
      Collection<String> persons,
      Collection<String> customers) {
    this.database = database;
    this.source = source;
    this.persons = persons.toArray(String[]::new);
    this.customers = customers.toArray(String[]::new);
  }

  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.addAll(changes());
    lines.addAll(consents());
    lines.addAll(consentsThere());
    lines.addAll(gone());
    lines.addAll(erasures());
    lines.addAll(merges());
    return lines;
  }

  private List<Line> changes() {
    return read(
        """
        select change, order_code, observed_at from observation
        where source = ? and person_id = any (?) and order_code is null
          and change in ('CUSTOMER_PROFILE', 'CUSTOMER_CONSENT', 'CONTACT_REPLACED')
        order by seq
        """,
        persons,
        (row, n) ->
            new Line(
                Columns.requiredInstant(row, "observed_at"),
                Explanation.ERP,
                "observed: " + words(row.getString("change"))));
  }

  private List<Line> consents() {
    return read(
        """
        select company_id, from_value, to_value, not_before, by_settings, seen_at
        from consent_transition where source = ? and company_id = any (?) order by id
        """,
        customers,
        (row, n) -> {
          String to = words(row.getString("to_value"));
          String from = row.getString("from_value");
          String what =
              from == null ? "first seen as " + to : "turned from " + words(from) + " to " + to;
          return new Line(
              Columns.requiredInstant(row, "seen_at"),
              Explanation.ERP,
              "customer "
                  + row.getString("company_id")
                  + " "
                  + what
                  + (row.getBoolean("by_settings")
                      ? ", by our settings alone, which is no turn"
                      : ""));
        });
  }

  private List<Line> consentsThere() {
    return read(
        """
        select destination, contact_id, from_value, to_value, cause, seen_at
        from consent_there where source = ? and person_id = any (?) order by id
        """,
        persons,
        (row, n) -> {
          String from = row.getString("from_value");
          String change =
              (from == null ? "" : words(from) + " became ") + words(row.getString("to_value"));
          return new Line(
              Columns.requiredInstant(row, "seen_at"),
              row.getString("destination"),
              "consent of contact "
                  + row.getString("contact_id")
                  + ": "
                  + change
                  + cause(row.getString("cause")));
        });
  }

  private static String cause(String cause) {
    return switch (cause) {
      case "WRITTEN" -> ", written by us";
      case "READ" -> ", read there";
      default -> ", since the contact was retired";
    };
  }

  private List<Line> gone() {
    return read(
        """
        select company_id, vanished_at from customer
        where source = ? and company_id = any (?) and vanished_at is not null order by company_id
        """,
        customers,
        (row, n) ->
            new Line(
                Columns.requiredInstant(row, "vanished_at"),
                Explanation.ERP,
                "customer " + row.getString("company_id") + " was no longer there"));
  }

  private List<Line> erasures() {
    return read(
        """
        select c.company_id, e.noted_at from customer c
        join erasure e on e.source = c.source and e.customer_hash = c.id_hash
        where c.source = ? and c.company_id = any (?) order by e.id
        """,
        customers,
        (row, n) ->
            new Line(
                Columns.requiredInstant(row, "noted_at"),
                Explanation.BRIDGE,
                "customer " + row.getString("company_id") + " asked to be forgotten"));
  }

  private List<Line> merges() {
    List<Line> lines = new ArrayList<>();
    for (String side : Arrays.asList("loser", "survivor")) {
      lines.addAll(
          read(
              "select loser, survivor, piece, seen_at from merge_evidence where source = ? and "
                  + side
                  + " = any (?)",
              customers,
              (row, n) ->
                  new Line(
                      Columns.requiredInstant(row, "seen_at"),
                      Explanation.BRIDGE,
                      "customer "
                          + row.getString("loser")
                          + " may have been merged into "
                          + row.getString("survivor")
                          + ": "
                          + MergePiece.valueOf(row.getString("piece")).words())));
    }
    lines.addAll(
        read(
            """
            select alias_id, person_id, since from person_alias
            where source = ? and alias_id = any (?)
            """,
            persons,
            (row, n) ->
                new Line(
                    Columns.requiredInstant(row, "since"),
                    Explanation.BRIDGE,
                    "person "
                        + row.getString("alias_id")
                        + " became one with person "
                        + row.getString("person_id"))));
    lines.addAll(
        read(
            """
            select alias_id, destination, step, ended_at from merge_step
            where source = ? and alias_id = any (?) and ended_at is not null
            """,
            persons,
            (row, n) ->
                new Line(
                    Columns.requiredInstant(row, "ended_at"),
                    row.getString("destination"),
                    "merge of person "
                        + row.getString("alias_id")
                        + " done: "
                        + MergeStep.valueOf(row.getString("step")).words())));
    lines.addAll(
        read(
            """
            select alias_id, ended_at from person_merge
            where source = ? and alias_id = any (?) and ended_at is not null
            """,
            persons,
            (row, n) ->
                new Line(
                    Columns.requiredInstant(row, "ended_at"),
                    Explanation.BRIDGE,
                    "merge of person " + row.getString("alias_id") + " ended")));
    return lines;
  }

  private List<Line> read(String sql, String[] ids, RowMapper<Line> line) {
    return database.sql().sql(sql).params(source, ids).query(line).list();
  }

  /** A value of the ledger as people read it. */
  static String words(@Nullable String code) {
    return code == null ? "" : code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A line, or none if it did not happen. */
  static List<Line> lineAt(ResultSet row, String column, String what) throws SQLException {
    Instant at = Columns.instant(row, column);
    return at == null ? List.of() : List.of(new Line(at, Explanation.ERP, what));
  }
}
