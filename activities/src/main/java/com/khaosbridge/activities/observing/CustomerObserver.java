package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.records.Readings;
import com.khaosbridge.activities.khaos.records.RecordProblem;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.CustomerLedger;
import com.khaosbridge.activities.ledger.books.Look;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads customers from the ERP and records them. */
public final class CustomerObserver {
  private static final String RECORD = "customer";

  private final KhaosControl erp;
  private final CustomerLedger customers;
  private final Cases cases;
  private final KhaosFacts facts;

  public CustomerObserver(
      KhaosControl erp, CustomerLedger customers, Cases cases, KhaosFacts facts) {
    this.erp = erp;
    this.customers = customers;
    this.cases = cases;
    this.facts = facts;
  }

  /**
   * What came of a look.
   *
   * @param read how many customers were read
   * @param absent the URNs that were asked for and are not in the answer, which is no fact
   */
  public record Seen(int read, Set<String> absent) {}

  /**
   * Reads and records customers.
   *
   * @param observedAt business time before the read
   */
  public Seen observe(
      Collection<String> urns, Instant observedAt, ErpPriority priority, Lane lane) {
    return observe(urns, customers.look(observedAt), priority, lane);
  }

  /** Reads and records customers in a look that began before. */
  Seen observe(Collection<String> urns, Look look, ErpPriority priority, Lane lane) {
    if (urns.isEmpty()) {
      return new Seen(0, Set.of());
    }
    Readings<Company> readings = erp.companies(urns, priority);
    customers.record(readings.records().stream().map(facts::customer).toList(), look, lane);
    cases.unreadable(KhaosFacts.unreadable(readings.problems()));
    List<String> read = readings.records().stream().map(Company::urn).toList();
    cases.readable(RECORD, read);
    Set<String> absent = new LinkedHashSet<>(urns);
    read.forEach(absent::remove);
    // A URN that can't be asked for comes back as a problem that does not name it.
    readings.problems().forEach(problem -> absent.remove(problem.key()));
    return new Seen(read.size(), absent);
  }

  /** See {@link CustomerLedger#look}. */
  Look look(Instant at) {
    return customers.look(at);
  }

  /**
   * The same in the live lane, but asks once more for those that the answer left out.
   *
   * @return the URNs that are in neither answer
   */
  Set<String> observeTwice(Collection<String> urns, Look look, ErpPriority priority) {
    Set<String> absent = observe(urns, look, priority, Lane.LIVE).absent();
    return observe(absent, look, priority, Lane.LIVE).absent();
  }

  /** See {@link CustomerLedger#joinDue}. */
  void joinDue(Instant at) {
    customers.joinDue(at);
  }

  /** Lets a person look at customers that the ERP lists, but does not give. */
  public void missing(Collection<String> urns) {
    customers.notGiven(
        urns.stream()
            .map(
                urn ->
                    new RecordProblem(
                        RECORD,
                        urn,
                        "COMPANY_CODE",
                        "listed, but in no answer",
                        "Look the customer up in the ERP, and save it again if it is there."))
            .map(KhaosFacts::unreadable)
            .toList());
  }
}
