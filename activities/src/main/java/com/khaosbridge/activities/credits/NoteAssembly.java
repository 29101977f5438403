package com.khaosbridge.activities.credits;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts credit notes together out of rows that come one by one, those of a note in a row. */
final class NoteAssembly {
  private final NoteReader reader;
  private final Consumer<CreditNote> notes;
  private final Consumer<UnreadableCredit> problems;
  private final List<SourceRow> rows = new ArrayList<>();
  private final Set<String> ended = new HashSet<>();
  private @Nullable String id;

  NoteAssembly(NoteReader reader, Consumer<CreditNote> notes, Consumer<UnreadableCredit> problems) {
    this.reader = reader;
    this.notes = notes;
    this.problems = problems;
  }

  /**
   * @throws ReportingCopyException if the row's note ended before: it was handed over without it
   */
  void add(SourceRow row) {
    String next = row.text(NoteReader.ID);
    if (!Objects.equals(id, next)) {
      end();
    }
    if (next != null && ended.contains(next)) {
      throw ReportingCopyException.scattered(QueryContract.CREDIT_NOTES.query(), NoteReader.ID);
    }
    id = next;
    rows.add(row);
  }

  /** Ends the last note. */
  void end() {
    if (rows.isEmpty()) {
      return;
    }
    try {
      notes.accept(reader.read(rows));
    } catch (BadField e) {
      problems.accept(e.problem());
    }
    if (id != null) {
      ended.add(id);
    }
    rows.clear();
  }
}
