package com.khaosbridge.activities.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.Period;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateFileTest {
  private static final Period A_WEEK = Period.ofDays(7);

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void twoRatesOfTheEuro() throws IOException {
    file = directory.resolve("rates.csv");
    Files.writeString(
        file,
        "date,currency,rate\n2011-06-01,EUR,0.8731\n2011-06-06,EUR,0.8900\n2011-06-01,USD,0.61\n");
  }

  @Test
  void aRateHoldsFromItsDayUntilTheNext() {
    Rates rates = new RateFile(file, A_WEEK);

    assertThat(rates.at("EUR", LocalDate.of(2011, 6, 1))).contains(new BigDecimal("0.8731"));
    assertThat(rates.at("EUR", LocalDate.of(2011, 6, 5))).contains(new BigDecimal("0.8731"));
    assertThat(rates.at("EUR", LocalDate.of(2011, 6, 6))).contains(new BigDecimal("0.8900"));
  }

  @Test
  void noRateIsGuessedBeforeTheFirstNorLongAfterTheLastNorOfAnotherCurrency() {
    Rates rates = new RateFile(file, A_WEEK);

    assertThat(rates.at("EUR", LocalDate.of(2011, 5, 31))).isEmpty();
    assertThat(rates.at("EUR", LocalDate.of(2011, 6, 13))).isPresent();
    assertThat(rates.at("EUR", LocalDate.of(2011, 6, 14))).isEmpty();
    assertThat(rates.at("CHF", LocalDate.of(2011, 6, 6))).isEmpty();
  }

  @Test
  void aFileThatChangedIsReadAgainAndSaysSo() throws IOException {
    Rates rates = new RateFile(file, A_WEEK);
    long before = rates.version();

    write("date,currency,rate\n2011-06-10,CHF,0.72\n");

    assertThat(rates.version()).isNotEqualTo(before);
    assertThat(rates.at("CHF", LocalDate.of(2011, 6, 10))).contains(new BigDecimal("0.72"));
    assertThat(rates.version()).isEqualTo(rates.version());
  }

  @Test
  void aChangeThatCantBeReadLeavesTheRates() throws IOException {
    Rates rates = new RateFile(file, A_WEEK);

    write("date,currency,rate\n2011-06-10,EUR,0,87\n");
    rates.version();

    assertThat(rates.at("EUR", LocalDate.of(2011, 6, 6))).contains(new BigDecimal("0.8900"));
  }

  @Test
  void aRowThatCantBeReadIsNamedAtTheStart() throws IOException {
    write("date,currency,rate\n2011-06-10,EUR,0.87\n2011-06-11,EUR,-1\n");

    assertThatThrownBy(() -> new RateFile(file, A_WEEK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rates.csv, row 2")
        .hasMessageContaining("a rate above 0 like 0.8731");
  }

  private void write(String text) throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, text);
    // The file system's clock may be too coarse to tell the two apart.
    Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1000));
  }
}
