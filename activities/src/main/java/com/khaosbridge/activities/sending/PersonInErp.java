package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.records.EmailState;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as the ERP has it at this moment. Holds personal data: lives no longer than the call.
 *
 * @param leading the customer of whom the contact is made
 * @param customers all customers of the person that the ERP gave
 * @param customerIds all customers that the ledger has of the person
 */
public record PersonInErp(Company leading, List<Company> customers, List<String> customerIds) {

  /** The address to write to, null if there is none that can be written to. */
  public @Nullable String email() {
    return leading.emailState() == EmailState.VALID ? leading.email() : null;
  }

  public boolean onHold() {
    return customers.stream().anyMatch(Company::held);
  }

  /** The strictest of this and of what the ERP says of each customer now. */
  public Consent strictest(Consent known) {
    return customers.stream().map(Company::consent).reduce(known, Consent::strictest);
  }

  public Row.Profile profile(String email) {
    return new Row.Profile(
        email,
        leading.firstName(),
        leading.lastName(),
        leading.country(),
        leading.countryCode(),
        leading.postcode(),
        leading.urn(),
        customerIds);
  }

  @Override
  public String toString() {
    return "PersonInErp" + customerIds;
  }
}
