package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.DeliveryPlan;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows when a deadline of an order has passed; each is told, and follows, once. */
public final class PassedDeadlines {
  /** The kind of record that a case about an order names. */
  static final String ORDER = "order";

  /** So long after a deadline its workflow should have told; else it is reminded. */
  private static final Duration REMINDED_AFTER = Duration.ofMinutes(10);

  private static final int REMINDED_AT_ONCE = 500;

  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final OrderLives lives;
  private final Cases cases;
  private final PendingSignals signals;
  private final Instant goLive;

  /**
   * @param goLive deadlines before it open and announce nothing, in business time
   */
  public PassedDeadlines(
      LedgerDatabase database,
      String source,
      List<DestinationScope> scopes,
      OrderLives lives,
      Instant goLive) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.lives = lives;
    this.cases = new Cases(database, source);
    this.signals = new PendingSignals(database, source);
    this.goLive = goLive;
  }

  /** Does what follows, if the deadline has passed in business time and was not told before. */
  public void tell(String orderCode, Deadline deadline, Instant businessNow) {
    database.inTransaction(
        () -> {
          database.recordAlone(source);
          OrderLives.Life life = lives.of(List.of(orderCode)).get(orderCode);
          Instant due = life == null ? null : lives.due(life).get(deadline);
          if (life == null || due == null) {
            return;
          }
          if (!due.isAfter(businessNow) && note(orderCode, deadline, businessNow)) {
            follow(orderCode, deadline, life, due, businessNow);
          }
          lives.schedule(List.of(orderCode));
        });
  }

  private boolean note(String orderCode, Deadline deadline, Instant businessNow) {
    return database
            .sql()
            .sql(
                "insert into deadline_passed (source, order_code, deadline, told_at)"
                    + " values (?, ?, ?, ?) on conflict do nothing")
            .params(source, orderCode, deadline.name(), Columns.at(businessNow))
            .update()
        > 0;
  }

  private void follow(
      String orderCode, Deadline deadline, OrderLives.Life life, Instant due, Instant now) {
    boolean news = due.isAfter(life.seenAt()) && !due.isBefore(goLive);
    switch (deadline) {
      case DESPATCH_OVERDUE -> {
        if (news && life.progress().inWarehouseSince() != null) {
          String what = "order " + orderCode + " is not despatched";
          cases.openAbout(CaseType.DESPATCH_OVERDUE, ORDER, orderCode, what, what);
        }
      }
      case GIVEN_UP -> {}
      case REVIEW_DUE -> plan(orderCode, Change.REVIEW_DUE, due, now, news);
      case REPLENISHMENT_DUE -> plan(orderCode, Change.REPLENISHMENT_DUE, due, now, news);
      case RETURN_WINDOW_OVER -> {
        database
            .sql()
            .sql("update sales_order set settled_at = ? where source = ? and order_code = ?")
            .params(Columns.at(due), source, orderCode)
            .update();
        plan(orderCode, Change.SETTLED, due, now, news);
      }
    }
  }

  /** Whose order it is; no value for a guest's. */
  private Optional<String> personOf(String orderCode) {
    return database
        .sql()
        .sql(
            """
            select c.person_id from sales_order o
            join customer c on c.source = o.source and c.company_id = o.company_id
            where o.source = ? and o.order_code = ?
            """)
        .params(source, orderCode)
        .query(String.class)
        .optional();
  }

  private void plan(String orderCode, Change change, Instant due, Instant now, boolean news) {
    String personId = personOf(orderCode).orElse(null);
    Occurrence occurrence =
        new Occurrence(
            change, orderCode, personId, orderCode, due, now, Lane.LIVE, personId == null, null);
    Observations observations = new Observations(database, source, scopes);
    observations.add(
        occurrence,
        (seq, scope, owed) ->
            new NewDelivery(
                scope.name(),
                owed.kind(),
                owed.event(),
                orderCode + "/" + (owed.event() == null ? change.name() : owed.event().words()),
                seq,
                personId,
                orderCode,
                null,
                Lane.LIVE,
                DeliveryPlan.priority(owed.kind(), owed.event(), false),
                null,
                start(personId, owed.exclusion(), news),
                due,
                owed.validUntil()));
    observations.write();
  }

  private static NewDelivery.Start start(
      @Nullable String personId, @Nullable ExclusionReason exclusion, boolean news) {
    if (exclusion != null) {
      return new NewDelivery.Start.Excluded(exclusion);
    }
    if (!news) {
      return new NewDelivery.Start.Excluded(ExclusionReason.BEFORE_GO_LIVE);
    }
    return personId == null
        ? new NewDelivery.Start.Excluded(ExclusionReason.GUEST)
        : new NewDelivery.Start.Planned();
  }

  /** Reminds the workflows of orders of whose passed deadline nobody told, e.g. after an outage. */
  public void remind(Instant businessNow) {
    List<String> untold = lives.untold(businessNow.minus(REMINDED_AFTER), REMINDED_AT_ONCE);
    signals.add(PendingSignals.Kind.ORDER_CHANGED, untold);
  }
}
