package com.khaosbridge.workflows.decision;

import static com.khaosbridge.workflows.delivery.Consent.OPTED_IN;
import static com.khaosbridge.workflows.delivery.Consent.OPTED_OUT;
import static com.khaosbridge.workflows.delivery.Consent.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.decision.ConsentRule.Decision;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentRuleTest {

  /** erp now, last written or read there, whether the ERP turned to opted in since. */
  @ParameterizedTest(name = "erp {0}, there {1}, turned since {2}: {3}")
  @CsvSource({
    // The ERP says opted out: it always goes, unless it is there already.
    "OPTED_OUT,,          false, WRITE",
    "OPTED_OUT,,          true,  WRITE",
    "OPTED_OUT, OPTED_IN, false, WRITE",
    "OPTED_OUT, OPTED_IN, true,  WRITE",
    "OPTED_OUT, UNKNOWN,  false, WRITE",
    "OPTED_OUT, OPTED_OUT,false, ALREADY_TRUE",
    // The person may have opted in there since.
    "OPTED_OUT, OPTED_OUT,true,  WRITE",
    // The ERP says opted in: never on old evidence.
    "OPTED_IN,,           false, HOLD_FIRST_SIGHT",
    "OPTED_IN,,           true,  HOLD_FIRST_SIGHT",
    "OPTED_IN, OPTED_IN,  false, ALREADY_TRUE",
    "OPTED_IN, OPTED_OUT, false, HOLD_FIRST_SIGHT",
    "OPTED_IN, OPTED_OUT, true,  WRITE",
    "OPTED_IN, UNKNOWN,   true,  WRITE",
    "OPTED_IN, UNKNOWN,   false, HOLD_FIRST_SIGHT",
  })
  void the_table(Consent erp, Consent there, boolean turnedSince, Decision decision) {
    assertThat(ConsentRule.decide(erp, there, turnedSince, null)).isEqualTo(decision);
  }

  @Test
  void unknown_is_held_whatever_is_there() {
    everywhere(
        (there, turned) ->
            assertThat(ConsentRule.decide(UNKNOWN, there, turned, null))
                .isEqualTo(Decision.HOLD_UNKNOWN));
  }

  @Test
  void an_opt_out_is_never_held() {
    everywhere(
        (there, turned) ->
            assertThat(ConsentRule.decide(OPTED_OUT, there, turned, null))
                .isIn(Decision.WRITE, Decision.ALREADY_TRUE));
  }

  @Test
  void an_opt_in_is_written_only_after_a_turn_that_the_ledger_saw() {
    everywhere(
        (there, turned) -> {
          if (ConsentRule.decide(OPTED_IN, there, turned, null) == Decision.WRITE) {
            assertThat(turned).isTrue();
            assertThat(there).isNotNull();
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"ERP_WINS, WRITE", "DESTINATION_WINS, LEAVE", "HOLD, HOLD_OPT_OUT"})
  void an_opt_out_that_may_be_none_is_what_the_site_says(FirstSight unsure, Decision decision) {
    assertThat(ConsentRule.decide(OPTED_OUT, OPTED_IN, false, unsure)).isEqualTo(decision);
    assertThat(ConsentRule.decide(OPTED_OUT, null, false, unsure))
        .as("where nobody knows of an opt-in")
        .isEqualTo(Decision.WRITE);
    assertThat(ConsentRule.decide(OPTED_OUT, OPTED_OUT, false, unsure))
        .isEqualTo(Decision.ALREADY_TRUE);
  }

  private interface Check {
    void that(Consent there, boolean turnedSince);
  }

  private static void everywhere(Check check) {
    List<Consent> orNothing = new ArrayList<>(Arrays.asList(Consent.values()));
    orNothing.addAll(Collections.singletonList(null));
    for (Consent there : orNothing) {
      check.that(there, true);
      check.that(there, false);
    }
  }
}
