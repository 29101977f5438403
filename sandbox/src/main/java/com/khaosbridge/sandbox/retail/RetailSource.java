package com.khaosbridge.sandbox.retail;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Where the transactions come from: a file, plain or gzip, or the small shop that is built in. */
public final class RetailSource {
  private final @Nullable Path file;

  private RetailSource(@Nullable Path file) {
    this.file = file;
  }

  /** A file in Online Retail format. */
  public static RetailSource file(Path file) {
    return new RetailSource(file);
  }

  /** The built-in shop: the same for every seed. */
  public static RetailSource smallShop() {
    return new RetailSource(null);
  }

  /** The file's name, or {@code small shop}. */
  public String name() {
    return file == null ? "small shop" : String.valueOf(file.getFileName());
  }

  /** Opens the unpacked CSV. */
  InputStream open() throws IOException {
    if (file == null) {
      return new ByteArrayInputStream(SmallShop.csv());
    }
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("The transactions file " + file + " can't be read.");
    }
    BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    raw.mark(2);
    boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  /** The SHA-256 of the unpacked CSV, hexadecimal. */
  public String sha256() throws IOException {
    MessageDigest digest = Invention.sha256();
    try (DigestInputStream in = new DigestInputStream(open(), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
