package com.khaosbridge.sandbox.retail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The source of everything invented: a number between 0 and 1 that depends on the seed, a kind and
 * an id alone, so that it can be recomputed in any language.
 *
 * @param seed the run's seed
 */
public record Invention(long seed) {

  /**
   * The first 8 bytes, big-endian unsigned, of SHA-256 over the UTF-8 text {@code seed|kind|id},
   * divided by 2^64 and rounded to the nearest double.
   */
  public double u(String kind, String id) {
    byte[] text = (seed + "|" + kind + "|" + id).getBytes(StandardCharsets.UTF_8);
    return unsigned(ByteBuffer.wrap(sha256().digest(text)).getLong()) * 0x1p-64;
  }

  /** The invented part of a span, in whole seconds, fractions cut off. */
  long seconds(String kind, String id, long spanSeconds) {
    return (long) Math.floor(u(kind, id) * spanSeconds);
  }

  /** The invented choice of one of a number of things, from 0. */
  int choice(String kind, String id, int things) {
    return Math.min((int) Math.floor(u(kind, id) * things), things - 1);
  }

  /** The lost lowest bit is kept as a sticky bit, so that the result is rounded only once. */
  private static double unsigned(long bits) {
    return bits >= 0 ? (double) bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
