package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.workflows.delivery.Consent;
import org.jspecify.annotations.Nullable;

/**
 * A customer as the ERP has it now. Holds personal data: lives only as long as the call that needs
 * it, and is never logged.
 *
 * @param companyId the ERP's internal key, which never changes ({@code COMPANY_ID})
 * @param urn the code by which documents name the customer ({@code COMPANY_CODE})
 * @param email the selected e-mail, trimmed, as the ERP writes it; null if none
 * @param consent what the configured rule makes of the ERP's three signals
 * @param consentRaw the raw values behind it, for the ledger: no personal data
 * @param consentByBox whether {@code EMAILSUBSCRIBE} alone says so, and no flag or hold
 */
public record Company(
    String companyId,
    String urn,
    @Nullable String email,
    EmailState emailState,
    Consent consent,
    String consentRaw,
    boolean consentByBox,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String country,
    @Nullable String countryCode,
    @Nullable String postcode,
    boolean supplier,
    boolean hidden,
    boolean held) {
  /** The e-mail as all ways of writing it come to; null if there is none. */
  public @Nullable String normalEmail() {
    return email == null ? null : EmailAddresses.normal(email);
  }

  @Override
  public String toString() {
    return "Company[" + companyId + "]";
  }
}
