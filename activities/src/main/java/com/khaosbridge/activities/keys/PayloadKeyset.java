package com.khaosbridge.activities.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of encrypted payloads, in order of age: those of before, which still decrypt; one that
 * encrypts; and the next one, which every process knows before any process encrypts with it. A
 * keyset of Tink in clear JSON.
 */
public final class PayloadKeyset {
  private final KeysetHandle handle;
  private final Aead aead;

  private PayloadKeyset(KeysetHandle handle) throws GeneralSecurityException {
    this.handle = handle;
    this.aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  /** What a key of the set is for. */
  public enum Role {
    DECRYPTS,
    ENCRYPTS,
    NEXT
  }

  /**
   * A key without its secret.
   *
   * @param id as it stands in the metadata of a payload
   */
  public record Key(String id, Role role) {}

  /** A new random keyset: a key that encrypts, and the next. */
  public static PayloadKeyset create() {
    return make(KeysetHandle.newBuilder().addEntry(newKey().makePrimary()).addEntry(newKey()));
  }

  /**
   * Reads a keyset.
   *
   * @throws IOException if the file can't be read
   * @throws IllegalArgumentException if it is no keyset for encrypting; the message names the file
   */
  public static PayloadKeyset read(Path file) throws IOException {
    String json = Files.readString(file, StandardCharsets.UTF_8);
    try {
      AeadConfig.register();
      return new PayloadKeyset(
          TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          file + " is no keyset; `khaos-bridge keys new FILE` makes one", e);
    }
  }

  /** The set one step on: the next key encrypts, and there is a new next one. */
  public PayloadKeyset rotated() {
    KeysetHandle.Builder keys = KeysetHandle.newBuilder(handle);
    boolean afterPrimary = false;
    for (int i = 0; i < handle.size(); i++) {
      if (afterPrimary && handle.getAt(i).getStatus() == KeyStatus.ENABLED) {
        keys.getAt(i).makePrimary();
        break;
      }
      afterPrimary |= handle.getAt(i).isPrimary();
    }
    return make(keys.addEntry(newKey()));
  }

  private static KeysetHandle.Builder.Entry newKey() {
    return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
        .withRandomId();
  }

  private static PayloadKeyset make(KeysetHandle.Builder keys) {
    try {
      AeadConfig.register();
      return new PayloadKeyset(keys.build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is part of every Java runtime", e);
    }
  }

  /**
   * Writes a file that only its owner can read.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there
   */
  public void create(Path file) throws IOException {
    OwnersFile.create(file, json());
  }

  /** Replaces the file as a whole. */
  public void replace(Path file) throws IOException {
    OwnersFile.replace(file, json());
  }

  private String json() {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get())
          + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a keyset that was made can be written", e);
    }
  }

  /** Its keys, oldest first. */
  public List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    Role role = Role.DECRYPTS;
    for (int i = 0; i < handle.size(); i++) {
      KeysetHandle.Entry entry = handle.getAt(i);
      if (entry.isPrimary()) {
        keys.add(new Key(id(entry), Role.ENCRYPTS));
        role = Role.NEXT;
      } else {
        keys.add(new Key(id(entry), role));
      }
    }
    return List.copyOf(keys);
  }

  /** The id of the key that encrypts. */
  public String primary() {
    return id(handle.getPrimary());
  }

  private static String id(KeysetHandle.Entry entry) {
    return Integer.toUnsignedString(entry.getId());
  }

  Aead aead() {
    return aead;
  }

  @Override
  public String toString() {
    return "PayloadKeyset" + keys();
  }
}
