package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.Json;
import com.khaosbridge.sandbox.store.StateStore;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;

/** What became of customers, in the order in which it happened. Thread-safe. */
public final class Chronicle {
  private final MVMap<String, String> happenings;

  /** What this store has of it. */
  public Chronicle(StateStore store) {
    this.happenings = store.map("sandbox.chronicle");
  }

  /** Adds one and answers which in the row it is, from 1. */
  public synchronized long add(Happening happening) {
    long next = happenings.sizeAsLong() + 1;
    happenings.put(
        String.format(Locale.ROOT, "%012d", next), Json.mapper().writeValueAsString(happening));
    return next;
  }

  /** Hands all over, the earliest first. */
  public void all(Consumer<Happening> reader) {
    for (Iterator<String> keys = happenings.keyIterator(""); keys.hasNext(); ) {
      reader.accept(Json.mapper().readValue(happenings.get(keys.next()), Happening.class));
    }
  }

  /** Whether any customer became another one or none. */
  public boolean tellsOfIdentity() {
    boolean[] any = {false};
    all(happening -> any[0] |= happening.type().identity());
    return any[0];
  }
}
