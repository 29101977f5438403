package com.khaosbridge.activities.reconciling;

import static com.khaosbridge.activities.reconciling.ConsentComparison.Result.EMPTIED;
import static com.khaosbridge.activities.reconciling.ConsentComparison.Result.EQUAL;
import static com.khaosbridge.activities.reconciling.ConsentComparison.Result.MAILABLE;
import static com.khaosbridge.activities.reconciling.ConsentComparison.Result.NO_OPT_OUT;
import static com.khaosbridge.activities.reconciling.ConsentComparison.Result.PENDING;
import static com.khaosbridge.activities.reconciling.ConsentComparison.Result.STILL_OPTED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import com.khaosbridge.workflows.reconciliation.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsentComparisonTest {
  @Test
  void anOptOutThatAPersonGaveThereIsNoDifference() {
    assertThat(compare(Consent.OPTED_IN, Consent.OPTED_IN, ConsentThere.OPTED_OUT))
        .isEqualTo(EQUAL);
  }

  @Test
  void anOptOutThatWeWroteAndTheErpHasNoMoreIsOne() {
    assertThat(compare(Consent.OPTED_IN, Consent.OPTED_OUT, ConsentThere.OPTED_OUT))
        .isEqualTo(STILL_OPTED_OUT);
  }

  @Test
  void whoIsOptedInThereNeedsAnOptInInTheErp() {
    assertThat(compare(Consent.OPTED_IN, null, ConsentThere.OPTED_IN)).isEqualTo(EQUAL);
    assertThat(compare(Consent.OPTED_OUT, null, ConsentThere.OPTED_IN)).isEqualTo(MAILABLE);
    assertThat(compare(Consent.UNKNOWN, null, ConsentThere.OPTED_IN)).isEqualTo(MAILABLE);
    assertThat(
            ConsentComparison.compare(
                person(Consent.OPTED_IN, null, true, Standing.EXPECTED, false),
                ConsentThere.OPTED_IN))
        .isEqualTo(MAILABLE);
  }

  @Test
  void waitingAndBarredCountAsEqual() {
    for (Consent consent : Consent.values()) {
      assertThat(compare(consent, consent, ConsentThere.AWAITING)).isEqualTo(EQUAL);
      assertThat(compare(consent, consent, ConsentThere.BARRED)).isEqualTo(EQUAL);
    }
  }

  @Test
  void anOptOutStandsInSoManyWords() {
    assertThat(compare(Consent.OPTED_OUT, null, ConsentThere.UNKNOWN)).isEqualTo(NO_OPT_OUT);
    assertThat(compare(Consent.OPTED_OUT, null, ConsentThere.OPTED_OUT)).isEqualTo(EQUAL);
    assertThat(compare(Consent.UNKNOWN, null, ConsentThere.UNKNOWN)).isEqualTo(EQUAL);
  }

  @Test
  void anOptInThatWeWroteAndSomebodyEmptiedIsADifference() {
    assertThat(compare(Consent.OPTED_IN, Consent.OPTED_IN, ConsentThere.UNKNOWN))
        .isEqualTo(EMPTIED);
  }

  @Test
  void whatIsInFlightIsPending() {
    assertThat(
            ConsentComparison.compare(
                person(Consent.OPTED_OUT, null, false, Standing.PENDING, false),
                ConsentThere.OPTED_IN))
        .isEqualTo(PENDING);
  }

  @Test
  void aCaseCoversTheOptInThatItKnowsAndNoNewOne() {
    assertThat(
            ConsentComparison.compare(
                person(Consent.UNKNOWN, Consent.OPTED_IN, false, Standing.PENDING, true),
                ConsentThere.OPTED_IN))
        .isEqualTo(PENDING);
    assertThat(
            ConsentComparison.compare(
                person(Consent.UNKNOWN, Consent.UNKNOWN, false, Standing.PENDING, true),
                ConsentThere.OPTED_IN))
        .isEqualTo(MAILABLE);
  }

  private static ConsentComparison.Result compare(
      Consent erp, Consent written, ConsentThere there) {
    return ConsentComparison.compare(person(erp, written, false, Standing.EXPECTED, false), there);
  }

  private static ExpectedPerson person(
      Consent erp, Consent written, boolean onHold, Standing owed, boolean held) {
    return new ExpectedPerson(
        "1000001", "7", true, erp, written, onHold, Standing.EXPECTED, owed, held, List.of("1"));
  }
}
