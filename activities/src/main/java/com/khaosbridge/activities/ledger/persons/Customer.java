package com.khaosbridge.activities.ledger.persons;

import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer as the ledger has it.
 *
 * @param vanished whether the ERP has it no more; what is known of it is what it was
 * @param observedAt when it was last seen to change, in business time
 */
public record Customer(
    String companyId,
    String urn,
    String personId,
    AddressState address,
    byte[] profileHash,
    Consent consent,
    boolean supplier,
    boolean hidden,
    boolean held,
    boolean vanished,
    Instant observedAt) {

  /** Why this customer alone would have no contact, null if there may be one. */
  @Nullable ExclusionReason exclusion() {
    return vanished
        ? ExclusionReason.VANISHED_FROM_ERP
        : ContactRule.exclusion(address, supplier, hidden, held);
  }

  public Customer of(String otherPerson) {
    return new Customer(
        companyId,
        urn,
        otherPerson,
        address,
        profileHash,
        consent,
        supplier,
        hidden,
        held,
        vanished,
        observedAt);
  }
}
