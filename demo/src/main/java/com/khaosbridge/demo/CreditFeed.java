package com.khaosbridge.demo;

import com.khaosbridge.activities.credits.NamedQueries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** How the bridge learns of the sandbox's credit notes. */
enum CreditFeed {
  /** From a schema of the ledger's database that the sandbox fills. */
  REPORTING_COPY,
  /** From files that the sandbox writes. */
  FILE_DROP,
  NONE;

  private static final String SETTINGS = "khaos-bridge.credits.";

  /**
   * The bridge's settings for it.
   *
   * @param directory for files
   */
  Map<String, Object> settings(String ledgerUrl, Path directory) throws IOException {
    return switch (this) {
      case REPORTING_COPY ->
          Map.of(
              SETTINGS + "reporting-copy.url",
              ledgerUrl,
              SETTINGS + "reporting-copy.queries",
              queries(directory).toString());
      case FILE_DROP ->
          Map.of(
              SETTINGS + "file-drop.directory",
              directory.toString(),
              SETTINGS + "file-drop.settle-time",
              "300ms");
      case NONE -> Map.of();
    };
  }

  private static Path queries(Path directory) throws IOException {
    Path file = directory.resolve("khaos_copy.sql");
    try (InputStream packaged = NamedQueries.class.getResourceAsStream("khaos_copy.sql")) {
      Files.copy(Objects.requireNonNull(packaged), file);
    }
    return file;
  }

  /** Whether nothing that was written there waits to be read. */
  boolean isRead(Path directory) throws IOException {
    if (this != FILE_DROP) {
      return true;
    }
    try (var files = Files.list(directory)) {
      return files.noneMatch(file -> file.toString().endsWith(".csv"));
    }
  }
}
