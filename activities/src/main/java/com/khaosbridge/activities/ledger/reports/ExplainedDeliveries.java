package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.reports.Explanation.Line;
import com.khaosbridge.activities.ledger.reports.Explanation.Stand;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells deliveries in plain words. */
final class ExplainedDeliveries {
  /** What is excluded as soon as it is planned was never to be sent. */
  private static final Duration ONE_TRANSACTION = Duration.ofSeconds(2);

  private final LedgerDatabase database;
  private final String source;

  ExplainedDeliveries(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** A delivery, with the case that it is held or stopped under. */
  record Told(
      long id,
      String destination,
      DeliveryKind kind,
      @Nullable EventType event,
      String businessKey,
      @Nullable String orderCode,
      Lane lane,
      @Nullable BigDecimal exVat,
      DeliveryStatus status,
      @Nullable Exclusion exclusion,
      @Nullable Evidence evidence,
      @Nullable Long caseId,
      @Nullable CaseType caseType,
      @Nullable String caseOwner,
      @Nullable String happened,
      @Nullable Instant heldSince,
      boolean byContact,
      int attempts,
      @Nullable Instant firstTriedAt,
      Instant createdAt,
      @Nullable Instant endedAt) {

    String what() {
      String name = event == null ? kind.words() : "event " + event.words();
      return orderCode == null ? name : name + " of " + orderCode;
    }

    private String tries() {
      return attempts == 1 ? "1 attempt" : attempts + " attempts";
    }

    private String held() {
      return "case "
          + caseId
          + " "
          + caseType
          + ", whose owner is "
          + caseOwner
          + (byContact ? ", with its contact" : "");
    }

    /** How it ended, or where it is. */
    String stands() {
      return switch (status) {
        case PLANNED -> "planned; its workflow or the backfill carries it on";
        case WAITING -> "waits until the destination has confirmed the contact";
        case READY ->
            caseId == null
                ? "waits for its turn" + (attempts == 0 ? "" : ", after " + tries())
                : "stopped under " + held();
        case CLAIMED -> "in a call, attempt " + attempts;
        case DELIVERED -> "delivered: " + answered() + (attempts > 1 ? ", at " + tries() : "");
        case EXCLUDED -> "not sent: " + (exclusion == null ? "excluded" : exclusion.words());
        case HELD -> "held under " + held() + (attempts == 0 ? "" : ", after " + tries());
      };
    }

    private String answered() {
      return evidence == Evidence.READ_BACK ? "read there" : "the destination said yes";
    }

    Stand stand() {
      List<String> more = new ArrayList<>();
      if (caseType != null && happened != null) {
        more.add(happened);
        more.add(caseType.meaning());
        more.add("Do: " + caseType.whatToDo());
      }
      return new Stand(destination, what(), stands(), more);
    }

    List<Line> lines() {
      List<Line> lines = new ArrayList<>();
      if (!isExcludedFromTheStart()) {
        lines.add(
            new Line(
                createdAt,
                destination,
                what()
                    + " planned"
                    + (lane == Lane.HISTORY ? ", as history" : "")
                    + (exVat == null ? "" : ", " + exVat.toPlainString() + " exVat")));
      }
      if (firstTriedAt != null) {
        lines.add(new Line(firstTriedAt, destination, what() + " tried"));
      }
      Instant since = endedAt == null && status == DeliveryStatus.HELD ? heldAt() : endedAt;
      if (since != null) {
        lines.add(new Line(since, destination, what() + " " + stands()));
      }
      return lines;
    }

    private boolean isExcludedFromTheStart() {
      return status == DeliveryStatus.EXCLUDED
          && endedAt != null
          && Duration.between(createdAt, endedAt).compareTo(ONE_TRANSACTION) < 0;
    }

    /** A case may be older than what it came to hold. */
    private @Nullable Instant heldAt() {
      Instant earliest = firstTriedAt == null ? createdAt : firstTriedAt;
      return heldSince == null || heldSince.isBefore(earliest) ? earliest : heldSince;
    }
  }

  /**
   * Those of which a condition is true, in the ledger's order.
   *
   * @param condition SQL over {@code delivery d}
   */
  List<Told> where(String condition, Object... params) {
    Object[] all = new Object[params.length + 1];
    all[0] = source;
    System.arraycopy(params, 0, all, 1, params.length);
    return database
        .sql()
        .sql(
            """
            select d.*, c.type as case_type, c.owner as case_owner, c.what_happened,
              c.opened_at as held_since
            from delivery d left join bridge_case c on c.id = d.case_id
            where d.source = ? and (%s) order by d.seq, d.id
            """
                .formatted(condition))
        .params(all)
        .query(ExplainedDeliveries::told)
        .list();
  }

  /** Where the newest delivery of each thing stands; what gave way to it is part of it. */
  static List<Stand> stands(List<Told> deliveries) {
    Map<String, Told> newest = new LinkedHashMap<>();
    for (Told delivery : deliveries) {
      newest.put(
          String.join(
              "\n",
              delivery.destination(),
              delivery.kind().name(),
              String.valueOf(delivery.event()),
              delivery.businessKey()),
          delivery);
    }
    return newest.values().stream().map(Told::stand).toList();
  }

  private static Told told(ResultSet row, int n) throws SQLException {
    String reason = row.getString("reason");
    String detail = row.getString("reason_detail");
    return new Told(
        row.getLong("id"),
        row.getString("destination"),
        DeliveryKind.valueOf(row.getString("kind")),
        Optional.ofNullable(row.getString("event_type")).map(EventType::valueOf).orElse(null),
        row.getString("business_key"),
        row.getString("order_code"),
        Lane.valueOf(row.getString("lane")),
        row.getBigDecimal("ex_vat"),
        DeliveryStatus.valueOf(row.getString("status")),
        reason == null ? null : new Exclusion(ExclusionReason.valueOf(reason), detail),
        Optional.ofNullable(row.getString("evidence")).map(Evidence::valueOf).orElse(null),
        row.getObject("case_id", Long.class),
        Optional.ofNullable(row.getString("case_type")).map(CaseType::valueOf).orElse(null),
        row.getString("case_owner"),
        row.getString("what_happened"),
        Columns.instant(row, "held_since"),
        row.getBoolean("by_contact"),
        row.getInt("attempts"),
        Columns.instant(row, "first_tried_at"),
        Columns.requiredInstant(row, "created_at"),
        Columns.instant(row, "ended_at"));
  }
}
