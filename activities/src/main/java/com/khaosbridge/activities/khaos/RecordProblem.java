package com.khaosbridge.activities.khaos;

/**
 * A record of the ERP that can't be used as it stands.
 *
 * @param record what kind of record, e.g. {@code sales order}
 * @param key its code, or empty if even that is missing
 * @param field the field at fault, as the ERP names it
 * @param shape the value's shape, never the value: e.g. {@code text of 3 letters where a decimal
 *     number belongs}
 * @param nextStep what a person should do about it
 */
public record RecordProblem(
    String record, String key, String field, String shape, String nextStep) {
  @Override
  public String toString() {
    return record + " " + key + ", field " + field + ": " + shape + ". " + nextStep;
  }
}
