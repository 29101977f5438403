package com.khaosbridge.activities.credits;

import java.util.ArrayList;
import java.util.List;

/** What dropped files handed over, in text. */
class TakenFromDrop implements CreditTaker {
  final List<String> notes = new ArrayList<>();
  final List<String> refunds = new ArrayList<>();
  final List<String> unreadable = new ArrayList<>();

  static TakenFromDrop all(DroppedCredits source) {
    TakenFromDrop taken = new TakenFromDrop();
    source.read(null, taken);
    return taken;
  }

  @Override
  public void creditNotes(List<CreditNote> some) {
    some.forEach(note -> notes.add(note.creditId()));
  }

  @Override
  public void refunds(List<CreditRefund> some) {
    some.forEach(refund -> refunds.add(refund.refundId()));
  }

  @Override
  public void unreadableNote(UnreadableCredit problem) {
    unreadable.add("note " + problem.key());
  }

  @Override
  public void unreadableRefund(UnreadableCredit problem) {
    unreadable.add("refund " + problem.key());
  }
}
