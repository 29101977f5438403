package com.khaosbridge.activities.money;

import com.khaosbridge.activities.ledger.outbox.BlastLimits;
import com.khaosbridge.activities.ledger.outbox.OutboxTerms;
import com.khaosbridge.activities.observing.CountedMoney;
import com.khaosbridge.workflows.decision.FirstSight;
import java.util.List;

/** The terms of a site that counts in pounds, with delivery and all goods. */
public final class SiteTerms {
  private SiteTerms() {}

  public static MoneyTerms pounds() {
    return new MoneyTerms("GBP", Rates.NONE, true, List.of(), false);
  }

  /** What goes at a site where the ERP's opt-outs count, at any hour. */
  public static OutboxTerms outbox() {
    return new OutboxTerms(null, BlastLimits.standard(), FirstSight.ERP_WINS);
  }

  public static CountedMoney inPounds() {
    return new CountedMoney(pounds());
  }
}
