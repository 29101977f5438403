package com.khaosbridge.activities.khaos.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErpTimeTest {
  private final ErpTime time = new ErpTime(ZoneId.of("Europe/London"));

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2011-01-10T12:00:00, 2011-01-10T12:00:00Z",
    "2011-06-10T12:00:00, 2011-06-10T11:00:00Z",
    "2011-06-10,          2011-06-09T23:00:00Z",
    "2011-10-30T00:59:59, 2011-10-29T23:59:59Z",
    "2011-10-30T01:00:00, 2011-10-30T00:00:00Z",
    "2011-10-30T01:59:59, 2011-10-30T00:59:59Z",
    "2011-10-30T02:00:00, 2011-10-30T02:00:00Z",
    "2011-03-27T00:59:59, 2011-03-27T00:59:59Z",
    "2011-03-27T01:30:00, 2011-03-27T01:30:00Z",
    "2011-03-27T02:00:00, 2011-03-27T01:00:00Z",
  })
  void localTimesBecomeInstantsTheDoubleHourTheEarlier(String local, Instant expected) {
    assertThat(time.instant(time.local(local))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1899-12-30T00:00:00", "1899-12-30"})
  void emptyAndZeroAreNoDate(String text) {
    assertThat(time.local(text)).isNull();
    assertThat(time.local(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01/06/2011",
        "2011-06-31T00:00:00",
        "2011-06-01T25:00:00",
        "2011-06-01T12:00:00Z",
        "2011-06-01 12:00:00",
        "0011-06-01T12:00:00",
        "yesterday"
      })
  void anythingElseIsNoDateAtAll(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> time.local(text));
  }

  @Test
  void sinceEverIsTheDayAfterTheZeroDate() {
    assertThat(time.since(null)).isEqualTo(ErpTime.SINCE_EVER);
    assertThat(time.since(Instant.EPOCH)).isEqualTo(ErpTime.SINCE_EVER);
    assertThat(time.since(Instant.MIN)).isEqualTo(ErpTime.SINCE_EVER);
  }

  @Test
  void aWindowAcrossTheDoubleHourIsNeverInverted() {
    Instant summer = Instant.parse("2011-10-30T00:40:00Z");
    Instant winter = Instant.parse("2011-10-30T01:10:00Z");

    assertThat(time.since(summer)).isEqualTo("2011-10-30T01:00:00");
    assertThat(time.until(winter)).isEqualTo("2011-10-30T02:00:00");
    assertThat(time.until(Instant.parse("2011-10-30T02:10:00Z"))).isEqualTo("2011-10-30T02:10:00");
  }

  @Test
  void whatHappenedInAWindowCarriesALocalTimeWithinIt() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    long begin = Instant.parse("2011-10-29T20:00:00Z").getEpochSecond();
    for (int i = 0; i < 20_000; i++) {
      Instant from = Instant.ofEpochSecond(begin + random.nextInt(36_000));
      Instant to = from.plusSeconds(random.nextInt(7_200));
      Instant at =
          from.plusSeconds(random.nextInt((int) Duration.between(from, to).toSeconds() + 1));
      LocalDateTime stamp = LocalDateTime.ofInstant(at, ZoneId.of("Europe/London"));

      assertThat(stamp)
          .as("seed %d, from %s to %s, at %s", seed, from, to, at)
          .isAfterOrEqualTo(time.since(from))
          .isBeforeOrEqualTo(time.until(to));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2011-06-01T00:00:00Z, 10",
    "2011-03-27T01:00:00Z, 10",
    "2011-10-29T20:00:00Z, 10",
    "2011-10-30T00:10:00Z, 65",
    "2011-10-30T01:00:00Z, 65",
    "2011-10-30T02:04:00Z, 65",
    "2011-10-30T06:00:00Z, 10",
  })
  void theOverlapIsLongerAroundTheEndOfSummerTime(Instant at, long minutes) {
    assertThat(time.overlapAt(at, CursorOverlap.DEFAULT)).isEqualTo(Duration.ofMinutes(minutes));
  }
}
