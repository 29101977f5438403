package com.khaosbridge.activities.credits;

import java.util.List;

/** Takes what a source of credit notes holds. What it throws ends the reading. */
public interface CreditTaker {

  /** Takes whole notes, some at a time. */
  void creditNotes(List<CreditNote> notes);

  /** Takes refunds, some at a time. */
  void refunds(List<CreditRefund> refunds);

  /** Takes a credit note that can't be used; the others go on. */
  void unreadableNote(UnreadableCredit problem);

  /** Takes a refund that can't be used; the others go on. */
  void unreadableRefund(UnreadableCredit problem);
}
