package com.khaosbridge.activities.credits;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What sites drop as files. A file is put away once what takes its records has returned, so that a
 * crash reads it again rather than never; who takes them knows a record that comes twice. A file
 * with a bad record goes into quarantine, its good ones being taken all the same.
 */
public final class DroppedCredits implements CreditSource {
  private final FileDrop drop;

  public DroppedCredits(FileDrop drop) {
    this.drop = drop;
  }

  @Override
  public int read(@Nullable Instant changedSince, CreditTaker taker) {
    int notes = 0;
    for (Path waiting : drop.waiting()) {
      DroppedFile file = drop.read(waiting);
      switch (file.kind()) {
        case CREDIT_NOTES -> {
          notes += handOver(file.creditNotes(), taker::creditNotes);
          file.problems().forEach(taker::unreadableNote);
        }
        case REFUNDS -> {
          handOver(file.refunds(), taker::refunds);
          file.problems().forEach(taker::unreadableRefund);
        }
      }
      if (file.problems().isEmpty()) {
        drop.done(file);
      } else {
        drop.quarantine(file);
      }
    }
    return notes;
  }

  private static <T> int handOver(List<T> records, Consumer<List<T>> taker) {
    Batches<T> batches = new Batches<>(taker);
    records.forEach(batches::add);
    return batches.end();
  }
}
