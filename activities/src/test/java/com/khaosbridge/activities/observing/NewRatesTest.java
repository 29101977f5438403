package com.khaosbridge.activities.observing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.money.MoneyTerms;
import com.khaosbridge.activities.money.Rates;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site whose account is in euros, while all its orders are in pounds. */
class NewRatesTest {
  private static final String HELD =
      "select count(*) from delivery d join bridge_case c on c.id = d.case_id where c.type = 'NO_RATE'";

  @TempDir Path directory;
  private final GrowingRates rates = new GrowingRates();
  private ErpAndLedger bridge;

  private static final class GrowingRates implements Rates {
    private boolean known;

    @Override
    public Optional<BigDecimal> at(String currency, LocalDate day) {
      return known ? Optional.of(new BigDecimal("1.15")) : Optional.empty();
    }

    @Override
    public long version() {
      return known ? 1 : 0;
    }
  }

  @BeforeEach
  void start() throws IOException {
    bridge =
        new ErpAndLedger(
            directory.resolve("journal"),
            new CountedMoney(new MoneyTerms("EUR", rates, true, List.of(), false)));
    bridge.sandbox.clock().set(bridge.sandbox.clock().now().plus(Duration.ofHours(12)));
  }

  @AfterEach
  void stop() throws IOException {
    bridge.close();
  }

  @Test
  void ordersThatLackARateAreReadAgainOnceThereIsOneAlsoIfTheErpFailsThen() {
    OrderStatusPoll poll = bridge.orderPoll();
    poll.once();
    assertThat(bridge.count(HELD)).isPositive();
    assertThat(bridge.count("select count(*) from invoice where total_ex_vat is not null"))
        .isZero();

    rates.known = true;
    bridge.fails("ExportOrders");
    assertThatThrownBy(poll::once).isInstanceOf(ErpException.class);
    assertThat(bridge.count(HELD)).isPositive();
    bridge.recovers();
    poll.once();

    assertThat(bridge.count(HELD)).isZero();
    assertThat(bridge.count("select count(*) from invoice where total_ex_vat is null")).isZero();
    assertThat(bridge.count("select count(*) from sales_order where rate is distinct from 1.15"))
        .isZero();
  }
}
