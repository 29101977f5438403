package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What would be sent to destinations by what is planned now, what would not, and why: what a dry
 * run is for. What was sent before is not in it.
 */
public final class PlannedSending {
  private static final int PERSONS_AT_ONCE = 1000;

  private static final String TALLY =
      """
      select d.destination, d.kind, d.event_type, d.lane, d.reason, c.type as case_type,
        %s as person_id, count(*) as deliveries, sum(d.ex_vat) as ex_vat
      from delivery d left join bridge_case c on c.id = d.case_id and d.status %s
      where d.source = ? and %s
      group by 1, 2, 3, 4, 5, 6, 7
      """;

  /** What carries a consent, apart from what was given up. */
  private static final String CARRIES_CONSENT =
      "d.kind in ('CONTACT', 'CONSENT') and d.ended_at is null";

  private final LedgerDatabase database;
  private final String source;
  private final Persons persons;

  public PlannedSending(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.persons = new Persons(database, source);
  }

  /**
   * Deliveries that are alike.
   *
   * @param event null if they are none
   * @param consent that they carry, null if they carry none
   * @param fate {@code sent}, or why they are not
   */
  public record Group(
      String destination,
      DeliveryKind kind,
      @Nullable EventType event,
      Lane lane,
      @Nullable Consent consent,
      String fate) {}

  /**
   * How many of a group there are.
   *
   * @param exVat what they change at the destination, null if they carry no money
   */
  public record Line(Group group, long deliveries, @Nullable BigDecimal exVat) {
    private Line with(Line other) {
      return new Line(group, deliveries + other.deliveries, sum(exVat, other.exVat));
    }
  }

  private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other : other == null ? one : one.add(other);
  }

  /** All, by destination, kind, event, lane, consent and fate. */
  public List<Line> read() {
    Map<Group, Line> lines =
        new TreeMap<>(
            Comparator.comparing(Group::destination)
                .thenComparing(Group::kind)
                .thenComparing(group -> String.valueOf(group.event()))
                .thenComparing(Group::lane)
                .thenComparing(group -> String.valueOf(group.consent()))
                .thenComparing(Group::fate));
    query("cast(null as text)", "d.status " + countedAsOne() + " and not (" + CARRIES_CONSENT + ")")
        .forEach(row -> add(lines, row, null));
    List<String> page = persons.after("", PERSONS_AT_ONCE);
    while (!page.isEmpty()) {
      Map<String, Consent> consents = persons.mailConsents(page);
      query(
              "d.person_id",
              CARRIES_CONSENT + " and d.person_id = any (?)",
              new Object[] {page.toArray(String[]::new)})
          .forEach(row -> add(lines, row, consents.getOrDefault(row.person(), Consent.UNKNOWN)));
      page = persons.after(page.get(page.size() - 1), PERSONS_AT_ONCE);
    }
    return List.copyOf(lines.values());
  }

  private static String countedAsOne() {
    return StatusSql.in(
        DeliveryStatus.PLANNED,
        DeliveryStatus.WAITING,
        DeliveryStatus.READY,
        DeliveryStatus.CLAIMED,
        DeliveryStatus.HELD,
        DeliveryStatus.EXCLUDED);
  }

  private record Row(
      String destination,
      DeliveryKind kind,
      @Nullable EventType event,
      Lane lane,
      String fate,
      @Nullable String person,
      long deliveries,
      @Nullable BigDecimal exVat) {}

  private List<Row> query(String person, String which, Object... params) {
    Object[] all = new Object[params.length + 1];
    all[0] = source;
    System.arraycopy(params, 0, all, 1, params.length);
    return database
        .sql()
        .sql(TALLY.formatted(person, StatusSql.HELD, which))
        .params(all)
        .query(PlannedSending::row)
        .list();
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    return new Row(
        row.getString("destination"),
        DeliveryKind.valueOf(row.getString("kind")),
        Optional.ofNullable(row.getString("event_type")).map(EventType::valueOf).orElse(null),
        Lane.valueOf(row.getString("lane")),
        fate(row.getString("reason"), row.getString("case_type")),
        row.getString("person_id"),
        row.getLong("deliveries"),
        row.getBigDecimal("ex_vat"));
  }

  private static String fate(@Nullable String reason, @Nullable String caseType) {
    if (reason != null) {
      return "excluded: " + ExclusionReason.valueOf(reason).words();
    }
    return caseType == null ? "sent" : "held: " + caseType;
  }

  private static void add(Map<Group, Line> lines, Row row, @Nullable Consent consent) {
    Group group =
        new Group(row.destination(), row.kind(), row.event(), row.lane(), consent, row.fate());
    lines.merge(group, new Line(group, row.deliveries(), row.exVat()), Line::with);
  }
}
