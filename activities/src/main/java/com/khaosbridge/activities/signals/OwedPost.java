package com.khaosbridge.activities.signals;

import java.util.List;

/**
 * One kind of message that the ledger owes to Temporal.
 *
 * @param <T> one message, as the ledger has it
 */
interface OwedPost<T> {

  /** What it is, for logs and names of threads. */
  String words();

  /** The oldest messages that are still owed. */
  List<T> next(int limit);

  /** Messages with the same address are sent one after the other, in their order. */
  String address(T message);

  /**
   * Sends one message. Returns once the server has heard it, or has said that nobody waits for it;
   * fails if that is not known.
   */
  void send(T message);

  /** Takes a message off the list, unless it became owed again meanwhile. */
  void sent(T message);
}
