package com.khaosbridge.activities.khaos.records;

/**
 * A record of the ERP that can't be used as it stands.
 *
 * @param record what kind of record, e.g. {@code sales order}
 * @param key its code, or empty if that is missing or may be something else than a code
 * @param field the field at fault, as the ERP names it
 * @param shape the value's shape, never the value: e.g. {@code text of 3 letters where a decimal
 *     number belongs}
 * @param nextStep what a person should do about it
 */
public record RecordProblem(
    String record, String key, String field, String shape, String nextStep) {

  public RecordProblem {
    key = RecordKey.isPlain(key) ? key : "";
  }

  /**
   * A record that can't even be asked for.
   *
   * @param code what should have been its code
   */
  public static RecordProblem unaskable(String record, String keyField, String code) {
    return new RecordProblem(
        record,
        "",
        keyField,
        (code.isBlank() ? "empty" : ValueShape.of(code) + " with a comma or a control character")
            + ", so the record can't be asked for",
        "Give the record a plain code in the ERP.");
  }

  /**
   * A record at which its reader failed for a reason that nobody foresaw.
   *
   * @param reason its message may quote the record, so only its kind is kept
   */
  public static RecordProblem unforeseen(String record, String keyField, RuntimeException reason) {
    return new RecordProblem(
        record,
        "",
        keyField,
        "a record that stops its reader (" + reason.getClass().getSimpleName() + ")",
        "Tell the bridge's developers; the other records are read.");
  }

  @Override
  public String toString() {
    return record + " " + key + ", field " + field + ": " + shape + ". " + nextStep;
  }
}
