package com.khaosbridge.activities.ledger.persons;

import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer as the ledger has it.
 *
 * @param consentRaw the ERP's values behind the consent
 * @param byBox whether the subscription box alone says what the consent is, and no flag or hold
 * @param erased whether somebody asked to be forgotten who is this customer or had its address
 * @param optedInAt when the ERP was seen to turn to opted in, in business time; null if it did not,
 *     or turned to something else since
 * @param vanishedAt since when the ERP has it no more, in business time; what is known of it is
 *     what it was. Null if the ERP has it
 * @param observedAt when it was last seen to change, in business time
 * @param lookedAt when it was read last, changed or not, by the ledger's clock
 */
public record Customer(
    String companyId,
    String urn,
    String personId,
    AddressState address,
    byte[] profileHash,
    Consent consent,
    String consentRaw,
    boolean byBox,
    boolean supplier,
    boolean hidden,
    boolean held,
    boolean erased,
    @Nullable Instant optedInAt,
    @Nullable Instant vanishedAt,
    Instant observedAt,
    Instant lookedAt) {

  /** Why this customer alone would have no contact, null if there may be one. */
  @Nullable ExclusionReason exclusion() {
    if (erased) {
      return ExclusionReason.ERASED;
    }
    return vanished()
        ? ExclusionReason.VANISHED_FROM_ERP
        : ContactRule.exclusion(address, supplier, hidden, held);
  }

  public boolean vanished() {
    return vanishedAt != null;
  }

  /** Whether the ERP turned to opted in after an instant. */
  boolean turnedInAfter(Instant at) {
    return optedInAt != null && optedInAt.isAfter(at);
  }

  public Customer of(String otherPerson) {
    return new Customer(
        companyId,
        urn,
        otherPerson,
        address,
        profileHash,
        consent,
        consentRaw,
        byBox,
        supplier,
        hidden,
        held,
        erased,
        optedInAt,
        vanishedAt,
        observedAt,
        lookedAt);
  }
}
