package com.khaosbridge.activities.keys;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The key of the ledger's keyed hashes, kept in the key file. All processes of an installation
 * share it; without it a ledger takes every customer for changed.
 */
public final class HashKey {
  private static final String ENTRY = "hash.key";
  private static final int KEY_BYTES = 32;

  private final byte[] key;

  private HashKey(byte[] key) {
    this.key = key;
  }

  /**
   * Reads a key file, or makes one that only its owner can read.
   *
   * @throws IOException if it can't be read or written
   * @throws IllegalArgumentException if it is not a key file; the message names the entry
   */
  public static HashKey readOrCreate(Path file) throws IOException {
    return Files.exists(file) ? read(file) : create(file);
  }

  private static HashKey read(Path file) throws IOException {
    Properties entries = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      entries.load(in);
    }
    byte[] key = decode(entries.getProperty(ENTRY));
    if (key == null || key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "key file: " + ENTRY + " must be " + KEY_BYTES + " bytes in base64");
    }
    return new HashKey(key);
  }

  private static byte @Nullable [] decode(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static HashKey create(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    OwnersFile.create(
        file,
        "# The key of a Khaos Bridge installation. Keep secret, keep a copy.\n"
            + ENTRY
            + "="
            + Base64.getEncoder().encodeToString(key)
            + "\n");
    return new HashKey(key);
  }

  /** Its 32 bytes. */
  public byte[] bytes() {
    return key.clone();
  }
}
