package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.khaos.records.OrderStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash of what matters in an order's status. Stages count only by what they mean, so that a move
 * between finalised stages, as at a quarter's end, is no change.
 */
public final class StatusHash {
  private StatusHash() {}

  static byte[] of(OrderStatus status) {
    StringBuilder text = new StringBuilder();
    text.append(status.associatedRef()).append('|').append(status.cancelled());
    for (OrderStatus.InvoiceStatus invoice : status.invoices()) {
      OrderStatus.Consignment consignment = invoice.consignment();
      text.append('|')
          .append(invoice.invoiceId())
          .append(',')
          .append(invoice.finalised() ? "finalised" : Integer.toString(invoice.stage()))
          .append(',')
          .append(invoice.despatched())
          .append(',')
          .append(consignment == null ? "" : consignment.reference());
    }
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
    }
  }

  public static String hex(OrderStatus status) {
    return HexFormat.of().formatHex(of(status));
  }
}
