package com.khaosbridge.activities.keys;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts payloads, if that is switched on, and decrypts those that are encrypted, if there is a
 * keyset. Plain ones are read as they are, whatever is switched on, so that a person may send a
 * signal by hand as plain JSON.
 */
final class PayloadEncryption implements PayloadCodec {
  private static final String ENCODING = "encoding";
  private static final ByteString ENCRYPTED = ByteString.copyFromUtf8("binary/encrypted");
  private static final String KEY_ID = "encryption-key-id";
  private static final byte[] NOTHING_BESIDES = {};

  private final boolean encrypts;
  private final @Nullable PayloadKeyset keyset;

  private PayloadEncryption(boolean encrypts, @Nullable PayloadKeyset keyset) {
    this.encrypts = encrypts;
    this.keyset = keyset;
  }

  /** Encrypts and decrypts. */
  static PayloadEncryption on(PayloadKeyset keyset) {
    return new PayloadEncryption(true, keyset);
  }

  /**
   * Encrypts nothing.
   *
   * @param keyset what was encrypted before is decrypted with; null if that is an error
   */
  static PayloadEncryption off(@Nullable PayloadKeyset keyset) {
    return new PayloadEncryption(false, keyset);
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    PayloadKeyset keys = keyset;
    if (!encrypts || keys == null) {
      return payloads;
    }
    return payloads.stream().map(payload -> encrypt(payload, keys)).toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decode).toList();
  }

  private Payload decode(Payload payload) {
    if (!ENCRYPTED.equals(payload.getMetadataOrDefault(ENCODING, ByteString.EMPTY))) {
      return payload;
    }
    String keyId =
        payload.getMetadataOrDefault(KEY_ID, ByteString.EMPTY).toString(StandardCharsets.UTF_8);
    String what =
        "a payload is encrypted with " + (keyId.isEmpty() ? "no named key" : "key " + keyId);
    PayloadKeyset keys = keyset;
    if (keys == null) {
      throw new PayloadCodecException(
          what
              + ", but this process has no keys: set khaos-bridge.encryption.keyset to the keyset"
              + " it was encrypted with");
    }
    if (keys.keys().stream().noneMatch(key -> key.id().equals(keyId))) {
      throw new PayloadCodecException(
          what
              + ", which is not in the keyset that khaos-bridge.encryption.keyset names (it"
              + " encrypts with key "
              + keys.primary()
              + ")");
    }
    return decrypt(payload, keys, what);
  }

  private static Payload encrypt(Payload plain, PayloadKeyset keys) {
    try {
      byte[] sealed = keys.aead().encrypt(plain.toByteArray(), NOTHING_BESIDES);
      return Payload.newBuilder()
          .putMetadata(ENCODING, ENCRYPTED)
          .putMetadata(KEY_ID, ByteString.copyFromUtf8(keys.primary()))
          .setData(ByteString.copyFrom(sealed))
          .build();
    } catch (GeneralSecurityException e) {
      throw new PayloadCodecException("a payload can't be encrypted with key " + keys.primary(), e);
    }
  }

  private static Payload decrypt(Payload payload, PayloadKeyset keys, String what) {
    try {
      return Payload.parseFrom(
          keys.aead().decrypt(payload.getData().toByteArray(), NOTHING_BESIDES));
    } catch (GeneralSecurityException | InvalidProtocolBufferException e) {
      throw new PayloadCodecException(
          what
              + ", which the keyset that khaos-bridge.encryption.keyset names has, but it is damaged"
              + " or that key is another one of the same number",
          e);
    }
  }
}
