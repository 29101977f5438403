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
  public int creditNotes(
      @Nullable Instant changedSince,
      Consumer<List<CreditNote>> batches,
      Consumer<UnreadableCredit> problems) {
    int read = 0;
    for (Path waiting : drop.waiting()) {
      DroppedFile file = drop.read(waiting);
      if (file.refunds().isEmpty()) {
        Batches<CreditNote> notes = new Batches<>(batches);
        file.creditNotes().forEach(notes::add);
        read += notes.end();
        putAway(file, problems);
      }
    }
    return read;
  }

  @Override
  public int refunds(
      @Nullable Instant changedSince,
      Consumer<List<CreditRefund>> batches,
      Consumer<UnreadableCredit> problems) {
    int read = 0;
    for (Path waiting : drop.waiting()) {
      DroppedFile file = drop.read(waiting);
      if (!file.refunds().isEmpty()) {
        Batches<CreditRefund> refunds = new Batches<>(batches);
        file.refunds().forEach(refunds::add);
        read += refunds.end();
        putAway(file, problems);
      }
    }
    return read;
  }

  private void putAway(DroppedFile file, Consumer<UnreadableCredit> problems) {
    if (file.problems().isEmpty()) {
      drop.done(file);
    } else {
      file.problems().forEach(problems);
      drop.quarantine(file);
    }
  }
}
