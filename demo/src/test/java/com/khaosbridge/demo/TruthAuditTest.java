package com.khaosbridge.demo;

import static com.khaosbridge.demo.Fixture.customer;
import static com.khaosbridge.demo.Fixture.emarsys;
import static com.khaosbridge.demo.Fixture.emarsysBefore;
import static com.khaosbridge.demo.Fixture.lines;
import static com.khaosbridge.demo.Fixture.merged;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TruthAuditTest {
  private static final String WRITTEN = ",'seeded':'adoptable','writes':1";

  @Test
  void aHeldConsentMayStayAsItWasBeforeTheBridgeCame() throws IOException {
    Lines before = lines(emarsysBefore(1, "a@example.com", "1", "adoptable"));
    Lines after = lines(emarsys(1, "11", "a@example.com", "1", WRITTEN));

    assertThat(differences("UNKNOWN", before, after, Set.of("11"))).isEmpty();
    assertThat(differences("UNKNOWN", before, after, Set.of())).hasSize(1);
  }

  @Test
  void aHeldConsentMayNotBecomeAnOptIn() throws IOException {
    Lines before = lines(emarsysBefore(1, "a@example.com", "2", "adoptable"));
    Lines after = lines(emarsys(1, "11", "a@example.com", "1", WRITTEN));

    assertThat(differences("UNKNOWN", before, after, Set.of("11"))).hasSize(1);
  }

  @Test
  void anOptInThatIsHeldAtFirstSightIsNoDifference() throws IOException {
    Lines before = lines(emarsysBefore(1, "a@example.com", "2", "adoptable"));
    Lines after = lines(emarsys(1, "11", "a@example.com", "2", WRITTEN));

    assertThat(differences("OPTED_IN", before, after, Set.of("11"))).isEmpty();
    assertThat(differences("OPTED_IN", before, after, Set.of())).hasSize(1);
  }

  @Test
  void whoseOtherCustomerSaidNoBeforeTheyWereMergedIsOptedOut() throws IOException {
    Truth truth =
        Truth.read(
            lines(
                customer("11", "11", "a@example.com", "UNKNOWN"),
                merged("12", "11", "b@example.com").replace("OPTED_IN", "OPTED_OUT")));
    StandInFigures there =
        StandInFigures.ofEmarsys(
            lines(emarsys(1, "11", "a@example.com", "2", "")), ContactsBefore.atEmarsys(lines()));

    assertThat(new TruthAudit(truth).differences(there.account(), Set.of(), Set.of(), true, false))
        .isEmpty();
  }

  @Test
  void whoSaidNoAtADestinationIsOptedOutEverywhere() throws IOException {
    String unknown = customer("11", "11", "a@example.com", "UNKNOWN");
    String complained =
        "{'type':'consentFlip','customer':'11','side':'dotdigital','from':null,'to':'OPTED_OUT'}";
    StandInFigures there =
        StandInFigures.ofEmarsys(
            lines(emarsys(1, "11", "a@example.com", "2", "")), ContactsBefore.atEmarsys(lines()));

    assertThat(differences(Truth.read(lines(unknown, complained)), there)).isEmpty();
    assertThat(differences(Truth.read(lines(unknown)), there)).hasSize(1);
  }

  private static List<String> differences(Truth truth, StandInFigures there) {
    return new TruthAudit(truth).differences(there.account(), Set.of(), Set.of(), true, false);
  }

  private static List<String> differences(
      String consent, Lines before, Lines after, Set<String> heldConsents) throws IOException {
    Truth truth = Truth.read(lines(customer("11", "11", "a@example.com", consent)));
    StandInFigures there = StandInFigures.ofEmarsys(after, ContactsBefore.atEmarsys(before));
    return new TruthAudit(truth).differences(there.account(), Set.of(), heldConsents, true, false);
  }
}
