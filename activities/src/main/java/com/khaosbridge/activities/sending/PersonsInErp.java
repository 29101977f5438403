package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.persons.Customer;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads persons from the ERP: who they are is the ledger's to say, what they are like is not. */
public final class PersonsInErp {
  private final KhaosControl erp;
  private final Persons persons;

  public PersonsInErp(KhaosControl erp, Persons persons) {
    this.erp = erp;
    this.persons = persons;
  }

  /** Those of these persons whose leading customer is in the ERP's answer, by person id. */
  public Map<String, PersonInErp> read(Lane lane, Collection<String> personIds) {
    Map<String, Person> known = persons.known(personIds);
    List<String> urns =
        known.values().stream().flatMap(person -> person.urns().stream()).distinct().toList();
    ErpPriority priority = lane == Lane.LIVE ? ErpPriority.LIVE_CUSTOMERS : ErpPriority.HISTORY;
    Map<String, Company> byUrn = new HashMap<>();
    erp.companies(urns, priority).records().forEach(company -> byUrn.put(company.urn(), company));
    Map<String, PersonInErp> read = new HashMap<>();
    known.forEach(
        (id, person) -> {
          Customer leading = person.leading();
          Company company = byUrn.get(leading.urn());
          if (company != null) {
            List<Company> all =
                person.urns().stream().map(byUrn::get).filter(Objects::nonNull).toList();
            read.put(id, new PersonInErp(company, all, person.companyIds()));
          }
        });
    return read;
  }
}
