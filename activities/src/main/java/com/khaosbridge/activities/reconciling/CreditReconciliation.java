package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.credits.CreditNote;
import com.khaosbridge.activities.credits.RepeatableCredits;
import com.khaosbridge.activities.ledger.reports.KnownMoney;
import com.khaosbridge.activities.ledger.reports.KnownMoney.KnownNote;
import com.khaosbridge.activities.observing.CountedMoney;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the ledger's credit notes with those of a source that can be read again. */
final class CreditReconciliation {
  private final KnownMoney known;
  private final CountedMoney money;

  CreditReconciliation(KnownMoney known, CountedMoney money) {
    this.known = known;
    this.money = money;
  }

  /**
   * Reads all notes of the source.
   *
   * @param sums gets the credits of both sides
   */
  List<Difference> compare(RepeatableCredits source, Window window, OrderSums sums) {
    Map<String, KnownNote> inLedger = known.creditNotes();
    Map<String, Difference> differences = new HashMap<>();
    source.creditNotes(
        null,
        notes ->
            notes.stream()
                .flatMap(note -> money.note(note).stream())
                .forEach(
                    note -> judge(note, inLedger.get(note.creditId()), window, sums, differences)),
        unreadable -> {});
    // The feed may have read them since.
    Map<String, KnownNote> now = known.creditNotes();
    List<Difference> left = new ArrayList<>();
    differences.forEach(
        (id, difference) -> {
          if (Objects.equals(inLedger.get(id), now.get(id))) {
            left.add(difference);
          }
        });
    return left;
  }

  private static void judge(
      CreditNote note,
      @Nullable KnownNote ours,
      Window window,
      OrderSums sums,
      Map<String, Difference> differences) {
    if (!window.contains(note.businessDate())) {
      return;
    }
    BigDecimal exVat = note.exVat();
    sums.expectCredit(note.businessDate(), exVat);
    if (ours != null) {
      sums.findCredit(note.businessDate(), ours.exVat());
    }
    if (ours == null) {
      differences.put(
          note.creditId(),
          difference(
              DifferenceClass.MISSING, note, exVat, "The credit note is not in the ledger."));
    } else if (ours.exVat().compareTo(exVat) != 0) {
      differences.put(
          note.creditId(),
          difference(
              DifferenceClass.OTHER_AMOUNT,
              note,
              exVat.subtract(ours.exVat()),
              "The credit note comes to "
                  + exVat.toPlainString()
                  + ", in the ledger to "
                  + ours.exVat().toPlainString()
                  + "."));
    }
  }

  private static Difference difference(
      DifferenceClass type, CreditNote note, BigDecimal amount, String what) {
    return new Difference(
        Difference.LEDGER, type, null, note.creditId(), "credit note", amount, what, true);
  }
}
