package com.khaosbridge.activities.destination;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ContractRows.Person;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every destination owes the bridge, proven against its stand-in over real HTTP. A new kind of
 * destination extends this class and says how to reach its stand-in.
 *
 * <p>Every test makes a destination of its own that was never told to discover, so that delivering
 * first is proven throughout.
 */
public abstract class DestinationContract {
  /** Rows about persons that no other test is about. */
  protected final ContractRows rows = new ContractRows();

  /** A new destination with room in its quota. */
  protected abstract Destination destination();

  /** A new destination with this quota of the calls that contacts need. */
  protected abstract Destination destination(int callsPerMinute, double liveShare);

  /**
   * Makes calls go wrong that give deliveries of this kind their effect, the creation of contacts
   * in the case of contacts: once if the trouble is about a connection or an answer, else until
   * {@link #disarm}.
   */
  protected abstract void arm(DeliveryKind kind, Trouble trouble);

  protected abstract void disarm();

  /** The stand-in's contacts with this address. */
  protected abstract List<SeenContact> contacts(String email);

  /**
   * Puts a contact into the stand-in as a person's own sign-up does: without an id of ours.
   *
   * @return its id
   */
  protected abstract String plant(String email, Consent consent);

  /**
   * How often the row had its effect at the stand-in: contacts with the row's address, orders with
   * its key, events with its key, sales rows with its order for each line owed, 1 or 0 for consent
   * and metrics.
   */
  protected abstract int effects(Row row);

  /** A new destination for which no metric is configured. */
  protected abstract Destination withoutMetrics();

  /** What the contact at the stand-in has in the fields of metrics, in their own text form. */
  protected abstract Map<Metric, String> metrics(String contactId);

  /** Deletes a contact at the stand-in, as people do in the account. */
  protected abstract void delete(String contactId);

  /**
   * What the stand-in shows after an opt-in to a contact that was opted out: {@link
   * Consent#UNKNOWN} if the destination asks the person first.
   */
  protected Consent optInOverAnOptOut() {
    return Consent.OPTED_IN;
  }

  @Test
  void whoIsOptedOutThereIsFoundOut() {
    String out = plant("opted.out@example.com", Consent.OPTED_OUT);
    String in = plant("opted.in@example.com", Consent.OPTED_IN);
    String gone = plant("gone@example.com", Consent.OPTED_OUT);
    delete(gone);

    assertThat(optedOut(List.of(out, in, gone))).contains(out).doesNotContain(in, gone);
  }

  @Test
  void nothingIsConcludedAboutOptOutsFromABrokenAnswer() {
    String out = plant("opted.out.unheard@example.com", Consent.OPTED_OUT);
    armReading(Trouble.MALFORMED_ANSWER);

    assertThat(optedOut(List.of(out))).contains(out);
  }

  /** Makes the next call that looks for opt-outs go wrong. */
  protected abstract void armReading(Trouble trouble);

  private Set<String> optedOut(List<String> contactIds) {
    OptOuts optOuts =
        destination()
            .optOuts(new ReadBack.Terms(Set.of(), Duration.ofMinutes(1), Duration.ofMillis(20)))
            .orElseThrow();
    Set<String> found = new TreeSet<>();
    if (optOuts instanceof OptOuts.Listed listed) {
      listed.since(Instant.now().minus(Duration.ofHours(1)), found::addAll);
    } else if (optOuts instanceof OptOuts.Asked asked) {
      found.addAll(asked.among(contactIds));
    }
    return found;
  }

  private static List<Requirement> requirements(AccountSetup setup) {
    return ((AccountSetup.Standing.Read) setup.read()).requirements();
  }

  @AfterEach
  void noTroubleIsLeft() {
    disarm();
  }

  @Test
  void aGoodAccountHasNoProblems() {
    assertThat(destination().discover()).isEmpty();
  }

  @Test
  void whatAGoodAccountLacksIsThereOnceItIsMade() {
    AccountSetup setup = destination().setup();
    for (Requirement each : requirements(setup)) {
      if (each.makeable()) {
        assertThat(setup.make(each)).isEmpty();
      }
    }

    assertThat(requirements(setup)).isNotEmpty().noneMatch(Requirement::lacking);
  }

