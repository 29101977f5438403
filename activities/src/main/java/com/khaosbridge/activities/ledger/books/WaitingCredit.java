package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.workflows.decision.CreditAttribution.CreditedLine;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credit note whose orders have still to be found.
 *
 * @param personId whose it is, null for a guest's
 * @param orderCode the order that it names, null if it names none
 * @param lane in which destinations are told
 * @param again whether it had found its orders before, and says otherwise now
 */
record WaitingCredit(
    String creditId,
    @Nullable String personId,
    @Nullable String orderCode,
    Instant issuedAt,
    Lane lane,
    boolean again,
    List<CreditedLine> lines) {}
