package com.khaosbridge.activities.money;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** Rates of exchange into the account's currency. */
public interface Rates {
  /** No rate of any currency is known. */
  Rates NONE = (currency, day) -> Optional.empty();

  /**
   * What one unit of a currency is worth in the account's on a day. Empty if nobody knows: a rate
   * is never guessed.
   *
   * @param currency ISO 4217
   * @param day the ERP's business date
   */
  Optional<BigDecimal> at(String currency, LocalDate day);

  /** A number that is another one whenever rates may have been added or changed. */
  default long version() {
    return 0;
  }
}
