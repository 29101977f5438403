package com.khaosbridge.activities.credits;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects what is read one by one, and hands it over in lists of bounded length. */
final class Batches<T> {
  static final int LARGEST = 200;

  private final Consumer<List<T>> taker;
  private final List<T> waiting = new ArrayList<>();
  private int count;

  Batches(Consumer<List<T>> taker) {
    this.taker = taker;
  }

  void add(T item) {
    waiting.add(item);
    if (waiting.size() == LARGEST) {
      handOver();
    }
  }

  /** Hands over the rest, and says how much was handed over in all. */
  int end() {
    if (!waiting.isEmpty()) {
      handOver();
    }
    return count;
  }

  private void handOver() {
    taker.accept(List.copyOf(waiting));
    count += waiting.size();
    waiting.clear();
  }
}
