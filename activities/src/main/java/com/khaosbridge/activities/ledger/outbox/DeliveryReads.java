package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.cases.NoRate;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked about deliveries before something is decided about one. */
final class DeliveryReads {
  private static final String EXCLUSION = "reason, reason_detail";

  private final LedgerDatabase database;
  private final String source;

  DeliveryReads(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** A delivery's row, as far as it decides where the delivery goes. */
  record Standing(
      long id,
      String destination,
      DeliveryKind kind,
      @Nullable EventType event,
      DeliveryStatus status,
      @Nullable String personId,
      @Nullable String orderCode,
      @Nullable String invoiceId,
      long seq,
      @Nullable Instant validUntil) {

    /** Whether it takes back something of an order. */
    boolean takesBack() {
      return orderCode != null
          && invoiceId == null
          && (kind == DeliveryKind.ORDER || kind == DeliveryKind.SALES_ROWS);
    }
  }

  /** Where a delivery stands. Nobody else changes it until the transaction's end. */
  Standing lock(long id) {
    return database
        .sql()
        .sql(
            "select id, destination, kind, event_type, status, person_id, order_code, invoice_id,"
                + " seq, valid_until from delivery where id = ? for update")
        .param(id)
        .query(
            (row, n) ->
                new Standing(
                    row.getLong("id"),
                    row.getString("destination"),
                    DeliveryKind.valueOf(row.getString("kind")),
                    event(row),
                    DeliveryStatus.valueOf(row.getString("status")),
                    row.getString("person_id"),
                    row.getString("order_code"),
                    row.getString("invoice_id"),
                    row.getLong("seq"),
                    Columns.instant(row, "valid_until")))
        .single();
  }

  private static @Nullable EventType event(ResultSet row) throws SQLException {
    String type = row.getString("event_type");
    return type == null ? null : EventType.valueOf(type);
  }

  /** Live deliveries that were due so long ago, and for which nothing was done: the oldest. */
  List<Long> leftBehind(Duration longest, int limit) {
    return database
        .sql()
        .sql(
            """
            select id from delivery where source = ? and lane = 'LIVE' and status %s
              and not_before < now() - ? * interval '1 millisecond'
            order by not_before limit ?
            """
                .formatted(StatusSql.in(DeliveryStatus.PLANNED)))
        .params(source, longest.toMillis(), limit)
        .query(Long.class)
        .list();
  }

  boolean isLinked(String destination, String personId) {
    return database
        .sql()
        .sql(
            "select exists (select 1 from contact_link where destination = ? and source = ? and"
                + " person_id = ?)")
        .params(destination, source, personId)
        .query(Boolean.class)
        .single();
  }

  /** Whether a call about the person's contact is under way. */
  boolean isInCall(String destination, String personId) {
    return database
        .sql()
        .sql(
            "select exists (select 1 from delivery where destination = ? and source = ? and"
                + " person_id = ? and kind in ('CONTACT', 'CONSENT') and status "
                + StatusSql.CLAIMED
                + ")")
        .params(destination, source, personId)
        .query(Boolean.class)
        .single();
  }

  /** The rate of exchange for want of which nobody knows what an invoice comes to. */
  Optional<NoRate> lackOfRate(String invoiceId) {
    return database
        .sql()
        .sql(
            """
            select o.currency, o.counted_in from invoice i
            join sales_order o on o.source = i.source and o.order_code = i.order_code
            where i.source = ? and i.invoice_id = ? and i.total_ex_vat is null and o.rate is null
              and o.currency is not null
            """)
        .params(source, invoiceId)
        .query((row, n) -> new NoRate(row.getString("currency"), row.getString("counted_in")))
        .optional();
  }

  /** Whether it is one of several invoices, of which nobody knows what it comes to. */
  boolean isOneOfSeveralInvoices(String invoiceId) {
    return database
        .sql()
        .sql(
            """
            select exists (select 1 from invoice i join invoice other on other.source = i.source
              and other.order_code = i.order_code and other.ordinal > 0
            where i.source = ? and i.invoice_id = ? and i.total_ex_vat is null)
            """)
        .params(source, invoiceId)
        .query(Boolean.class)
        .single();
  }

  /** Where a delivery stands on which others depend, e.g. a person's contact. */
  record Precondition(DeliveryStatus status, @Nullable Exclusion exclusion, long caseId) {
    static Precondition read(ResultSet row, int n) throws SQLException {
      return new Precondition(
          DeliveryStatus.valueOf(row.getString("status")),
          DeliveryReads.exclusion(row),
          row.getLong("case_id"));
    }
  }

  /** The sale of which this delivery takes something back, unless a newer state stands for it. */
  Optional<Precondition> sale(Standing takesBack) {
    return database
        .sql()
        .sql(
            """
            select status, case_id, reason, reason_detail from delivery
            where destination = ? and source = ? and kind = ? and order_code = ? and seq < ?
              and invoice_id is not null and reason is distinct from 'SUPERSEDED'
            order by seq desc limit 1
            """)
        .params(
            takesBack.destination(),
            source,
            takesBack.kind().name(),
            Objects.requireNonNull(takesBack.orderCode()),
            takesBack.seq())
        .query(Precondition::read)
        .optional();
  }

  /** The delivery that decides about a person's contact: the one in a call, else the newest. */
  Optional<Precondition> contact(String destination, String personId) {
    return contact(destination, personId, "");
  }

  /** The same; a settlement that is just deciding about it is waited for. */
  Optional<Precondition> contactOnceSettled(String destination, String personId) {
    return contact(destination, personId, " for share");
  }

  private Optional<Precondition> contact(String destination, String personId, String lock) {
    return database
        .sql()
        .sql(
            "select status, case_id, "
                + EXCLUSION
                + " from delivery where destination = ? and source = ? and person_id = ? and kind ="
                + " 'CONTACT' order by (status "
                + StatusSql.CLAIMED
                + ") desc, id desc limit 1"
                + lock)
        .params(destination, source, personId)
        .query(Precondition::read)
        .optional();
  }

  static @Nullable Exclusion exclusion(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    return reason == null
        ? null
        : new Exclusion(ExclusionReason.valueOf(reason), row.getString("reason_detail"));
  }

  /** How a delivery ended, or under which case it is held. */
  DeliveryOutcome outcome(long deliveryId) {
    return database
        .sql()
        .sql(
            """
            select d.status, d.evidence, d.reason, d.reason_detail, c.id as held_case, c.type,
              c.owner, c.due_at, c.cause, c.what_to_do
            from delivery d left join bridge_case c on c.id = d.case_id where d.id = ?
            """)
        .param(deliveryId)
        .query((row, n) -> Optional.ofNullable(outcome(row)))
        .single()
        .orElseThrow(
            () -> new IllegalStateException("delivery " + deliveryId + " is still in flight"));
  }

  /** How the delivery of a row ended, or under which case it is held; null if it is in flight. */
  static @Nullable DeliveryOutcome outcome(ResultSet row) throws SQLException {
    return switch (DeliveryStatus.valueOf(row.getString("status"))) {
      case DELIVERED -> DeliveryOutcome.delivered(row.getString("evidence"));
      case EXCLUDED -> DeliveryOutcome.excluded(Objects.requireNonNull(exclusion(row)).words());
      case HELD -> DeliveryOutcome.held(Cases.heldCase(row, "held_case"));
      case PLANNED, WAITING, READY, CLAIMED -> null;
    };
  }

  Outbox.Subject subject(long deliveryId) {
    return database
        .sql()
        .sql("select person_id, order_code from delivery where id = ?")
        .param(deliveryId)
        .query(
            (row, n) -> new Outbox.Subject(row.getString("person_id"), row.getString("order_code")))
        .single();
  }
}
