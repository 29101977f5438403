package com.khaosbridge.activities.emarsys;

import java.util.List;

/**
 * Keeps what was sent to the Sales Data API, which can neither be asked nor corrected: the only
 * proof of what Emarsys accepted is our own copy.
 */
public interface SalesFiles {

  /**
   * Called before a file leaves. When this returns, the rows count as possibly sent; if it throws,
   * the file is not sent.
   *
   * @param destination the destination's configured name
   * @param deliveryIds the deliveries whose rows are in the file
   * @param file the CSV exactly as it goes out, UTF-8
   * @param sha256 lower-case hex of the file's SHA-256
   */
  void aboutToSend(String destination, List<Long> deliveryIds, byte[] file, String sha256);

  /**
   * Called after a complete answer, whatever it was. Not called if no answer came.
   *
   * @param status the HTTP status
   */
  void answered(String sha256, int status);
}
