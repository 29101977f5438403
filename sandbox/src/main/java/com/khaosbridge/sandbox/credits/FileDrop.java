package com.khaosbridge.sandbox.credits;

import com.khaosbridge.sandbox.store.Json;
import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory into which the ERP writes its credit notes: a first file with all that were issued by
 * the start, then one whenever more have become due, and refunds likewise in files of their own. A
 * credit note is in one file, whole. The store says how far it got.
 */
final class FileDrop implements CreditSource {
  private static final String WRITTEN = "written";
  private static final String PENDING = "pending";

  private final Path directory;
  private final CreditNotes credits;
  private final StateStore store;
  private final MVMap<String, String> drops;
  private Drop last;

  private FileDrop(Path directory, CreditNotes credits, StateStore store) {
    this.directory = directory;
    this.credits = credits;
    this.store = store;
    this.drops = store.map("khaos.fileDrop");
    Drop written = drop(WRITTEN);
    this.last = written == null ? Drop.none() : written;
  }

  /**
   * Opens the directory, or makes it, and writes what is due.
   *
   * @throws IOException if it can't be written to; the message is for a person
   */
  static FileDrop open(Path directory, CreditNotes credits, StateStore store) throws IOException {
    FileDrop drop = new FileDrop(directory, credits, store);
    try {
      Files.createDirectories(directory);
      drop.update();
      return drop;
    } catch (IOException e) {
      throw new IOException("The file drop " + directory + " can't be written to: " + e, e);
    }
  }

  @Override
  public void update() throws IOException {
    Drop pending = drop(PENDING);
    if (pending != null) {
      // It may be there already, but whoever reads it by its name sees the same again.
      write(pending, notes(pending), refunds(pending));
    }
    // Refunds before the credit notes that they are for.
    List<Refund> refunds = credits.refunds(last.refundUntil());
    // Time first: whatever was issued before it is among what is read after it.
    LocalDateTime now = credits.now();
    List<CreditNote> byHand = credits.byHand(last.byHandUntil());
    Drop next =
        last.next(
            now,
            byHand.isEmpty() ? last.byHandUntil() : byHand.get(byHand.size() - 1).creditCode(),
            refunds.isEmpty() ? last.refundUntil() : refunds.get(refunds.size() - 1).refundId());
    List<CreditNote> notes = credits.ofFile(next.after(), next.until());
    notes.addAll(byHand);
    if (notes.isEmpty() && refunds.isEmpty()) {
      last = last.through(next);
      return;
    }
    drops.put(PENDING, Json.mapper().writeValueAsString(next));
    store.commit();
    write(next, notes, refunds);
  }

  private void write(Drop drop, List<CreditNote> notes, List<Refund> refunds) throws IOException {
    if (!notes.isEmpty()) {
      Path unfinished = unfinished(drop.notesFile());
      CreditCsv.write(unfinished, notes);
      finish(unfinished, drop.notesFile());
    }
    if (!refunds.isEmpty()) {
      Path unfinished = unfinished(drop.refundsFile());
      RefundCsv.write(unfinished, refunds);
      finish(unfinished, drop.refundsFile());
    }
    drops.put(WRITTEN, Json.mapper().writeValueAsString(drop));
    drops.remove(PENDING);
    store.commit();
    last = drop;
  }

  private Path unfinished(String name) {
    return directory.resolve("." + name + ".tmp");
  }

  private void finish(Path unfinished, String name) throws IOException {
    Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<Refund> refunds(Drop drop) {
    return credits.refunds(drop.refundAfter()).stream()
        .filter(refund -> refund.refundId().compareTo(drop.refundUntil()) <= 0)
        .toList();
  }

  private List<CreditNote> notes(Drop drop) {
    List<CreditNote> notes = new ArrayList<>(credits.ofFile(drop.after(), drop.until()));
    for (CreditNote note : credits.byHand(drop.byHandAfter())) {
      if (note.creditCode().compareTo(drop.byHandUntil()) <= 0) {
        notes.add(note);
      }
    }
    return notes;
  }

  private @Nullable Drop drop(String which) {
    String json = drops.get(which);
    return json == null ? null : Json.mapper().readValue(json, Drop.class);
  }

  @Override
  public void close() {
    // Nothing is open between two files.
  }
}
