package com.khaosbridge.activities.credits;

import com.khaosbridge.activities.khaos.records.ErpTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a file of credit notes, with a row for each of their lines, or of refunds, with a row for
 * each. Which it is, its header says: only refunds have a {@code refund_id}.
 */
final class CreditCsv {
  private static final List<String> NOTE_COLUMNS =
      List.of(
          NoteReader.ID,
          "credit_code",
          "company_id",
          "order_code",
          "issued",
          "currency",
          "reason",
          "line_no",
          "stock_code",
          "description",
          "quantity",
          "net",
          "vat",
          "delivery");
  private static final List<String> REFUND_COLUMNS =
      List.of(RefundReader.ID, NoteReader.ID, "paid", "amount", "currency");

  private final NoteReader notes;
  private final RefundReader refunds;

  CreditCsv(ErpTime time) {
    this.notes = new NoteReader(time);
    this.refunds = new RefundReader(time);
  }

  DroppedFile read(String name, String sha256, byte[] bytes) throws UnusableFile {
    CsvTable table = CsvTable.parse(name, bytes);
    boolean ofRefunds = table.columns().contains(RefundReader.ID);
    List<String> missing = new ArrayList<>(ofRefunds ? REFUND_COLUMNS : NOTE_COLUMNS);
    missing.removeAll(table.columns());
    if (!missing.isEmpty()) {
      return DroppedFile.unusable(
          name,
          sha256,
          ofRefunds ? DroppedFile.Kind.REFUNDS : DroppedFile.Kind.CREDIT_NOTES,
          new UnreadableCredit(
              "",
              name,
              "header",
              "no column " + String.join(", ", missing),
              "the first row must name the columns, separated by commas"));
    }
    return ofRefunds ? refunds(name, sha256, table) : creditNotes(name, sha256, table);
  }

  private DroppedFile creditNotes(String name, String sha256, CsvTable table) {
    List<CreditNote> read = new ArrayList<>();
    List<UnreadableCredit> problems = new ArrayList<>();
    for (List<CsvTable.Entry> entries : byNote(table).values()) {
      try {
        read.add(notes.read(rows(NoteReader.ID, entries)));
      } catch (BadField e) {
        problems.add(e.problem());
      }
    }
    return new DroppedFile(
        name, sha256, DroppedFile.Kind.CREDIT_NOTES, true, read, List.of(), problems);
  }

  private DroppedFile refunds(String name, String sha256, CsvTable table) {
    List<CreditRefund> read = new ArrayList<>();
    List<UnreadableCredit> problems = new ArrayList<>();
    for (CsvTable.Entry entry : table.entries()) {
      try {
        read.add(refunds.read(row(RefundReader.ID, entry)));
      } catch (BadField e) {
        problems.add(e.problem());
      }
    }
    return new DroppedFile(name, sha256, DroppedFile.Kind.REFUNDS, true, List.of(), read, problems);
  }

  /** A row without an id is a note of its own, so that each is told of. */
  private static Map<String, List<CsvTable.Entry>> byNote(CsvTable table) {
    Map<String, List<CsvTable.Entry>> byNote = new LinkedHashMap<>();
    for (CsvTable.Entry entry : table.entries()) {
      String id = new SourceRow(NoteReader.ID, entry.place(), entry.values()).text(NoteReader.ID);
      byNote
          .computeIfAbsent(id == null ? "at " + entry.place() : id, key -> new ArrayList<>())
          .add(entry);
    }
    return byNote;
  }

  private static List<SourceRow> rows(String key, List<CsvTable.Entry> entries) throws BadField {
    List<SourceRow> rows = new ArrayList<>();
    for (CsvTable.Entry entry : entries) {
      rows.add(row(key, entry));
    }
    return rows;
  }

  private static SourceRow row(String key, CsvTable.Entry entry) throws BadField {
    SourceRow row = new SourceRow(key, entry.place(), entry.values());
    if (!entry.complete()) {
      throw row.bad(
          "row", "more or fewer fields than the header", "its values may be in wrong columns");
    }
    return row;
  }
}
