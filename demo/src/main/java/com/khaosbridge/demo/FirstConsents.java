package com.khaosbridge.demo;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.ConsentApprovals;
import com.khaosbridge.activities.ledger.reports.ConsentPreview;
import com.khaosbridge.activities.ledger.reports.ConsentPreview.Preview;
import java.util.ArrayList;
import java.util.List;

/** The quick start looks at its own preview of the first consents, and approves it. */
final class FirstConsents {
  private static final String QUICK_START = "quick start";

  private final ConsentPreview previews;
  private final ConsentApprovals approvals;

  FirstConsents(LedgerDatabase database, String source) {
    this.previews = new ConsentPreview(database, source);
    this.approvals = new ConsentApprovals(database, source);
  }

  /** Gives what to say of it. */
  List<String> approve() {
    List<String> said = new ArrayList<>();
    for (String destination : previews.destinations()) {
      Preview preview = previews.of(destination);
      int going = approvals.give(destination, preview.name(), QUICK_START);
      said.add(
          destination
              + ": the quick start approves its own preview of the first consents, "
              + preview.name()
              + "; contacts that were there before and change: "
              + going
              + ". At a real site that is yours to do.");
    }
    return said;
  }
}
