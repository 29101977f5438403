package com.khaosbridge.activities.ledger.cases;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import java.math.BigDecimal;
import java.util.List;

/**
 * The cases about differences that are not ours to repair: one open case a place and class. Nothing
 * repairs the ledger, so that all of its differences are such.
 */
public final class ReconciliationCases {
  private static final int EXAMPLES = 3;

  private final LedgerDatabase database;
  private final Cases cases;
  private final CaseClosing closing;

  public ReconciliationCases(LedgerDatabase database, String source) {
    this.database = database;
    this.cases = new Cases(database, source);
    this.closing = new CaseClosing(database, source);
  }

  /**
   * Opens, refreshes and closes the cases of a place that was compared to its end. Call it within a
   * transaction.
   *
   * @param everything whether all orders were compared. Else a case that is open stays as it is,
   *     since it may be about others
   */
  public void found(Side side, boolean everything) {
    for (DifferenceClass type : DifferenceClass.values()) {
      List<Difference> theirs =
          side.differences().stream().filter(one -> one.type() == type && !isOurs(one)).toList();
      if (!theirs.isEmpty()) {
        open(side.place(), type, theirs, everything);
      } else if (everything) {
        closing.closeCause(side.place(), CaseType.RECONCILIATION, type.words());
      }
    }
  }

  private static boolean isOurs(Difference one) {
    return one.repairable() && !one.destination().equals(Difference.LEDGER);
  }

  private void open(
      String place, DifferenceClass type, List<Difference> theirs, boolean everything) {
    String happened = happened(place, type, theirs);
    long id = cases.open(place, CaseType.RECONCILIATION, type.words(), happened);
    if (everything) {
      cases.rephrase(id, happened);
    }
    database
        .sql()
        .sql("update bridge_case set owner = ?, what_it_means = ?, what_to_do = ? where id = ?")
        .params(
            owner(type),
            "This is " + type.meaning() + ". " + CaseType.RECONCILIATION.meaning(),
            whatToDo(type) + " " + CaseType.RECONCILIATION.whatToDo(),
            id)
        .update();
  }

  private static String happened(String place, DifferenceClass type, List<Difference> theirs) {
    BigDecimal amount =
        theirs.stream().map(Difference::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    StringBuilder text = new StringBuilder();
    text.append(theirs.size()).append(" × ").append(type.words()).append(" at ").append(place);
    if (amount.signum() != 0) {
      text.append(", ")
          .append(amount.abs().toPlainString())
          .append(amount.signum() > 0 ? " exVat too much" : " exVat too little");
    }
    text.append(". For example: ");
    theirs.stream().limit(EXAMPLES).forEach(one -> text.append(example(one)).append(' '));
    return text.toString().strip();
  }

  private static String example(Difference one) {
    StringBuilder about = new StringBuilder();
    if (one.order() != null) {
      about.append("order ").append(one.order()).append(": ");
    } else if (one.person() != null) {
      about.append("person ").append(one.person()).append(": ");
    }
    return about.append(one.what()).toString();
  }

  private static String owner(DifferenceClass type) {
    return switch (type) {
      case MISSING, NOT_IN_ERP, OTHER_AMOUNT, STALE_METRIC -> "finance";
      case OTHER_OWNER, OTHER_PROFILE, CONSENT_DRIFT, DUPLICATE, ORPHAN -> "marketing";
    };
  }

  private static String whatToDo(DifferenceClass type) {
    return switch (type) {
      case MISSING -> "Tell engineering: what Khaos Control has, the bridge has not seen.";
      case NOT_IN_ERP -> "Find out who wrote it there; remove it if it is not true.";
      case OTHER_AMOUNT ->
          "An invoice that changed after it was final is put right by a credit note in Khaos"
              + " Control.";
      case OTHER_OWNER, OTHER_PROFILE, STALE_METRIC ->
          "Find out who else writes there, and let them stop.";
      case CONSENT_DRIFT ->
          "Find out what the person wants, and set that in Khaos Control. Mail nobody on doubt.";
      case DUPLICATE -> "Decide which of the two is to stay, and remove the other there.";
      case ORPHAN -> "Remove it there, or give it back its contact.";
    };
  }
}
