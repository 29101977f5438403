package com.khaosbridge.activities.sending;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Who may send to a destination: one process of the whole cluster, so that one governor holds its
 * quota, one call is in flight for sales rows, and what a dead sender left is known to be dead.
 * Held by a lock of a database session, which ends with the process.
 */
final class SenderLease implements AutoCloseable {
  private static final int NAMESPACE = 0x4b42;

  private final DataSource dataSource;
  private final int key;
  private @Nullable Connection session;

  SenderLease(DataSource dataSource, String source, String destination) {
    this.dataSource = dataSource;
    CRC32 crc = new CRC32();
    crc.update((source + "/" + destination).getBytes(StandardCharsets.UTF_8));
    this.key = (int) crc.getValue();
  }

  /** Whether the lease is ours; takes it if nobody has it. */
  synchronized boolean held() throws SQLException {
    Connection current = session;
    if (current != null) {
      if (current.isValid(2)) {
        return true;
      }
      close();
    }
    Connection fresh = dataSource.getConnection();
    boolean locked = false;
    try (PreparedStatement lock = fresh.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
      lock.setInt(1, NAMESPACE);
      lock.setInt(2, key);
      try (ResultSet row = lock.executeQuery()) {
        locked = row.next() && row.getBoolean(1);
      }
    } finally {
      if (locked) {
        session = fresh;
      } else {
        fresh.close();
      }
    }
    return locked;
  }

  @Override
  public synchronized void close() throws SQLException {
    Connection current = session;
    session = null;
    if (current != null) {
      try (PreparedStatement unlock = current.prepareStatement("select pg_advisory_unlock(?, ?)")) {
        unlock.setInt(1, NAMESPACE);
        unlock.setInt(2, key);
        unlock.execute();
      } finally {
        current.close();
      }
    }
  }
}
