package com.khaosbridge.activities.khaos;

import com.khaosbridge.activities.khaos.records.Readings;
import com.khaosbridge.activities.khaos.records.RecordProblem;
import com.khaosbridge.activities.khaos.records.RecordReader;
import com.khaosbridge.activities.khaos.records.UnreadableRecord;
import com.khaosbridge.activities.khaos.soap.CallTimedOut;
import com.khaosbridge.activities.khaos.soap.ErpCalls;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.khaos.soap.SoapAnswer;
import com.khaosbridge.activities.khaos.soap.SoapFault;
import com.khaosbridge.activities.khaos.soap.SoapRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/**
 * An operation that gives records by their codes, in batches that shrink when the ERP is slow.
 *
 * @param record what a record is called, for problems
 * @param keyField the field of its code
 * @param element the element that holds one
 * @param request the call for some codes
 */
record BatchedExport<T>(
    String record,
    String keyField,
    String element,
    RecordReader<T> reader,
    BatchSize size,
    Function<List<String>, SoapRequest> request) {

  /** Reads all records of these codes. */
  Readings<T> readAll(ErpCalls calls, Collection<String> codes, ErpPriority priority) {
    List<T> records = new ArrayList<>();
    List<RecordProblem> problems = new ArrayList<>();
    List<String> askable = new ArrayList<>();
    for (String code : new LinkedHashSet<>(codes)) {
      if (askable(code)) {
        askable.add(code);
      } else {
        problems.add(RecordProblem.unaskable(record, keyField, code));
      }
    }
    int done = 0;
    while (done < askable.size()) {
      int end = Math.min(done + size.next(priority, calls.liveIsOn()), askable.size());
      SoapRequest batch = request.apply(askable.subList(done, end));
      try {
        ErpCalls.Timed<Readings<T>> answer = calls.call(batch, priority, this::read);
        size.took(end - done, answer.time());
        records.addAll(answer.result().records());
        problems.addAll(answer.result().problems());
        done = end;
      } catch (CallTimedOut e) {
        if (end - done == 1) {
          throw ErpCalls.tooSlow(batch);
        }
        size.timedOut(end - done);
      }
    }
    return new Readings<>(List.copyOf(records), List.copyOf(problems));
  }

  Readings<T> read(SoapAnswer answer) throws IOException, SoapFault {
    List<T> records = new ArrayList<>();
    List<RecordProblem> problems = new ArrayList<>();
    answer.records(
        element,
        node -> {
          try {
            records.add(reader.read(node));
          } catch (UnreadableRecord e) {
            problems.add(e.problem());
          } catch (RuntimeException e) {
            problems.add(RecordProblem.unforeseen(record, keyField, e));
          }
        });
    return new Readings<>(records, problems);
  }

  /** Whether a code can stand in a list of codes with commas, and in XML. */
  private static boolean askable(String code) {
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
}
