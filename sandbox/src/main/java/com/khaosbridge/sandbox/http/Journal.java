package com.khaosbridge.sandbox.http;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A record of every request to a system. Thread-safe. */
public interface Journal extends AutoCloseable {

  /** A journal that keeps nothing. */
  static Journal none() {
    return new Journal() {
      @Override
      public void write(Entry entry) {}

      @Override
      public void close() {}
    };
  }

  /** Keeps an entry; it is with the operating system when this returns. */
  void write(Entry entry) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * One request and its answer.
   *
   * @param at real time of arrival
   * @param system the system asked
   * @param request as it came
   * @param response as it goes out, null if the connection is dropped instead
   * @param fault the kind of fault that hit, or null
   */
  record Entry(
      Instant at,
      String system,
      Request request,
      @Nullable Response response,
      @Nullable FaultKind fault) {}
}
