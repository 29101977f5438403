package com.khaosbridge.activities.ledger.books;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash of what matters in an order's order. Stages count only by what they mean, so that a move
 * between finalised stages, as at a quarter's end, is no change.
 */
public final class StatusHash {
  private StatusHash() {}

  static byte[] of(OrderFacts order) {
    StringBuilder text = new StringBuilder();
    text.append(order.associatedRef()).append('|').append(order.cancelled());
    for (InvoiceFacts invoice : order.invoices()) {
      InvoiceFacts.Parcel parcel = invoice.parcel();
      text.append('|')
          .append(invoice.invoiceId())
          .append(',')
          .append(invoice.finalised() ? "finalised" : Integer.toString(invoice.stage()))
          .append(',')
          .append(invoice.despatched())
          .append(',')
          .append(parcel == null ? "" : parcel.reference());
    }
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
    }
  }

  public static String hex(OrderFacts order) {
    return HexFormat.of().formatHex(of(order));
  }
}
