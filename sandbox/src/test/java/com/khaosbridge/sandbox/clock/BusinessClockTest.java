package com.khaosbridge.sandbox.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusinessClockTest {
  private static final Instant START = Instant.parse("2011-06-28T23:00:00Z");
  private Instant real = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void itStandsUntilItIsStartedAndThenRunsAtItsFactor() {
    BusinessClock clock = new BusinessClock(START, () -> real);
    real = real.plusSeconds(100);
    assertThat(clock.now()).isEqualTo(START);

    clock.run(3600);
    real = real.plusMillis(1500);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(5400));

    clock.run(0);
    real = real.plusSeconds(100);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(5400));
  }

  @Test
  void itGoesOnFromWhereItIsSet() {
    BusinessClock clock = new BusinessClock(START, () -> real);
    clock.run(10);
    clock.set(START.plusSeconds(1000));
    real = real.plusSeconds(2);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(1020));
  }

  @Test
  void aClockFromAStateGoesOnAsIfItHadNeverStopped() {
    List<ClockState> states = new ArrayList<>();
    BusinessClock first =
        new BusinessClock(new ClockState(START, real, 0), () -> real, states::add);
    first.run(60);
    real = real.plusSeconds(30);

    BusinessClock second = new BusinessClock(states.get(0), () -> real, states::add);
    assertThat(second.now()).isEqualTo(first.now()).isEqualTo(START.plusSeconds(1800));
  }

  @Test
  void itNeverRunsBackwards() {
    BusinessClock clock = new BusinessClock(START, () -> real);
    assertThatThrownBy(() -> clock.run(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> clock.run(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
