package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Keeps every sales file that went out, with its hash and the deliveries in it: what can't be
 * corrected must be provable.
 */
public final class SalesFileLedger {
  private final LedgerDatabase database;

  public SalesFileLedger(LedgerDatabase database) {
    this.database = database;
  }

  /** Keeps a file, before it is sent. */
  public void aboutToSend(String destination, List<Long> deliveryIds, byte[] file, String sha256) {
    database
        .sql()
        .sql(
            "insert into sales_file (destination, sha256, deliveries, file_gzip) values (?, ?, ?, ?)")
        .params(destination, sha256, deliveryIds.toArray(Long[]::new), gzip(file))
        .update();
  }

  /** Notes what the destination said to the last file of this hash. */
  public void answered(String sha256, int status) {
    database
        .sql()
        .sql(
            "update sales_file set status = ?, answered_at = now() where id = (select max(id) from"
                + " sales_file where sha256 = ?)")
        .params(status, sha256)
        .update();
  }

  private static byte[] gzip(byte[] file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length / 4 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}
