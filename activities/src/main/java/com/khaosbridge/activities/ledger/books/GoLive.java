package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.DestinationScope.EventScope;
import com.khaosbridge.workflows.delivery.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * When each event type went live at each destination. Kept in the ledger, so that enabling a type
 * later, re-enabling a destination or rebuilding the ledger announces nothing old.
 */
public final class GoLive {
  private final LedgerDatabase database;

  public GoLive(LedgerDatabase database) {
    this.database = database;
  }

  /**
   * Notes newly enabled event types as live from now on, or from their configured instant if that
   * is later, and forgets those that are no longer enabled.
   *
   * @return the scopes with the instants that hold
   */
  public List<DestinationScope> apply(List<DestinationScope> configured, Instant businessNow) {
    return database.inTransaction(
        () -> {
          List<DestinationScope> scopes = new ArrayList<>();
          for (DestinationScope scope : configured) {
            forgetDisabled(scope);
            Map<EventType, EventScope> events = new EnumMap<>(EventType.class);
            scope
                .events()
                .forEach(
                    (type, event) ->
                        events.put(
                            type,
                            new EventScope(
                                since(scope.name(), type, event.goLive(), businessNow),
                                event.validFor())));
            scopes.add(
                new DestinationScope(scope.name(), scope.kinds(), events, scope.creationMonths()));
          }
          return scopes;
        });
  }

  private Instant since(
      String destination, EventType type, Instant configured, Instant businessNow) {
    Instant first = configured.isAfter(businessNow) ? configured : businessNow;
    database
        .sql()
        .sql(
            "insert into event_go_live (destination, event_type, since) values (?, ?, ?) on conflict"
                + " do nothing")
        .params(destination, type.name(), Columns.at(first))
        .update();
    return database
        .sql()
        .sql("select since from event_go_live where destination = ? and event_type = ?")
        .params(destination, type.name())
        .query((row, n) -> Columns.requiredInstant(row, "since"))
        .single();
  }

  private void forgetDisabled(DestinationScope scope) {
    database
        .sql()
        .sql("delete from event_go_live where destination = ? and not event_type = any (?)")
        .params(
            scope.name(),
            scope.events().keySet().stream().map(EventType::name).toArray(String[]::new))
        .update();
  }
}
