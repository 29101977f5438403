package com.khaosbridge.sandbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values were computed with another language's integers and hashing. */
class InventionTest {

  @ParameterizedTest
  @CsvSource({
    "1, email, 17850, 0.5556852579065065",
    "1, consent, 17850, 0.1868830905058729",
    "1, path, 536365, 0.6799631262170178",
    "1, ship, 536365, 0.4539286065154906",
    "7, ship, 536365, 0.03324941072564446",
    "1, first, Zoë, 0.07346259046644545",
  })
  void aNumberDependsOnSeedKindAndIdAlone(long seed, String kind, String id, double expected) {
    assertThat(new Invention(seed).u(kind, id)).isEqualTo(expected);
  }
}
