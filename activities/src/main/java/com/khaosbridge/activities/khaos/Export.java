package com.khaosbridge.activities.khaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An operation that gives records by their codes.
 *
 * @param record what a record is called, for problems
 * @param keyField the field of its code
 * @param element the element that holds one
 * @param request the call for some codes
 */
record Export<T>(
    String record,
    String keyField,
    String element,
    RecordReader<T> reader,
    BatchSize size,
    Function<List<String>, SoapRequest> request) {

  Readings<T> read(SoapAnswer answer) throws IOException, SoapAnswer.SoapFault {
    List<T> records = new ArrayList<>();
    List<RecordProblem> problems = new ArrayList<>();
    answer.records(
        element,
        node -> {
          try {
            records.add(reader.read(node));
          } catch (UnreadableRecord e) {
            problems.add(e.problem());
          }
        });
    return new Readings<>(records, problems);
  }

  /** Whether a code can stand in a list of codes with commas, and in XML. */
  static boolean askable(String code) {
    return !code.isBlank()
        && code.codePoints()
            .noneMatch(
                c ->
                    c == ','
                        || Character.isISOControl(c)
                        || Character.getType(c) == Character.SURROGATE
                        || c == 0xFFFE
                        || c == 0xFFFF);
  }

  RecordProblem unaskable(String code) {
    return new RecordProblem(
        record,
        "",
        keyField,
        (code.isBlank() ? "empty" : Fields.shape(code) + " with a comma or a control character")
            + ", so the record can't be asked for",
        "Give the record a plain code in the ERP.");
  }
}
