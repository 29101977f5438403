package com.khaosbridge.sandbox.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The faults that are on. Of several that match a request the oldest hits. Thread-safe. */
public final class Faults {
  private final Map<String, Armed> armed = new LinkedHashMap<>();
  private final SplittableRandom random;
  private long lastId;

  /** No faults yet; the seed decides which requests a rate below 1 hits. */
  public Faults(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Turns a fault on.
   *
   * @param count how many requests it hits, null for no end
   * @return its id
   */
  public synchronized String add(Fault fault, @Nullable Integer count) {
    if (count != null && count < 1) {
      throw new IllegalArgumentException("count must be 1 or more, was " + count);
    }
    String id = Long.toString(++lastId);
    armed.put(id, new Armed(id, fault, count, 0));
    return id;
  }

  /** All faults added and not cleared, those used up included, oldest first. */
  public synchronized List<Armed> list() {
    return new ArrayList<>(armed.values());
  }

  public synchronized void clear() {
    armed.clear();
  }

  /** Whether there was a fault of this id. */
  public synchronized boolean clear(String id) {
    return armed.remove(id) != null;
  }

  /** The fault that hits this request, counted, or null. */
  synchronized @Nullable Fault draw(String system, Request request) {
    for (Armed candidate : armed.values()) {
      if (!candidate.usedUp()
          && candidate.fault().matches(system, request)
          && (candidate.fault().rate() >= 1 || random.nextDouble() < candidate.fault().rate())) {
        armed.replace(candidate.id(), candidate.hit());
        return candidate.fault();
      }
    }
    return null;
  }

  /**
   * A fault and its use.
   *
   * @param remaining how many requests it will still hit, null for no end
   * @param hits how many it has hit
   */
  public record Armed(String id, Fault fault, @Nullable Integer remaining, int hits) {
    boolean usedUp() {
      return remaining != null && remaining == 0;
    }

    Armed hit() {
      return new Armed(id, fault, remaining == null ? null : remaining - 1, hits + 1);
    }
  }
}
