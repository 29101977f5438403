package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that a change was about.
 *
 * @param awaited whether an activity waited for it before
 */
public record ChangedDelivery(
    long id,
    DeliveryKind kind,
    Lane lane,
    @Nullable String personId,
    @Nullable String orderCode,
    boolean awaited) {
  static ChangedDelivery read(ResultSet row) throws SQLException {
    return new ChangedDelivery(
        row.getLong("id"),
        DeliveryKind.valueOf(row.getString("kind")),
        Lane.valueOf(row.getString("lane")),
        row.getString("person_id"),
        row.getString("order_code"),
        row.getBoolean("awaited"));
  }
}
