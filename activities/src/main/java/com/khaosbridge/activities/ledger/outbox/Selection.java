package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries a change is about.
 *
 * @param condition SQL over {@code delivery d}
 * @param from where they must stand, besides what the change itself demands
 */
public record Selection(String condition, List<@Nullable Object> params, Set<DeliveryStatus> from) {

  public static Selection where(String condition, @Nullable Object... params) {
    return new Selection(condition, Arrays.asList(params), EnumSet.allOf(DeliveryStatus.class));
  }

  public static Selection of(long id) {
    return where("d.id = ?", id);
  }

  public static Selection of(Collection<Long> ids) {
    return where("d.id = any (?)", new Object[] {ids.toArray(Long[]::new)});
  }

  /** Only those of them that stand in one of these. */
  public Selection standing(DeliveryStatus first, DeliveryStatus... more) {
    return new Selection(condition, params, EnumSet.of(first, more));
  }

  /** Only those of them of which this is true, too. */
  public Selection and(String more) {
    return new Selection("(" + condition + ") and " + more, params, from);
  }
}
