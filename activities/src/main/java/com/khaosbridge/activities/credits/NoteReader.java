package com.khaosbridge.activities.credits;

import com.khaosbridge.activities.khaos.records.ErpTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Makes one {@link CreditNote} out of the rows of its lines, each of which repeats the note. */
final class NoteReader {
  static final String ID = "credit_id";

  private static final List<String> SAME_IN_EVERY_ROW =
      List.of(
          "credit_code",
          "company_id",
          "company_code",
          "order_code",
          "issued",
          "changed",
          "currency",
          "reason");

  private final ErpTime time;

  NoteReader(ErpTime time) {
    this.time = time;
  }

  /**
   * @param rows at least one, all with the same id
   */
  CreditNote read(List<SourceRow> rows) throws BadField {
    SourceRow note = rows.get(0);
    String creditId = note.code(ID);
    LocalDateTime issued = note.time("issued", time);
    Instant issuedAt = time.instant(issued);
    // A file needn't tell when a note was changed.
    Instant changedAt = note.has("changed") ? time.instant(note.time("changed", time)) : issuedAt;
    if (note.text("company_id") == null && note.text("company_code") != null) {
      throw note.bad("company_id", "empty", "company_code is set, so the note is no guest's");
    }
    return new CreditNote(
        creditId,
        note.code("credit_code"),
        note.codeOrNull("company_id"),
        note.codeOrNull("order_code"),
        issuedAt,
        issued.toLocalDate(),
        note.currency("currency"),
        note.textOrEmpty("reason"),
        lines(rows),
        changedAt);
  }

  private static void requireSameNote(SourceRow row, SourceRow first) throws BadField {
    for (String column : SAME_IN_EVERY_ROW) {
      if (!Objects.equals(row.text(column), first.text(column))) {
        throw row.bad(
            column,
            "another value than in the credit note's first row",
            "all rows of a credit note must agree on it");
      }
    }
  }

  private static List<CreditLine> lines(List<SourceRow> rows) throws BadField {
    TreeMap<Integer, CreditLine> lines = new TreeMap<>();
    for (SourceRow row : rows) {
      requireSameNote(row, rows.get(0));
      CreditLine line =
          new CreditLine(
              row.whole("line_no"),
              row.required("stock_code"),
              row.textOrEmpty("description"),
              row.decimal("quantity"),
              row.decimal("net"),
              row.decimal("vat"),
              row.flag("delivery"));
      if (lines.put(line.ordinal(), line) != null) {
        throw row.bad(
            "line_no",
            "a number that an earlier row of the credit note has",
            "a line that comes twice would be credited twice");
      }
    }
    return List.copyOf(lines.values());
  }
}
