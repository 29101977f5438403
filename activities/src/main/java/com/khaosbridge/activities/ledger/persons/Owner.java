package com.khaosbridge.activities.ledger.persons;

import com.khaosbridge.workflows.delivery.ExclusionReason;
import org.jspecify.annotations.Nullable;

/**
 * Whose an order is.
 *
 * @param companyId the customer who ordered
 * @param exclusion why the person has no contact, null if there may be one
 */
public record Owner(String companyId, String personId, @Nullable ExclusionReason exclusion) {}
