package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Statuses as they stand in SQL: as text, not as parameters, so that the planner sees which partial
 * index serves.
 */
public final class StatusSql {
  /** What is in flight. */
  public static final String IN_FLIGHT =
      in(
          DeliveryStatus.PLANNED,
          DeliveryStatus.WAITING,
          DeliveryStatus.READY,
          DeliveryStatus.CLAIMED);

  /** What is held. */
  public static final String HELD = in(DeliveryStatus.HELD);

  /** What is in a call. */
  public static final String CLAIMED = in(DeliveryStatus.CLAIMED);

  private StatusSql() {}

  /** The condition that follows a column {@code status}: {@code in ('PLANNED', 'WAITING')}. */
  public static String in(DeliveryStatus... any) {
    return in(Arrays.asList(any));
  }

  static String in(Collection<DeliveryStatus> any) {
    return any.stream()
        .sorted()
        .map(status -> "'" + status.name() + "'")
        .collect(Collectors.joining(", ", "in (", ")"));
  }
}
