package com.khaosbridge.sandbox.emarsys;

import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shapes in which the same answer comes. Which one is used goes round with the number of
 * answers given, so that a run of calls meets all of them, and the same run always the same.
 */
final class ReplyVariations {
  private final AtomicLong answers = new AtomicLong();

  /** A number from 0 to {@code shapes} - 1, the next one at each call. */
  int next(int shapes) {
    return (int) (answers.getAndIncrement() % shapes);
  }

  /** Adds the errors; if there are none, the member is missing, an empty array or an object. */
  void putErrors(ObjectNode data, ObjectNode errors) {
    if (!errors.isEmpty()) {
      data.set("errors", errors);
      return;
    }
    switch (next(3)) {
      case 1 -> data.putArray("errors");
      case 2 -> data.putObject("errors");
      default -> data.remove("errors");
    }
  }
}
