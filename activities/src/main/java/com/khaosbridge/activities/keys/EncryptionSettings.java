package com.khaosbridge.activities.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether payloads are encrypted, under {@code khaos-bridge.encryption}.
 *
 * @param enabled whether new payloads are encrypted, default no
 * @param keyset the file of the keyset, which payloads that are encrypted are read with, enabled or
 *     not; mandatory if enabled
 */
public record EncryptionSettings(@Nullable Boolean enabled, @Nullable String keyset) {
  private static final EncryptionSettings OFF = new EncryptionSettings(false, null);

  public EncryptionSettings {
    keyset = keyset == null || keyset.isBlank() ? null : keyset;
    if (Boolean.TRUE.equals(enabled) && keyset == null) {
      throw new IllegalArgumentException(
          "khaos-bridge.encryption.keyset is missing; make one with `khaos-bridge keys new FILE`,"
              + " or set khaos-bridge.encryption.enabled to false");
    }
  }

  /** Plain payloads, and no keys for others. */
  public static EncryptionSettings off() {
    return OFF;
  }

  /** Reads the keyset, if there is one. */
  PayloadEncryption open() {
    PayloadKeyset keys = keyset == null ? null : read(Path.of(keyset));
    return Boolean.TRUE.equals(enabled) && keys != null
        ? PayloadEncryption.on(keys)
        : PayloadEncryption.off(keys);
  }

  private static PayloadKeyset read(Path file) {
    try {
      return PayloadKeyset.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "khaos-bridge.encryption.keyset: " + file + " can't be read", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("khaos-bridge.encryption.keyset: " + e.getMessage(), e);
    }
  }
}
