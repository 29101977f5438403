package com.khaosbridge.activities.keys;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The installation's keys. All processes of an installation share them; a ledger is of no use
 * without its hash key, and running workflows can't be read without their payload key.
 */
public final class Keys {
  private static final String PAYLOAD_KEY_ID = "payload.key.id";
  private static final String PAYLOAD_KEY = "payload.key";
  private static final String HASH_KEY = "hash.key";
  private static final int KEY_BYTES = 32;

  private final String payloadKeyId;
  private final byte[] payloadKey;
  private final byte[] hashKey;

  private Keys(String payloadKeyId, byte[] payloadKey, byte[] hashKey) {
    this.payloadKeyId = payloadKeyId;
    this.payloadKey = payloadKey;
    this.hashKey = hashKey;
  }

  /** New random keys, kept nowhere. */
  public static Keys random() {
    SecureRandom random = new SecureRandom();
    byte[] payload = new byte[KEY_BYTES];
    byte[] hash = new byte[KEY_BYTES];
    random.nextBytes(payload);
    random.nextBytes(hash);
    return new Keys("k1", payload, hash);
  }

  /**
   * Reads a key file, or makes one that only its owner can read.
   *
   * @throws IOException if it can't be read or written
   * @throws IllegalArgumentException if it is not a key file; the message names the entry
   */
  public static Keys readOrCreate(Path file) throws IOException {
    if (Files.exists(file)) {
      return read(file);
    }
    Keys keys = random();
    keys.write(file);
    return keys;
  }

  /** Reads a key file. */
  public static Keys read(Path file) throws IOException {
    Properties entries = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      entries.load(in);
    }
    String id = entries.getProperty(PAYLOAD_KEY_ID);
    if (id == null || id.isBlank()) {
      throw new IllegalArgumentException("key file: " + PAYLOAD_KEY_ID + " is missing");
    }
    return new Keys(id, key(entries, PAYLOAD_KEY), key(entries, HASH_KEY));
  }

  private static byte[] key(Properties entries, String name) {
    String text = entries.getProperty(name);
    byte[] key = decode(text);
    if (key == null || key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "key file: " + name + " must be " + KEY_BYTES + " bytes in base64");
    }
    return key;
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

  private void write(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    try (Writer out =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Base64.Encoder base64 = Base64.getEncoder();
      out.write("# Keys of a Khaos Bridge installation. Keep secret, keep a copy.\n");
      out.write(PAYLOAD_KEY_ID + "=" + payloadKeyId + "\n");
      out.write(PAYLOAD_KEY + "=" + base64.encodeToString(payloadKey) + "\n");
      out.write(HASH_KEY + "=" + base64.encodeToString(hashKey) + "\n");
    }
  }

  String payloadKeyId() {
    return payloadKeyId;
  }

  byte[] payloadKey() {
    return payloadKey.clone();
  }

  /** The key of the ledger's keyed hashes. */
  public byte[] hashKey() {
    return hashKey.clone();
  }

  @Override
  public String toString() {
    return "Keys[" + payloadKeyId + "]";
  }
}