  @Test
  void aContactIsCreatedOnceAndFoundAgainWithoutItsId() {
    Destination destination = destination();
    Person person = rows.person();

    Verdict.Ok first = ok(deliver(destination, rows.contact(person, null, Consent.OPTED_IN)));
    Verdict.Ok second = ok(deliver(destination(), rows.contact(person, null, Consent.OPTED_IN)));

    assertThat(first.created()).isTrue();
    assertThat(second.created()).isFalse();
    assertThat(second.contactId()).isEqualTo(first.contactId());
    assertThat(contacts(person.email()))
        .singleElement()
        .satisfies(
            contact -> {
              assertThat(contact.contactId()).isEqualTo(first.contactId());
              assertThat(contact.personId()).isEqualTo(person.personId());
            });
  }

  @Test
  void everyContactOfABatchIsCreatedWithItsOwnId() {
    Destination destination = destination();
    List<Person> persons = IntStream.range(0, 7).mapToObj(i -> rows.person()).toList();
    List<Row> batch = new ArrayList<>();
    persons.forEach(p -> batch.add(rows.contact(p, null, Consent.OPTED_IN)));

    Map<Long, Verdict> verdicts = deliver(destination, DeliveryKind.CONTACT, Lane.LIVE, batch);

    for (int i = 0; i < persons.size(); i++) {
      Verdict.Ok verdict = ok(verdicts.get(batch.get(i).deliveryId()));
      assertThat(verdict.created()).isTrue();
      assertThat(contacts(persons.get(i).email()))
          .extracting(SeenContact::contactId)
          .containsExactly(verdict.contactId());
    }
  }

  @Test
  void creationCarriesConsentAndUnknownIsNeverAnOptIn() {
    Destination destination = destination();
    for (Consent consent : Consent.values()) {
      Person person = rows.person();
      ok(deliver(destination, rows.contact(person, null, consent)));

      Consent seen = contacts(person.email()).get(0).consent();
      if (consent == Consent.UNKNOWN) {
        assertThat(seen).isNotEqualTo(Consent.OPTED_IN);
      } else {
        assertThat(seen).isEqualTo(consent);
      }
    }
  }

  @Test
  void aMarketingEventGoesOnlyToWhoIsOptedInThereAtThatMoment() {
    Destination destination = destination();
    Verdict notOptedIn = new Verdict.Exclude(ExclusionReason.NOT_OPTED_IN);
    for (Consent consent : Consent.values()) {
      Person person = rows.person();
      String contactId = ok(deliver(destination, rows.contact(person, null, consent))).contactId();

      Verdict verdict =
          deliver(destination, rows.event(person, contactId, EventType.REVIEW_REQUEST));

      if (consent == Consent.OPTED_IN) {
        assertThat(verdict).isNotEqualTo(notOptedIn);
        ok(deliver(destination, rows.consent(person, contactId, Consent.OPTED_OUT)));
        assertThat(deliver(destination, rows.event(person, contactId, EventType.REVIEW_REQUEST)))
            .isEqualTo(notOptedIn);
      } else {
        assertThat(verdict).isEqualTo(notOptedIn);
      }
    }
  }

