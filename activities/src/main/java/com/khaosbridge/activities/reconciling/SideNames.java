package com.khaosbridge.activities.reconciling;

import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;

/**
 * What a page calls the two that were compared.
 *
 * @param left whose the expected is
 * @param right whose that is which is there
 */
record SideNames(String title, String left, String right) {
  static SideNames of(Side side) {
    if (side.place().equals(Difference.LEDGER)) {
      return new SideNames("Ledger against ERP", "ERP", "ledger");
    }
    return new SideNames(side.place() + " against ledger", "ledger", side.place());
  }
}
