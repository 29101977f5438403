package com.khaosbridge.activities.credits;

import com.khaosbridge.activities.khaos.records.ErpTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A directory into which a site exports its credit notes and refunds as CSV files. Whoever has made
 * a file's content durable moves it to {@code done/} below, or to {@code quarantine/}; until then
 * it is waiting, also after a crash. A disk that fails is an {@link UncheckedIOException}.
 */
public final class FileDrop {
  private static final Duration DEFAULT_SETTLE_TIME = Duration.ofSeconds(2);
  private static final long LARGEST_FILE = 16L << 20;

  private final Path directory;
  private final Duration settleTime;
  private final CreditCsv csv;

  /** A drop whose files have settled 2 seconds after they were last written to. */
  public FileDrop(Path directory, ErpTime time) {
    this(directory, DEFAULT_SETTLE_TIME, time);
  }

  /**
   * @param settleTime for how long, in real time, nothing may have been written to a file before it
   *     is read
   */
  public FileDrop(Path directory, Duration settleTime, ErpTime time) {
    this.directory = directory;
    this.settleTime = settleTime;
    this.csv = new CreditCsv(time);
  }

  /** The files to read, by name. Names that begin with a dot are of files still being copied. */
  public List<Path> waiting() {
    Instant settledBefore = Instant.now().minus(settleTime);
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(FileDrop::isExport)
          .filter(file -> hasSettled(file, settledBefore))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one of the files that wait.
   *
   * @throws IllegalArgumentException if the file isn't directly in this directory
   */
  public DroppedFile read(Path file) {
    String name = file.getFileName().toString();
    if (!inside(name).equals(file)) {
      throw new IllegalArgumentException("file drop: only its own files can be read");
    }
    try {
      if (Files.size(file) > LARGEST_FILE) {
        return unusable(name, sha256(file), tooLarge(name));
      }
      byte[] bytes = Files.readAllBytes(file);
      String sha256 = HexFormat.of().formatHex(newDigest().digest(bytes));
      try {
        return csv.read(name, sha256, bytes);
      } catch (UnusableFile e) {
        return unusable(name, sha256, e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Moves a file that was read to {@code done/}. To be repeated at will: a file that has gone is
   * done, and one that was replaced since it was read goes on waiting.
   */
  public void done(DroppedFile file) {
    move(file, "done");
  }

  /** Moves a file that was read to {@code quarantine/}, in the same way. */
  public void quarantine(DroppedFile file) {
    move(file, "quarantine");
  }

  private synchronized void move(DroppedFile file, String folder) {
    Path source = inside(file.name());
    try {
      if (!Files.exists(source) || !sha256(source).equals(file.sha256())) {
        return;
      }
      Path target = Files.createDirectories(inside(folder)).resolve(file.name());
      if (Files.exists(target) && !sha256(target).equals(file.sha256())) {
        // Sites use a name again; what came under it before is kept.
        target = target.resolveSibling(file.sha256() + "-" + file.name());
      }
      if (Files.exists(target)) {
        Files.delete(source);
      } else {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path inside(String name) {
    return directory.resolve(name);
  }

  private static boolean isExport(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".")
        && name.toLowerCase(Locale.ROOT).endsWith(".csv")
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean hasSettled(Path file, Instant before) {
    try {
      return !Files.getLastModifiedTime(file).toInstant().isAfter(before);
    } catch (IOException e) {
      // Gone since it was listed.
      return false;
    }
  }

  /** Nothing in it says what it should have been. */
  private static DroppedFile unusable(String name, String sha256, UnusableFile why) {
    return DroppedFile.unusable(name, sha256, DroppedFile.Kind.CREDIT_NOTES, why.problem());
  }

  private static UnusableFile tooLarge(String name) {
    return new UnusableFile(
        name, "file", "more than " + LARGEST_FILE + " bytes", "it must be split into smaller ones");
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[1 << 16];
    try (var in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