  @Test
  void aProfileUpdateLeavesConsentAlone() {
    Destination destination = destination();
    Person person = rows.person();
    Verdict.Ok created = ok(deliver(destination, rows.contact(person, null, Consent.OPTED_OUT)));

    ok(deliver(destination, rows.contact(person, created.contactId(), Consent.OPTED_IN, "Bea")));
    assertThat(contacts(person.email()))
        .containsExactly(
            new SeenContact(
                String.valueOf(created.contactId()), person.personId(), Consent.OPTED_OUT, "Bea"));

    ok(deliver(destination, rows.contact(person, null, Consent.OPTED_IN, "Cleo")));
    assertThat(contacts(person.email()))
        .extracting(SeenContact::consent, SeenContact::firstName)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Consent.OPTED_OUT, "Cleo"));
  }

  @Test
  void aContactWithoutOurIdIsAdoptedAndKeepsItsConsent() {
    for (Consent consent : List.of(Consent.OPTED_IN, Consent.OPTED_OUT)) {
      Person person = rows.person();
      String planted = plant(person.email(), consent);

      Verdict.Ok adopted = ok(deliver(destination(), rows.contact(person, null, Consent.OPTED_IN)));

      assertThat(adopted.created()).isFalse();
      assertThat(adopted.contactId()).isEqualTo(planted);
      assertThat(adopted.consentThere()).isEqualTo(consent);
      assertThat(contacts(person.email()))
          .containsExactly(new SeenContact(planted, person.personId(), consent, "Ann"));
    }
  }

  @Test
  void whoIsOnlyLookedForIsTakenOverButNeverMade() {
    Person absent = rows.person();
    Person there = rows.person();
    String planted = plant(there.email(), Consent.OPTED_IN);

    assertThat(deliver(destination(), rows.onlyIfThere(absent)))
        .isEqualTo(new Verdict.Exclude(ExclusionReason.CREATION_POLICY));
    Verdict.Ok adopted = ok(deliver(destination(), rows.onlyIfThere(there)));

    assertThat(contacts(absent.email())).isEmpty();
    assertThat(adopted.contactId()).isEqualTo(planted);
    assertThat(adopted.consentThere()).isEqualTo(Consent.OPTED_IN);
  }

  @Test
  void twoPersonsWhoSwapAddressesKeepTheirContacts() {
    Person a = rows.person();
    Person b = rows.person();
    String ofA = contactOf(destination(), a);
    String ofB = contactOf(destination(), b);

    assertThat(deliver(destination(), alone(a, b.email(), ofA))).isInstanceOf(Verdict.Ok.class);
    assertThat(deliver(destination(), alone(b, a.email(), ofB))).isInstanceOf(Verdict.Ok.class);

    assertThat(contacts(a.email())).extracting(SeenContact::contactId).containsExactly(ofB);
    assertThat(contacts(b.email())).extracting(SeenContact::contactId).containsExactly(ofA);
    assertThat(contacts(a.email())).extracting(SeenContact::personId).containsExactly(b.personId());
  }

  @Test
  void aContactThatThePersonLeftBehindGivesTheAddressUp() {
    Person stays = rows.person();
    Person went = rows.person();
    String contact = contactOf(destination(), stays);
    contactOf(destination(), went);
    Person now = new Person(stays.personId(), went.email(), stays.urn());
    Row.Contact row = rows.contact(now, contact, Consent.OPTED_IN);

    assertThat(deliver(destination(), ContractRows.claimed(row, Set.of(went.personId()), false)))
        .isInstanceOf(Verdict.Ok.class);

    assertThat(contacts(went.email())).extracting(SeenContact::contactId).containsExactly(contact);
  }

  private Row.Contact alone(Person person, String email, String contactId) {
    Row.Contact row =
        rows.contact(
            new Person(person.personId(), email, person.urn()), contactId, Consent.OPTED_IN);
    return ContractRows.claimed(row, Set.of(), true);
  }

  @Test
  void aContactOfAnotherPersonIsNeverTaken() {
    Destination destination = destination();
    Person owner = rows.person();
    ok(deliver(destination, rows.contact(owner, null, Consent.OPTED_OUT)));
    Person other = new Person(rows.person().personId(), owner.email(), "U-other");
    List<SeenContact> before = contacts(owner.email());

    Verdict verdict = deliver(destination, rows.contact(other, null, Consent.OPTED_IN, "Intruder"));

    assertThat(verdict).isInstanceOf(Verdict.Reject.class);
    assertThat(contacts(owner.email())).isEqualTo(before);
  }

  @Test
  void oneRejectedRowLeavesTheOthersAlone() {
    Destination destination = destination();
    Person owner = rows.person();
    ok(deliver(destination, rows.contact(owner, null, Consent.OPTED_IN)));
    Row good = rows.contact(rows.person(), null, Consent.OPTED_IN);
    Row bad =
        rows.contact(
            new Person(rows.person().personId(), owner.email(), "U-other"), null, Consent.OPTED_IN);
    Row alsoGood = rows.contact(rows.person(), null, Consent.OPTED_IN);

    Map<Long, Verdict> verdicts =
        deliver(destination, DeliveryKind.CONTACT, Lane.LIVE, List.of(good, bad, alsoGood));

    ok(verdicts.get(good.deliveryId()));
    ok(verdicts.get(alsoGood.deliveryId()));
    assertThat(verdicts.get(bad.deliveryId())).isInstanceOf(Verdict.Reject.class);
  }

  @Test
  void consentIsExplicitBothWays() {
    Destination destination = destination();
    Person person = rows.person();
    String id = contactOf(destination, person);
    for (Consent consent : List.of(Consent.OPTED_OUT, Consent.OPTED_IN, Consent.OPTED_OUT)) {
      ok(deliver(destination, rows.consent(person, id, consent)));
      assertThat(contacts(person.email()))
          .extracting(SeenContact::consent)
          .containsExactly(consent == Consent.OPTED_IN ? optInOverAnOptOut() : consent);
    }
  }

  @Test
  void metricsReachTheContactAsTheyAreAndAnEmptyOneClearsItsField() {
    Destination destination = destination();
    Person person = rows.person();
    String id = contactOf(destination, person);

    ok(deliver(destination, rows.metrics(person, id, ContractRows.metrics())));
    assertThat(metrics(id))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                entry(Metric.ORDERS, "1"),
                entry(Metric.ITEMS, "6"),
                entry(Metric.DISTINCT_SKUS, "1"),
                entry(Metric.GROSS, "1234.5678"),
                entry(Metric.REFUNDED, "2.55"),
                entry(Metric.AFTER_CREDITS, "1232.0178"),
                entry(Metric.AVERAGE_ORDER, "1232.02"),
                entry(Metric.UNALLOCATED_CREDIT, "0.05"),
                entry(Metric.FIRST_ORDER, "2011-05-03"),
                entry(Metric.LAST_ORDER, "2011-05-03"),
                entry(Metric.LAST_DESPATCH, "2011-05-04"),
                entry(Metric.SINCE_LAST_ORDER, "181-365"),
                entry(Metric.LAST_RETURNED_SKUS, "22423"),
                entry(Metric.RETURNED_ONLY, "false"),
                entry(Metric.VIP, "true")));

    Map<Metric, Optional<String>> cleared = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      cleared.put(metric, Optional.empty());
    }
    cleared.remove(Metric.AFTER_CREDITS);
    cleared.put(Metric.ORDERS, Optional.of("2"));
    ok(deliver(destination, rows.metrics(person, id, cleared)));
    assertThat(metrics(id))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Metric.ORDERS, "2", Metric.AFTER_CREDITS, "1232.0178"));
  }

  @Test
  void metricsNeverChangeConsent() {
    Destination destination = destination();
    for (Consent consent : Consent.values()) {
      for (Lane lane : Lane.values()) {
        Person person = rows.person();
        String id = ok(deliver(destination, rows.contact(person, null, consent))).contactId();
        List<SeenContact> before = contacts(person.email());
        Row row = rows.metrics(person, String.valueOf(id), ContractRows.metrics());

        ok(deliver(destination, DeliveryKind.METRICS, lane, List.of(row)).get(row.deliveryId()));

        assertThat(contacts(person.email())).isEqualTo(before);
      }
    }
  }

  @Test
  void metricsOfADeletedContactAreRejectedAloneAndBringNobodyBack() {
    Destination destination = destination();
    for (Lane lane : Lane.values()) {
      Person gone = rows.person();
      String goneId = contactOf(destination, gone);
      delete(goneId);
      Person there = rows.person();
      List<SeenContact> leftOfIt = contacts(gone.email());
      Row lost = rows.metrics(gone, goneId, ContractRows.metrics());
      Row kept = rows.metrics(there, contactOf(destination, there), ContractRows.metrics());

      Map<Long, Verdict> verdicts =
          deliver(destination, DeliveryKind.METRICS, lane, List.of(lost, kept));

      assertThat(verdicts.get(lost.deliveryId())).isInstanceOf(Verdict.Reject.class);
      ok(verdicts.get(kept.deliveryId()));
      assertThat(effects(kept)).isEqualTo(1);
      assertThat(effects(lost)).isZero();
      assertThat(contacts(gone.email())).isEqualTo(leftOfIt);
    }
  }

  @Test
  void metricsAreTakenOnlyIfTheirFieldsAreConfigured() {
    assertThat(destination().kinds()).contains(DeliveryKind.METRICS);
    assertThat(withoutMetrics().kinds()).isNotEmpty().doesNotContain(DeliveryKind.METRICS);
  }

  @TestFactory
  Stream<DynamicTest> everyRowHasItsEffectOnceAndExactlyOneVerdict() {
    return eachKind(
        (kind) -> {
          Destination destination = destination();
          List<Row> batch = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            Person person = rows.person();
            batch.add(rows.row(kind, person, contactOf(destination, person)));
          }
          for (Lane lane : Lane.values()) {
            List<Row> some = lane == Lane.LIVE ? batch.subList(0, 2) : batch.subList(2, 5);
            deliver(destination, kind, lane, some).values().forEach(DestinationContract::ok);
          }
          batch.forEach(row -> assertThat(effects(row)).isEqualTo(1));
        });
  }

  @TestFactory
  Stream<DynamicTest> aDestinationThatIsDownIsTriedAgain() {
    return eachKind(
        kind -> {
          Destination destination = destination();
          Row row = effective(kind, destination);
          arm(kind, Trouble.UNAVAILABLE);
          assertThat(deliver(destination, row)).isInstanceOf(Verdict.Retry.class);
          assertThat(effects(row)).isZero();
          disarm();
          ok(deliver(destination, row));
          assertThat(effects(row)).isEqualTo(1);
        });
  }

  @TestFactory
  Stream<DynamicTest> refusedCredentialsAreAConfigurationMatter() {
    return eachKind(
        kind -> {
          Destination destination = destination();
          Row row = effective(kind, destination);
          arm(kind, Trouble.UNAUTHORISED);
          assertThat(deliver(destination, row)).isInstanceOf(Verdict.Config.class);
          assertThat(effects(row)).isZero();
        });
  }

  @TestFactory
  Stream<DynamicTest> aCallOverTheLimitIsTriedAgainLater() {
    return eachKind(
        kind -> {
          Destination destination = destination();
          Row row = effective(kind, destination);
          arm(kind, Trouble.RATE_LIMITED);
          assertThat(deliver(destination, row))
              .isInstanceOfSatisfying(
                  Verdict.Retry.class, retry -> assertThat(retry.delay()).isPositive());
          assertThat(effects(row)).isZero();
        });
  }

  @TestFactory
  Stream<DynamicTest> aConnectionCutAfterTheEffectNeverDoublesIt() {
    return eachKind(
        kind -> {
          Destination destination = destination();
          Row row = effective(kind, destination);
          arm(kind, Trouble.DROPPED_AFTER_EFFECT);
          uncertain(kind, destination, deliver(destination, row), row);
          assertThat(effects(row)).isEqualTo(1);
        });
  }

  @TestFactory
  Stream<DynamicTest> aConnectionCutBeforeTheEffectIsNoProofOfAnything() {
    return eachKind(
        kind -> {
          Destination destination = destination();
          Row row = effective(kind, destination);
          arm(kind, Trouble.DROPPED_BEFORE_EFFECT);
          uncertain(kind, destination, deliver(destination, row), row);
          assertThat(effects(row)).isEqualTo(destination.repeatable(kind) ? 1 : 0);
        });
  }

  @TestFactory
  Stream<DynamicTest> anAnswerThatCantBeReadNeverDoublesTheEffect() {
    return eachKind(
        kind -> {
          Destination destination = destination();
          Row row = effective(kind, destination);
          arm(kind, Trouble.MALFORMED_ANSWER);
          uncertain(kind, destination, deliver(destination, row), row);
          assertThat(effects(row)).isEqualTo(1);
        });
  }

  @Test
  void liveIsServedWhileHistoryWaitsForQuota() {
    Destination roomy = destination();
    Person person = rows.person();
    String id = contactOf(roomy, person);
    Destination tight = destination(20, 0.5);

    Verdict history = null;
    for (int i = 0; i < 20 && !(history instanceof Verdict.Retry); i++) {
      Row row = rows.contact(person, id, Consent.UNKNOWN);
      history =
          deliver(tight, DeliveryKind.CONTACT, Lane.HISTORY, List.of(row)).get(row.deliveryId());
    }
    assertThat(history).isInstanceOf(Verdict.Retry.class);
    ok(deliver(tight, rows.contact(person, id, Consent.UNKNOWN)));
  }

  @Test
  void callsAreCounted() {
    Destination destination = destination();
    assertThat(destination.calls()).isZero();
    contactOf(destination, rows.person());
    assertThat(destination.calls()).isPositive();
  }

  @Test
  void noAddressIsInTheTextOfARowOrADestination() {
    Person person = rows.person();
    for (DeliveryKind kind : destination().kinds()) {
      assertThat(rows.row(kind, person, "1").toString()).doesNotContain(person.email());
    }
    assertThat(destination().toString()).doesNotContain("@example.com");
  }

  /** After trouble with an unknown outcome: converge by repeating, or never repeat. */
  private void uncertain(DeliveryKind kind, Destination destination, Verdict verdict, Row row) {
    if (destination.repeatable(kind)) {
      assertThat(verdict).isInstanceOf(Verdict.Retry.class);
      ok(deliver(destination, row));
    } else {
      assertThat(verdict).isInstanceOf(Verdict.UnknownOutcome.class);
    }
  }

  /** A row whose effect can be seen: for contacts, a new one. */
  private Row effective(DeliveryKind kind, Destination destination) {
    Person person = rows.person();
    return kind == DeliveryKind.CONTACT
        ? rows.contact(person, null, Consent.OPTED_IN)
        : rows.row(kind, person, contactOf(destination, person));
  }

  private Stream<DynamicTest> eachKind(Consumer<DeliveryKind> test) {
    return destination().kinds().stream()
        .sorted()
        .map(
            kind ->
                DynamicTest.dynamicTest(
                    kind.words(),
                    () -> {
                      disarm();
                      test.accept(kind);
                    }));
  }

  /** Whether the contact has these figures. */
  protected final boolean isThere(Row.Metrics row) {
    Map<Metric, String> seen = metrics(row.contactId());
    return row.values().entrySet().stream()
        .allMatch(value -> value.getValue().equals(Optional.ofNullable(seen.get(value.getKey()))));
  }

  /** Makes a contact that is opted in, and gives back its id. */
  protected final String contactOf(Destination destination, Person person) {
    Verdict verdict = deliver(destination, rows.contact(person, null, Consent.OPTED_IN));
    String id = ok(verdict).contactId();
    assertThat(id).isNotBlank();
    return id;
  }

  /** Delivers one row in the live lane. */
  protected final Verdict deliver(Destination destination, Row row) {
    return deliver(destination, kindOf(row), Lane.LIVE, List.of(row)).get(row.deliveryId());
  }

  /** Delivers rows: each has one verdict, and none of them holds an address. */
  protected final Map<Long, Verdict> deliver(
      Destination destination, DeliveryKind kind, Lane lane, List<Row> batch) {
    Map<Long, Verdict> verdicts = destination.deliver(kind, lane, batch);
    assertThat(verdicts.keySet())
        .containsExactlyInAnyOrderElementsOf(batch.stream().map(Row::deliveryId).toList());
    assertThat(verdicts.values().toString()).doesNotContain("@");
    return verdicts;
  }

  protected static Verdict.Ok ok(@Nullable Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Ok.class);
    return (Verdict.Ok) verdict;
  }

  private static DeliveryKind kindOf(Row row) {
    return row instanceof Row.Contact
        ? DeliveryKind.CONTACT
        : row instanceof Row.ContactConsent
            ? DeliveryKind.CONSENT
            : row instanceof Row.OrderRecord
                ? DeliveryKind.ORDER
                : row instanceof Row.SalesRows
                    ? DeliveryKind.SALES_ROWS
                    : row instanceof Row.Metrics ? DeliveryKind.METRICS : DeliveryKind.EVENT;
  }
}
