package com.khaosbridge.activities.khaos.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordKeyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "1017850", "U7", "SO536365", "SOC536379", "WEB-1/2", "#1001", "100012345"})
  void codesAreKeys(String code) {
    assertThat(RecordKey.isPlain(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Stone",
        "Jane Stone",
        "jane1@example.com",
        "EC1A 1BB",
        "EC1A1BB",
        "m1-1ae",
        "07700900123",
        "07700-900123",
        "7700900123",
        "+447700900123",
        "1, Mill Lane",
        "SO1\n"
      })
  void whatMayBePersonalIsNone(String text) {
    assertThat(RecordKey.isPlain(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {41, 1_000_000})
  void noKeyIsLongerThan40Characters(int length) {
    assertThat(RecordKey.isPlain("1".repeat(length))).isFalse();
    assertThat(RecordKey.isPlain("A1".repeat(length / 2 + 1))).isFalse();
  }
}
