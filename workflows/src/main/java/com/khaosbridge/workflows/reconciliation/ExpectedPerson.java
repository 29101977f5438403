package com.khaosbridge.workflows.reconciliation;

import com.khaosbridge.workflows.delivery.Consent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as the ledger has it at one destination.
 *
 * @param contactId the linked contact, null if there is none
 * @param writtenByUs whether what is known of its consent was written by us, and not read there
 * @param consent the strictest of the person's customers
 * @param written the consent that we last wrote to the contact, or read there; null if none
 * @param onHold whether the ERP has a hold on one of its customers
 * @param contact what may be expected of the contact's profile
 * @param consentOwed what may be expected of the contact's consent
 * @param consentHeld whether its consent is held under a case
 */
public record ExpectedPerson(
    String personId,
    @Nullable String contactId,
    boolean writtenByUs,
    Consent consent,
    @Nullable Consent written,
    boolean onHold,
    Standing contact,
    Standing consentOwed,
    boolean consentHeld,
    List<String> urns) {
  public ExpectedPerson {
    urns = List.copyOf(urns);
  }
}
