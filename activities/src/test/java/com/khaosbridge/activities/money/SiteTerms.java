package com.khaosbridge.activities.money;

import com.khaosbridge.activities.observing.CountedMoney;
import java.util.List;

/** The terms of a site that counts in pounds, with delivery and all goods. */
public final class SiteTerms {
  private SiteTerms() {}

  public static MoneyTerms pounds() {
    return new MoneyTerms("GBP", Rates.NONE, true, List.of(), false);
  }

  public static CountedMoney inPounds() {
    return new CountedMoney(pounds());
  }
}
