package com.khaosbridge.activities.credits;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a source handed over. */
record Taken(
    int count,
    List<List<CreditNote>> batches,
    List<List<CreditRefund>> refunds,
    List<UnreadableCredit> problems) {

  static Taken creditNotes(RepeatableCredits source, @Nullable Instant since) {
    List<List<CreditNote>> batches = new ArrayList<>();
    List<UnreadableCredit> problems = new ArrayList<>();
    int count = source.creditNotes(since, batches::add, problems::add);
    return new Taken(count, batches, List.of(), problems);
  }

  static Taken refunds(RepeatableCredits source, @Nullable Instant since) {
    List<List<CreditRefund>> refunds = new ArrayList<>();
    List<UnreadableCredit> problems = new ArrayList<>();
    int count = source.refunds(since, refunds::add, problems::add);
    return new Taken(count, List.of(), refunds, problems);
  }

  List<CreditNote> notes() {
    return batches.stream().flatMap(List::stream).toList();
  }

  List<String> ids() {
    return notes().stream().map(CreditNote::creditId).toList();
  }
}
