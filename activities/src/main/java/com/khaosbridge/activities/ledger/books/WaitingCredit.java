package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.workflows.decision.CreditAttribution.CreditedLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credit note whose orders have still to be found.
 *
 * @param personId whose it is, null for a guest's
 * @param orderCode the order that it names, null if it names none
 */
record WaitingCredit(
    String creditId,
    @Nullable String personId,
    @Nullable String orderCode,
    Instant issuedAt,
    boolean live,
    List<CreditedLine> lines) {}
