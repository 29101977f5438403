package com.khaosbridge.activities.khaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.khaos.soap.CallLimits;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
  private final BatchSize size = new BatchSize(200, CallLimits.DEFAULT);

  @Test
  void aBatchHalvesOnEveryTimeoutDownToOne() {
    int[] expected = {200, 100, 50, 25, 12, 6, 3, 1, 1};
    for (int records : expected) {
      assertThat(size.next(ErpPriority.CUSTOMERS, true)).isEqualTo(records);
      size.timedOut(records);
    }
  }

  @Test
  void aBatchThatShrankGrowsAgainAfterTenAnswersWithTimeToSpare() {
    size.timedOut(200);
    for (int i = 0; i < 9; i++) {
      size.took(100, Duration.ofSeconds(10));
    }
    size.took(60, Duration.ofSeconds(1));
    size.took(100, Duration.ofSeconds(90));
    for (int i = 0; i < 9; i++) {
      size.took(100, Duration.ofSeconds(10));
    }
    assertThat(size.next(ErpPriority.CUSTOMERS, true)).isEqualTo(100);
    size.took(100, Duration.ofSeconds(10));
    assertThat(size.next(ErpPriority.CUSTOMERS, true)).isEqualTo(200);
  }

  @Test
  void historyAsksForWhatFitsAShortCallWhileLiveIsOn() {
    size.took(200, Duration.ofSeconds(10));

    assertThat(size.next(ErpPriority.HISTORY, true)).isEqualTo(20);
    assertThat(size.next(ErpPriority.HISTORY, false)).isEqualTo(200);
    assertThat(size.next(ErpPriority.HOT_ORDERS, true)).isEqualTo(200);
  }

  @Test
  void historyAlwaysAsksForSomething() {
    size.took(1, Duration.ofSeconds(100));

    assertThat(size.next(ErpPriority.HISTORY, true)).isEqualTo(1);
  }
}
