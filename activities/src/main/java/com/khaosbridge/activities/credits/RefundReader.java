package com.khaosbridge.activities.credits;

import com.khaosbridge.activities.khaos.records.ErpTime;
import java.time.Instant;

/** Makes one {@link CreditRefund} out of its row. */
final class RefundReader {
  static final String ID = "refund_id";

  private final ErpTime time;

  RefundReader(ErpTime time) {
    this.time = time;
  }

  CreditRefund read(SourceRow row) throws BadField {
    Instant paidAt = time.instant(row.time("paid", time));
    return new CreditRefund(
        row.code(ID),
        row.code(NoteReader.ID),
        paidAt,
        row.decimal("amount"),
        row.currency("currency"),
        // A file needn't tell when a refund was changed.
        row.has("changed") ? time.instant(row.time("changed", time)) : paidAt);
  }
}
