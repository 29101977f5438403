package com.khaosbridge.activities.reconciling;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import com.khaosbridge.workflows.reconciliation.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContactComparisonTest {
  private static final String ANN = "1000001";
  private static final String BOB = "1000002";
  private static final String GONE = "1000003";
  private static final String UNLINKED = "1000004";

  @Test
  void aContactAsTheErpHasItIsNoDifference() {
    ContactComparison comparison = comparison(Map.of());
    comparison.see(contact("7", ANN, "10"));
    comparison.see(contact("8", BOB, "20"));

    comparison.judge();
    comparison.profile(ANN, comparison.hashes(profile("10", "Ann", "AB1 2CD")));

    assertThat(comparison.differences()).isEmpty();
  }

  @Test
  void aFieldThatDiffersIsNamedAndNeverShown() {
    ContactComparison comparison = comparison(Map.of());
    comparison.see(contact("7", ANN, "10"));

    comparison.profile(ANN, comparison.hashes(profile("10", "Anne", "ZZ9 9ZZ")));

    assertThat(comparison.differences())
        .extracting(Difference::field)
        .containsExactly("first name", "postcode");
    assertThat(comparison.differences().toString()).doesNotContain("Ann", "ZZ9", "@");
  }

  @Test
  void whatTheErpLacksIsNotCompared() {
    ContactComparison comparison = comparison(Map.of());
    comparison.see(contact("7", ANN, "10"));

    comparison.profile(ANN, comparison.hashes(profile("10", null, null)));

    assertThat(comparison.differences()).isEmpty();
  }

  @Test
  void aContactThatIsNotThereIsMissing() {
    ContactComparison comparison = comparison(Map.of());
    comparison.see(contact("7", ANN, "10"));

    assertThat(comparison.unseen()).containsExactly("8");
    comparison.judge();

    assertThat(types(comparison)).containsExactly(DifferenceClass.MISSING);
  }

  @Test
  void anotherPersonsIdOnAContactIsAnotherOwner() {
    ContactComparison comparison = comparison(Map.of());
    comparison.see(contact("7", BOB, "10"));
    comparison.see(contact("8", BOB, "20"));

    comparison.judge();

    assertThat(types(comparison)).containsExactly(DifferenceClass.OTHER_OWNER);
    assertThat(comparison.toCompare()).doesNotContain(ANN);
  }

  @Test
  void aLostPersonIdIsAProfileDifference() {
    ContactComparison comparison = comparison(Map.of());
    comparison.see(contact("7", null, "10"));
    comparison.see(contact("8", BOB, "20"));

    comparison.judge();

    assertThat(types(comparison)).containsExactly(DifferenceClass.OTHER_PROFILE);
  }

  @Test
  void strangersAreDuplicatesOrphansNotInTheErpOrNative() {
    ContactComparison comparison = comparison(Map.of());
    comparison.see(contact("7", ANN, "10"));
    comparison.see(contact("8", BOB, "20"));
    comparison.see(contact("91", null, "10"));
    comparison.see(contact("92", GONE, "11", ConsentThere.OPTED_IN));
    comparison.see(contact("93", UNLINKED, "40"));
    comparison.see(contact("94", "999", "99"));
    comparison.see(contact("95", null, null));

    comparison.judge();

    assertThat(types(comparison))
        .containsExactly(
            DifferenceClass.DUPLICATE,
            DifferenceClass.DUPLICATE,
            DifferenceClass.ORPHAN,
            DifferenceClass.NOT_IN_ERP);
    assertThat(comparison.natives()).isEqualTo(1);
  }

  @Test
  void theContactThatAPersonLeftBehindIsNoSecondOneOnceItIsOptedOut() {
    ContactComparison comparison = comparison(Map.of());
    comparison.see(contact("7", ANN, "10"));
    comparison.see(contact("8", BOB, "20"));
    comparison.see(contact("92", GONE, "11", ConsentThere.OPTED_OUT));

    comparison.judge();

    assertThat(types(comparison)).isEmpty();
    assertThat(comparison.natives()).isZero();
  }

  @Test
  void aFigureThatDiffersIsStaleAndOneThatReadsOtherwiseIsNot() {
    ContactComparison comparison =
        comparison(
            Map.of(
                ANN,
                new TreeMap<>(
                    Map.of(
                        "GROSS",
                        Optional.of("12.5"),
                        "LAST",
                        Optional.of("2011-06-08"),
                        "VIP",
                        Optional.of("true"),
                        "ORDERS",
                        Optional.of("2"),
                        "SKUS",
                        Optional.empty()))));
    ContactThere there = contact("7", ANN, "10");
    comparison.see(
        new ContactThere(
            "7",
            ANN,
            there.email(),
            there.consent(),
            there.profile(),
            Map.of(
                "GROSS", "12.500", "LAST", "2011-06-08T00:00:00Z", "VIP", "True", "ORDERS", "3")));
    comparison.see(contact("8", BOB, "20"));

    comparison.judge();

    assertThat(comparison.differences())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.type()).isEqualTo(DifferenceClass.STALE_METRIC);
              assertThat(one.field()).isEqualTo("ORDERS");
            });
  }

  @Test
  void whoIsOptedOutThereThoughWeKnewOfNoOptOutIsTold() {
    ExpectedPerson ann =
        new ExpectedPerson(
            ANN,
            "7",
            true,
            Consent.OPTED_IN,
            Consent.OPTED_IN,
            false,
            Standing.EXPECTED,
            Standing.EXPECTED,
            false,
            List.of("10"));
    ContactComparison comparison =
        new ContactComparison(
            "dotdigital",
            Map.of(ANN, ann, BOB, person(BOB, "8", "20", Standing.EXPECTED)),
            Map.of(),
            Map.of(),
            new KeyedHash(new byte[32]));
    comparison.see(contact("7", ANN, "10", ConsentThere.OPTED_OUT));
    comparison.see(contact("8", BOB, "20", ConsentThere.OPTED_OUT));

    assertThat(comparison.optedOutThere()).containsExactly(ANN);
  }

  @Test
  void newsThatTheLedgerHasNotSeenIsPending() {
    ContactComparison comparison = comparison(Map.of());
    comparison.see(contact("7", ANN, "10", ConsentThere.UNKNOWN));
    comparison.newsOf(ANN);

    comparison.consents();

    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.pending()).isEqualTo(1);
  }

  private static List<DifferenceClass> types(ContactComparison comparison) {
    return comparison.differences().stream().map(Difference::type).toList();
  }

  private static ContactComparison comparison(Map<String, Map<String, Optional<String>>> metrics) {
    Map<String, ExpectedPerson> persons =
        new TreeMap<>(
            Map.of(
                ANN, person(ANN, "7", "10", Standing.EXPECTED),
                BOB, person(BOB, "8", "20", Standing.EXPECTED),
                UNLINKED, person(UNLINKED, null, "40", Standing.EXCLUDED)));
    return new ContactComparison(
        "dotdigital", persons, Map.of(GONE, ANN), metrics, new KeyedHash(new byte[32]));
  }

  private static ExpectedPerson person(String id, String contact, String urn, Standing standing) {
    return new ExpectedPerson(
        id,
        contact,
        true,
        Consent.OPTED_OUT,
        Consent.OPTED_OUT,
        false,
        standing,
        standing,
        false,
        List.of(urn));
  }

  private static ContactThere contact(String id, String stamp, String urn) {
    return contact(id, stamp, urn, ConsentThere.OPTED_OUT);
  }

  private static ContactThere contact(String id, String stamp, String urn, ConsentThere consent) {
    return new ContactThere(
        id,
        stamp,
        "ann@example.com",
        consent,
        new ContactThere.Profile("Ann", "O'Hara", null, "AB1 2CD", urn, "1000001"),
        Map.of());
  }

  private static Row.Profile profile(String urn, String firstName, String postcode) {
    return new Row.Profile(
        "Ann@example.com",
        firstName,
        "O'Hara",
        "United Kingdom",
        "GB",
        postcode,
        urn,
        List.of("1000001"));
  }
}
