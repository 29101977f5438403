package com.khaosbridge.workflows.delivery;

import static com.khaosbridge.workflows.delivery.Consent.OPTED_IN;
import static com.khaosbridge.workflows.delivery.Consent.OPTED_OUT;
import static com.khaosbridge.workflows.delivery.Consent.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConsentTest {
  private static final List<Consent> STRICTEST_FIRST = List.of(OPTED_OUT, UNKNOWN, OPTED_IN);

  @ParameterizedTest
  @CsvSource({
    "OPTED_IN,  OPTED_IN,  OPTED_IN",
    "OPTED_IN,  UNKNOWN,   UNKNOWN",
    "OPTED_IN,  OPTED_OUT, OPTED_OUT",
    "UNKNOWN,   UNKNOWN,   UNKNOWN",
    "UNKNOWN,   OPTED_OUT, OPTED_OUT",
    "OPTED_OUT, OPTED_OUT, OPTED_OUT",
  })
  void the_strictest_of_two_binds_in_either_order(Consent one, Consent other, Consent binding) {
    assertThat(one.strictest(other)).isEqualTo(binding);
    assertThat(other.strictest(one)).isEqualTo(binding);
  }

  @Test
  void one_opted_in_customer_opts_in_nobody_else_of_the_person() {
    for (Consent first : Consent.values()) {
      for (Consent second : Consent.values()) {
        for (Consent third : Consent.values()) {
          Consent strictest =
              List.of(first, second, third).stream()
                  .min(Comparator.comparing(STRICTEST_FIRST::indexOf))
                  .orElseThrow();
          assertThat(first.strictest(second).strictest(third)).isEqualTo(strictest);
          assertThat(first.strictest(second.strictest(third))).isEqualTo(strictest);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void consent_is_its_own_strictest(Consent consent) {
    assertThat(consent.strictest(consent)).isEqualTo(consent);
  }
}
