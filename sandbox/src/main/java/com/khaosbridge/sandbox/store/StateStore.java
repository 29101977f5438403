package com.khaosbridge.sandbox.store;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The sandbox's state: named, ordered, persistent maps in one file. Thread-safe; the maps are, too.
 */
public final class StateStore implements AutoCloseable {
  private static final int CACHE_MIB = 24;

  private final MVStore store;

  /** Opens the file, or makes it. */
  public StateStore(Path file) {
    this.store =
        new MVStore.Builder()
            .fileName(file.toString())
            .cacheSize(CACHE_MIB)
            .autoCommitBufferSize(2048)
            .open();
  }

  /**
   * The map of this name. Keys are text in code-unit order; values are text, usually one JSON
   * document.
   */
  public MVMap<String, String> map(String name) {
    return store.openMap(name);
  }

  /** Brings all changes so far to the file at once; else that happens within about a second. */
  public void commit() {
    store.commit();
  }

  @Override
  public void close() {
    store.close();
  }
}
