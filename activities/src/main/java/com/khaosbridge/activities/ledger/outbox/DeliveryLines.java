package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryLine;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.Lane;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deliveries of a workflow, as it must know them. */
final class DeliveryLines {
  /** A person may have had hundreds of versions of a profile; its page needs the last ones. */
  private static final int SHOWN_OF_PERSON = 20;

  private final LedgerDatabase database;
  private final String source;

  DeliveryLines(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  List<DeliveryLine> ofOrder(String orderCode) {
    return lines("d.order_code = ?", orderCode, 1_000);
  }

  List<DeliveryLine> ofPerson(String personId) {
    return lines("d.person_id = ? and d.order_code is null", personId, SHOWN_OF_PERSON);
  }

  private List<DeliveryLine> lines(String whose, String key, int ended) {
    return database
        .sql()
        .sql(
            """
            with its as (
              select d.*, coalesce(i.invoice_code, (select 'credit note ' || n.credit_code
                  from credit_part p join credit_note n
                    on n.source = p.source and n.credit_id = p.credit_id
                  where p.seq = d.seq and d.kind = 'SALES_ROWS' limit 1)) as document
              from delivery d
              left join invoice i on i.source = d.source and i.invoice_id = d.invoice_id
              where d.source = ? and %s)
            select * from its where ended_at is null
            union all
            (select * from its where ended_at is not null order by id desc limit ?)
            order by priority, id
            """
                .formatted(whose))
        .params(source, key, ended)
        .query(DeliveryLines::line)
        .list();
  }

  private static DeliveryLine line(ResultSet row, int n) throws SQLException {
    DeliveryStatus status = DeliveryStatus.valueOf(row.getString("status"));
    return new DeliveryLine(
        new DeliveryRef(
            row.getLong("id"),
            row.getString("destination"),
            DeliveryKind.valueOf(row.getString("kind")),
            about(row)),
        status.state(),
        carried(row, status),
        Columns.instant(row, "ended_at"),
        note(row));
  }

  /** What goes on with its contact, or with the backfill, needs no workflow. */
  private static boolean carried(ResultSet row, DeliveryStatus status) throws SQLException {
    boolean live = Lane.valueOf(row.getString("lane")) == Lane.LIVE;
    return switch (status.state()) {
      case IN_FLIGHT -> live;
      case HELD -> live || !row.getBoolean("by_contact");
      case DELIVERED, EXCLUDED -> false;
    };
  }

  private static String about(ResultSet row) throws SQLException {
    DeliveryKind kind = DeliveryKind.valueOf(row.getString("kind"));
    String document = row.getString("document");
    String order = row.getString("order_code");
    if (document == null && order == null) {
      return kind.words();
    }
    String about = kind == DeliveryKind.ORDER || document == null ? order : document;
    String event = row.getString("event_type");
    return event == null ? about : EventType.valueOf(event).words() + " " + about;
  }

  private static @Nullable String note(ResultSet row) throws SQLException {
    Exclusion exclusion = DeliveryReads.exclusion(row);
    return exclusion == null ? row.getString("evidence") : exclusion.words();
  }
}
