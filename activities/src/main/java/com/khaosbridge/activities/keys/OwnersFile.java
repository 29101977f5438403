package com.khaosbridge.activities.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner can read, where the file system knows owners. */
public final class OwnersFile {
  private OwnersFile() {}

  /**
   * Makes a file and the directories it is in.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there
   */
  public static void create(Path file, String text) throws IOException {
    Files.createDirectories(directory(file));
    Files.createFile(file, ownersOnly(file));
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /** Replaces a file as a whole: whoever reads it meanwhile sees the old or the new. */
  static void replace(Path file, String text) throws IOException {
    Path fresh =
        Files.createTempFile(
            directory(file), file.getFileName().toString(), null, ownersOnly(file));
    Files.writeString(fresh, text, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path directory(Path file) {
    return java.util.Objects.requireNonNull(
        file.toAbsolutePath().getParent(), "a file, not a root");
  }

  private static FileAttribute<?>[] ownersOnly(Path file) {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}
