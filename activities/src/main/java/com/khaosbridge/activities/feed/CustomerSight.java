package com.khaosbridge.activities.feed;

import com.khaosbridge.activities.khaos.Company;
import com.khaosbridge.activities.khaos.ErpPriority;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.Readings;
import com.khaosbridge.activities.ledger.Cases;
import com.khaosbridge.activities.ledger.CustomerLedger;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.Collection;

/** Reads customers from the ERP and records them. */
public final class CustomerSight {
  private static final String RECORD = "customer";

  private final KhaosControl erp;
  private final CustomerLedger customers;
  private final Cases cases;

  public CustomerSight(KhaosControl erp, CustomerLedger customers, Cases cases) {
    this.erp = erp;
    this.customers = customers;
    this.cases = cases;
  }

  /**
   * Reads and records customers.
   *
   * @param observedAt business time before the read
   * @return how many were read
   */
  public int observe(Collection<String> urns, Instant observedAt, ErpPriority priority, Lane lane) {
    if (urns.isEmpty()) {
      return 0;
    }
    Readings<Company> readings = erp.companies(urns, priority);
    customers.record(readings.records(), observedAt, lane);
    cases.unreadable(readings.problems());
    cases.readable(RECORD, readings.records().stream().map(Company::urn).toList());
    return readings.records().size();
  }
}
