package com.khaosbridge.activities.ledger;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A keyed hash (HMAC-SHA-256): says whether a value changed or came before, and can't be turned
 * back without the key.
 */
public final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST_KEY = 16;

  private final SecretKeySpec key;

  /**
   * @param key 16 bytes or more
   */
  public KeyedHash(byte[] key) {
    if (key.length < SHORTEST_KEY) {
      throw new IllegalArgumentException("the hash key needs 16 bytes or more, has " + key.length);
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The hash of values in this order; a missing value differs from an empty one. */
  public byte[] of(List<@Nullable String> values) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (String value : values) {
        if (value == null) {
          mac.update((byte) 0);
        } else {
          mac.update((byte) 1);
          mac.update(value.getBytes(StandardCharsets.UTF_8));
          mac.update((byte) 2);
        }
      }
      return mac.doFinal();
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java runtime", e);
    }
  }
}
