package com.khaosbridge.sandbox;

import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** The directory with the state file: one that is kept, or a temporary one that is deleted. */
final class StateDirectory implements AutoCloseable {
  private final Path directory;
  private final boolean temporary;
  private final StateStore store;

  private StateDirectory(Path directory, boolean temporary) {
    this.directory = directory;
    this.temporary = temporary;
    this.store = openStore(directory.resolve("sandbox.mv"));
  }

  static StateDirectory open(@Nullable Path kept) throws IOException {
    return kept == null
        ? new StateDirectory(Files.createTempDirectory("khaos-bridge-sandbox-"), true)
        : new StateDirectory(Files.createDirectories(kept), false);
  }

  StateStore store() {
    return store;
  }

  Path path() {
    return directory;
  }

  private static StateStore openStore(Path file) {
    try {
      return new StateStore(file);
    } catch (MVStoreException e) {
      throw new IllegalArgumentException(
          "The state file " + file + " can't be opened; another sandbox may be using it.", e);
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
    if (temporary) {
      delete();
    }
  }

  private void delete() throws IOException {
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(directory)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.delete(path);
    }
  }
}
