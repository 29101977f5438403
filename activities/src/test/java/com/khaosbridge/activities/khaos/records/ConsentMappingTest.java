package com.khaosbridge.activities.khaos.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.khaosbridge.workflows.delivery.Consent;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentMappingTest {
  private static final ConsentMapping SITE =
      new ConsentMapping(Set.of("-1"), Set.of("0"), Set.of(6), Set.of(1, 3));

  @ParameterizedTest(name = "subscribe {0}, company flag {1}, contact flag {2}, barred {3}: {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-1,   -,  -, false, OPTED_IN",
        "' -1 ', -, -, false, OPTED_IN",
        "-1,   3,  -, false, OPTED_IN",
        "-1,   '', '', false, OPTED_IN",
        "0,    -,  -, false, OPTED_OUT",
        "0,    3,  3, false, OPTED_OUT",
        "-,    -,  -, false, UNKNOWN",
        "'',   -,  -, false, UNKNOWN",
        "Y,    -,  -, false, UNKNOWN",
        "1,    -,  -, false, UNKNOWN",
        "true, -,  -, false, UNKNOWN",
        "-1,   5,  -, false, UNKNOWN",
        "-1,   -,  5, false, UNKNOWN",
        "-1, ' 5 ', 3, false, UNKNOWN",
        "-1,   -5, -, false, UNKNOWN",
        "-,    5,  -, false, UNKNOWN",
        "0,    5,  -, false, OPTED_OUT",
        "-1,   5,  6, false, OPTED_OUT",
        "-1,   6,  5, false, OPTED_OUT",
        "-1,   5,  -, true,  OPTED_OUT",
        "-1,   1,  3, false, OPTED_IN",
        "-1, ' 03 ', -, false, OPTED_IN",
        "-1,   6,  -, false, OPTED_OUT",
        "-1,   -,  6, false, OPTED_OUT",
        "-1, ' 6 ', -, false, OPTED_OUT",
        "-,    6,  -, false, OPTED_OUT",
        "Y,    -,  6, false, OPTED_OUT",
        "-1,   -,  -, true,  OPTED_OUT",
        "-,    -,  -, true,  OPTED_OUT",
        "-1, No contact, -, false, UNKNOWN",
        "-1,   -, six, false, UNKNOWN",
        "0,  No contact, -, false, OPTED_OUT",
      })
  void consentIsInOnlyIfEverySignalSaysSo(
      String subscribe, String companyFlag, String contactFlag, boolean barred, Consent expected) {
    assertThat(SITE.decide(subscribe, companyFlag, contactFlag, barred)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "5", "7"})
  void whereNobodyConfiguredWhatAFlagMeansNoFlagIsAnOptIn(String flag) {
    assertThat(ConsentMapping.DEFAULT.decide("-1", flag, null, false)).isEqualTo(Consent.UNKNOWN);
    assertThat(ConsentMapping.DEFAULT.decide("-1", null, flag, false)).isEqualTo(Consent.UNKNOWN);
    assertThat(ConsentMapping.DEFAULT.decide("-1", null, null, false)).isEqualTo(Consent.OPTED_IN);
  }

  @Test
  void aSiteMapsItsOwnValuesAndFlags() {
    ConsentMapping rule = new ConsentMapping(Set.of("Y"), Set.of("N"), Set.of(3, 4), Set.of(6));

    assertThat(rule.decide("Y", "6", null, false)).isEqualTo(Consent.OPTED_IN);
    assertThat(rule.decide("Y", "4", null, false)).isEqualTo(Consent.OPTED_OUT);
    assertThat(rule.decide("-1", null, null, false)).isEqualTo(Consent.UNKNOWN);
  }

  @Test
  void anEmptyValueCanNeverMeanYes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConsentMapping(Set.of(""), Set.of("0"), Set.of(), Set.of()))
        .withMessageContaining("khaos.consent.opted-in");
  }

  @Test
  void aValueHasOneMeaning() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConsentMapping(Set.of("-1"), Set.of("-1"), Set.of(), Set.of()))
        .withMessageContaining("khaos.consent.opted-out");
  }

  @Test
  void aFlagHasOneMeaning() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConsentMapping(null, null, Set.of(2, 6), Set.of(1, 6)))
        .withMessageContaining("khaos.consent.may-contact-flags")
        .withMessageContaining("[6]")
        .withMessageContaining("khaos.consent.no-contact-flags");
    assertThatIllegalArgumentException()
        .as("also one that forbids by default")
        .isThrownBy(() -> new ConsentMapping(null, null, null, Set.of(6)))
        .withMessageContaining("khaos.consent.may-contact-flags");
  }
}
