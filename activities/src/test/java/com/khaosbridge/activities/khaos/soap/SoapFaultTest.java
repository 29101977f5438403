package com.khaosbridge.activities.khaos.soap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoapFaultTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Access violation at address 004021FC | an access violation in its server",
        "Method ExportX not found in interface IKosWeb | it doesn't know the operation",
        "Conversion error from string \"Jane\" | a value that its database can't convert",
        "'LastUpdated' is not a valid date and time | a value that it can't read",
        "Your licence has expired | something about its licence",
        "Jane Stone is locked | something that the bridge has no words for",
        "`` | something that the bridge has no words for",
      })
  void aFaultIsToldInOurOwnWords(String text, String words) {
    assertThat(SoapFault.of("SOAP-ENV:Server", text))
        .hasMessage(
            "the ERP answered with a fault (Server): %s; its text of %d characters may be about a"
                + " customer and was not kept",
            words, text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "SOAP-ENV:Client, Client",
    "VersionMismatch, VersionMismatch",
    "SOAP-ENV:Jane, no usual code",
    "'', no usual code"
  })
  void onlyTheCodesOfSoapAreNamed(String code, String named) {
    assertThat(SoapFault.of(code, "x")).hasMessageContaining("a fault (" + named + "): ");
  }

  @Test
  void endlessWordsAreNotReadToTheirEnd() {
    assertThat(FaultMeaning.of("x".repeat(1_000_000) + "deadlock")).isEqualTo(FaultMeaning.OTHER);
  }
}
