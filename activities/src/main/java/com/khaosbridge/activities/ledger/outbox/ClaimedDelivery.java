package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that one sender holds for one call.
 *
 * @param claimedAt when the claim was made, by the ledger's clock
 * @param contactId the linked contact at the destination, null if there is none yet
 * @param adoptOnly whether a contact may be taken over if it is there, but not made
 * @param taskToken completes the activity that waits, null if none does
 */
public record ClaimedDelivery(
    long id,
    String destination,
    DeliveryKind kind,
    @Nullable EventType event,
    String businessKey,
    long seq,
    @Nullable String personId,
    @Nullable String orderCode,
    @Nullable String invoiceId,
    Lane lane,
    Instant occurredAt,
    @Nullable Instant validUntil,
    @Nullable Instant firstTriedAt,
    Instant claimedAt,
    byte @Nullable [] taskToken,
    @Nullable String contactId,
    boolean adoptOnly) {

  /** The delivery's key, which never changes: by it a destination can tell a repetition. */
  public String key() {
    return destination
        + "/"
        + kind.name().toLowerCase(java.util.Locale.ROOT)
        + "/"
        + businessKey
        + "/"
        + seq;
  }

  /** Whose it is, where it must be somebody's. */
  public String person() {
    return required(personId, "person");
  }

  /** Which order it is about, where it must be about one. */
  public String order() {
    return required(orderCode, "order");
  }

  /** The linked contact, for what goes only after it. */
  public String contact() {
    return required(contactId, "contact");
  }

  /** Which event it is, if it is one. */
  public EventType type() {
    return required(event, "event");
  }

  private <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalStateException("delivery " + id + " has no " + name);
    }
    return value;
  }

  static ClaimedDelivery read(ResultSet row, int n) throws SQLException {
    String event = row.getString("event_type");
    return new ClaimedDelivery(
        row.getLong("id"),
        row.getString("destination"),
        DeliveryKind.valueOf(row.getString("kind")),
        event == null ? null : EventType.valueOf(event),
        row.getString("business_key"),
        row.getLong("seq"),
        row.getString("person_id"),
        row.getString("order_code"),
        row.getString("invoice_id"),
        Lane.valueOf(row.getString("lane")),
        Columns.requiredInstant(row, "occurred_at"),
        Columns.instant(row, "valid_until"),
        Columns.instant(row, "first_tried_at"),
        Columns.requiredInstant(row, "claimed_at"),
        row.getBytes("task_token"),
        row.getString("contact_id"),
        row.getBoolean("adopt_only"));
  }
}
