package com.khaosbridge.activities.khaos.soap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Access violation at address 004021FC | Access violation at address 004021FC",
        "No such user jane.stone@example.com! | No such user …",
        "Conversion error from string \"Jane Stone\" | Conversion error from string …",
        "Conversion error from 'Jane Stone' | Conversion error from …",
        "Column \"CT_EMAIL\" unknown | Column \"CT_EMAIL\" unknown",
        "Call +44 7700 900123 first | Call … first",
        "Postcode EC1A 1BB is bad | Postcode … is bad",
        "Order SO536365 locked | Order SO536365 locked",
        "`` | no words",
      })
  void aServersWordsAreQuotedWithoutWhatMayBePersonal(String words, String quoted) {
    assertThat(FaultText.quotable(words)).isEqualTo(quoted);
  }

  @Test
  void endlessWordsAreCut() {
    assertThat(FaultText.quotable("a\n b\t".repeat(1_000_000))).hasSizeLessThan(310);
    assertThat(FaultText.quotable("@".repeat(1_000_000))).hasSizeLessThan(310);
  }
}
