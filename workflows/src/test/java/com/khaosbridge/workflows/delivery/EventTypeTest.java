package com.khaosbridge.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTypeTest {

  @ParameterizedTest
  @CsvSource({
    "ORDER_RECEIVED,  order received,  PT12H, false",
    "ORDER_CONFIRMED, order confirmed, PT24H, true",
    "DESPATCHED,      despatched,      PT12H, false",
    "REFUNDED,        refunded,        PT24H, true",
    "CANCELLED,       cancelled,       PT24H, false",
  })
  void only_confirmed_and_refunded_carry_money_and_each_is_valid_for_its_time(
      EventType type, String words, java.time.Duration validFor, boolean money) {
    assertThat(type.words()).isEqualTo(words);
    assertThat(type.validFor()).isEqualTo(validFor);
    assertThat(type.carriesMoney()).isEqualTo(money);
  }
}
