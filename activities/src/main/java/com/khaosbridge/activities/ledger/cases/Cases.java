package com.khaosbridge.activities.ledger.cases;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryOutcome.HeldCase;
import com.khaosbridge.workflows.delivery.DeliveryState;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cases: what needs a person. One open case for each cause at a destination, however many
 * deliveries it holds.
 */
public final class Cases {
  private final LedgerDatabase database;
  private final String source;

  public Cases(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * The id of the open case of this cause; opens it if there is none. Call it within a transaction.
   */
  public long open(String destination, CaseType type, String cause, String whatHappened) {
    return database
        .sql()
        .sql(
            """
            insert into bridge_case
              (source, destination, type, cause, owner, what_happened, what_it_means, what_to_do, due_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (source, destination, type, cause) where closed_at is null
              do update set due_at = bridge_case.due_at
            returning id
            """)
        .params(
            source,
            destination,
            type.name(),
            cause,
            type.owner(),
            whatHappened,
            type.meaning(),
            type.whatToDo(),
            Columns.at(Instant.now().plus(type.due())))
        .query(Long.class)
        .single();
  }

  /** Says more of what happened than was known when the case was opened. */
  public void rephrase(long id, String whatHappened) {
    database
        .sql()
        .sql("update bridge_case set what_happened = ? where id = ?")
        .params(whatHappened, id)
        .update();
  }

  /** Closes those of these cases that hold nothing any more, and stop nothing. */
  public void closeEmpty(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    database
        .sql()
        .sql(
            """
            update bridge_case c set closed_at = now()
            where c.id = any (?) and c.closed_at is null
              and not exists (select 1 from delivery d where d.case_id = c.id)
              and not exists (select 1 from stop s where s.case_id = c.id and s.lifted_at is null)
            """)
        .param(ids.toArray(Long[]::new))
        .update();
  }

  /** The name under which cases about the ERP itself stand, where a destination's name would. */
  public static final String ERP = "khaos control";

  /**
   * Opens a case for each record that can't be read at all, so that nothing is owed to a
   * destination yet.
   */
  public void unreadable(Collection<UnreadableRecord> records) {
    for (UnreadableRecord it : records) {
      String what = it.record() + " " + it.key() + ", field " + it.field();
      openAbout(CaseType.ERP_RECORD, it.record(), it.key(), what, it.whatHappened());
    }
  }

  /** Closes the cases of records that can be read again. */
  public void readable(String record, Collection<String> keys) {
    closeAbout(CaseType.ERP_RECORD, record, keys);
  }

  /** Opens a case about a record of the ERP. Call it within a transaction. */
  public void openAbout(
      CaseType type, String record, String key, String cause, String whatHappened) {
    long id = open(ERP, type, cause, whatHappened);
    database
        .sql()
        .sql("update bridge_case set record = ?, record_key = ? where id = ?")
        .params(record, key, id)
        .update();
  }

  /** Closes the cases of this type about these records. */
  public void closeAbout(CaseType type, String record, Collection<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    database
        .sql()
        .sql(
            """
            update bridge_case set closed_at = now() where source = ? and destination = ? and type = ?
              and closed_at is null and record = ? and record_key = any (?)
            """)
        .params(source, ERP, type.name(), record, keys.toArray(String[]::new))
        .update();
  }

  /** The keys of such records about which a case of this type is open. */
  public List<String> openAbout(CaseType type, String record) {
    return database
        .sql()
        .sql(
            """
            select distinct record_key from bridge_case where source = ? and destination = ?
              and type = ? and closed_at is null and record = ?
            """)
        .params(source, ERP, type.name(), record)
        .query(String.class)
        .list();
  }

  /** A case as people list it, with how many deliveries it holds. */
  public record CaseLine(
      long id,
      String destination,
      CaseType type,
      String cause,
      String owner,
      String whatHappened,
      String whatItMeans,
      String whatToDo,
      Instant openedAt,
      Instant dueAt,
      boolean open,
      long deliveries) {}

  /**
   * A delivery in a case.
   *
   * @param byContact held only because its contact is: it goes on with the contact
   */
  public record CaseDelivery(
      long deliveryId,
      String kind,
      String businessKey,
      DeliveryState state,
      boolean byContact,
      String workflowId) {}

  private static final String LINES =
      """
      select c.*, (select count(*) from delivery d where d.case_id = c.id) as deliveries
      from bridge_case c
      """;

  /** The open cases, the one due first first. */
  public List<CaseLine> openCases() {
    return database
        .sql()
        .sql(LINES + " where c.source = ? and c.closed_at is null order by c.due_at, c.id")
        .param(source)
        .query(Cases::line)
        .list();
  }

  public Optional<CaseLine> find(long id) {
    return database
        .sql()
        .sql(LINES + " where c.source = ? and c.id = ?")
        .params(source, id)
        .query(Cases::line)
        .optional();
  }

  /** What a case holds, in the order it came. */
  public List<CaseDelivery> deliveries(long caseId) {
    return database
        .sql()
        .sql(
            """
            select id, kind, business_key, status, by_contact, person_id, order_code
            from delivery where case_id = ? order by id
            """)
        .param(caseId)
        .query(
            (row, n) ->
                new CaseDelivery(
                    row.getLong("id"),
                    row.getString("kind"),
                    row.getString("business_key"),
                    DeliveryStatus.valueOf(row.getString("status")).state(),
                    row.getBoolean("by_contact"),
                    workflowId(source, row.getString("person_id"), row.getString("order_code"))))
        .list();
  }

  /** What is about no order is carried by the person's workflow. */
  private static String workflowId(
      String source, @Nullable String personId, @Nullable String orderCode) {
    return orderCode == null
        ? WorkflowIds.person(source, Objects.requireNonNull(personId))
        : WorkflowIds.order(source, orderCode);
  }

  /** The case that holds a delivery, as a workflow shows it. */
  private Optional<HeldCase> holding(long deliveryId) {
    return database
        .sql()
        .sql(
            """
            select c.id, c.type, c.owner, c.due_at, c.cause, c.what_to_do
            from delivery d join bridge_case c on c.id = d.case_id where d.id = ?
            """)
        .param(deliveryId)
        .query((row, n) -> heldCase(row, "id"))
        .optional();
  }

  /** The case that holds a delivery which is held. */
  public HeldCase mustHold(long deliveryId) {
    return holding(deliveryId)
        .orElseThrow(() -> new IllegalStateException("delivery " + deliveryId + " has no case"));
  }

  /** A case in a row of a query, its id under this name. */
  public static HeldCase heldCase(ResultSet row, String id) throws SQLException {
    return new HeldCase(
        row.getLong(id),
        row.getString("type"),
        row.getString("owner"),
        Columns.requiredInstant(row, "due_at"),
        row.getString("cause"),
        row.getString("what_to_do"));
  }

  private static CaseLine line(ResultSet row, int n) throws SQLException {
    return new CaseLine(
        row.getLong("id"),
        row.getString("destination"),
        CaseType.valueOf(row.getString("type")),
        row.getString("cause"),
        row.getString("owner"),
        row.getString("what_happened"),
        row.getString("what_it_means"),
        row.getString("what_to_do"),
        Columns.requiredInstant(row, "opened_at"),
        Columns.requiredInstant(row, "due_at"),
        row.getObject("closed_at") == null,
        row.getLong("deliveries"));
  }
}
