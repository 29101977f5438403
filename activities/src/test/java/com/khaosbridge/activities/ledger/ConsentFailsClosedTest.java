package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.Look;
import com.khaosbridge.activities.ledger.books.Repairs;
import com.khaosbridge.activities.ledger.outbox.FoundOptOuts;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Verdict;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 4: consent fails closed. */
class ConsentFailsClosedTest {
  private TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void unknownConsentIsHeldUnderOneCaseADestination() {
    ledger.sees(
        aCustomer().ofUnknownConsent(), aCustomer().ofUnknownConsent(), aCustomer().optedIn());

    assertThat(ledger.stand(EMARSYS, CONSENT))
        .containsExactlyInAnyOrder("HELD CONSENT_UNKNOWN", "HELD CONSENT_UNKNOWN", "PLANNED");
    assertThat(ledger.openCases())
        .containsExactlyInAnyOrder("emarsys CONSENT_UNKNOWN", "dotdigital CONSENT_UNKNOWN");
  }

  @Test
  void unknownConsentIsNeverWrittenAndItsCaseClosesOnceItIsKnown() {
    CustomerInErp customer = aCustomer().ofUnknownConsent();
    ledger.sees(customer);
    ledger.deliverAll();
    assertThat(ledger.stand(EMARSYS, CONTACT)).containsExactly("DELIVERED");
    assertThat(ledger.stand(EMARSYS, CONSENT)).containsExactly("HELD CONSENT_UNKNOWN");

    ledger.sees(customer.optedOut());
    assertThat(ledger.openCases()).isEmpty();
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
    assertThat(ledger.stand(EMARSYS, CONSENT)).containsExactly("EXCLUDED superseded", "DELIVERED");
  }

  @Test
  void creationCarriesTheConsentSoThatNoneIsOwedBesides() {
    ledger.sees(aCustomer().optedOut());
    ledger.carryLive();

    TestLedger.Call call = ledger.call(DOTDIGITAL, CONTACT);
    assertThat(call.consent(call.rows.get(0))).isEqualTo(Consent.OPTED_OUT);
    call.isAccepted();

    assertThat(ledger.only(DOTDIGITAL, CONSENT).stands()).isEqualTo("DELIVERED");
  }

  @Test
  void anOptOutThatComesWhileTheContactIsBeingCreatedIsWrittenAfterwards() {
    CustomerInErp customer = aCustomer().optedIn();
    ledger.sees(customer);
    ledger.carryLive();
    TestLedger.Call creation = ledger.call(EMARSYS, CONTACT);

    ledger.sees(customer.optedOut());
    creation.isAccepted();
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
  }

  @Test
  void anOptOutThatComesWhileAnOptInIsBeingWrittenIsWrittenAfterwards() {
    CustomerInErp customer = ledger.linked(aCustomer().optedOut());
    ledger.sees(customer.optedIn());
    ledger.carryLive();
    TestLedger.Call optIn = ledger.call(EMARSYS, CONSENT);
    assertThat(optIn.consent(optIn.rows.get(0))).isEqualTo(Consent.OPTED_IN);

    ledger.sees(customer.optedOut());
    ledger.carryLive();
    assertThat(ledger.call(EMARSYS, CONSENT).rows).as("the fence").isEmpty();
    optIn.isAccepted();
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
  }

  @Test
  void anOptInThatComesWhileAnOptOutIsBeingWrittenIsNewerThanIt() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    ledger.sees(customer.optedOut());
    ledger.carryLive();
    TestLedger.Call optOut = ledger.call(EMARSYS, CONSENT);

    ledger.sees(customer.optedIn());
    optOut.isAccepted();
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_IN);
  }

  @Test
  void anOptInRaisesAnOptOutOnlyAfterATransitionRecordedAfterWeWrote() {
    CustomerInErp customer = ledger.linked(aCustomer().optedOut());

    ledger.sees(customer.optedIn());
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_IN);
  }

  @Test
  void anAdoptedContactIsNotOptedInAtFirstSight() {
    ledger.sees(aCustomer().optedIn());
    ledger.adopts(EMARSYS, null);
    ledger.adopts(DOTDIGITAL, Consent.OPTED_OUT);
    ledger.carryLive();

    for (String destination : List.of(EMARSYS, DOTDIGITAL)) {
      assertThat(ledger.call(destination, CONSENT).rows).isEmpty();
      assertThat(ledger.stand(destination, CONSENT)).containsExactly("HELD OPT_IN_AT_FIRST_SIGHT");
      assertThat(ledger.openCases(destination)).containsExactly("OPT_IN_AT_FIRST_SIGHT");
    }
  }

  @Test
  void anAdoptedContactThatSaysTheSameIsLeftAlone() {
    ledger.sees(aCustomer().optedIn());
    ledger.adopts(EMARSYS, Consent.OPTED_IN);

    assertThat(ledger.only(EMARSYS, CONSENT))
        .satisfies(
            consent -> {
              assertThat(consent.stands()).isEqualTo("DELIVERED");
              assertThat(consent.evidence()).isEqualTo(Evidence.READ_BACK.name());
            });
  }

  @Test
  void anAdoptedContactIsOptedOutWhateverItSays() {
    ledger.sees(aCustomer().optedOut());
    ledger.adopts(EMARSYS, null);
    ledger.adopts(DOTDIGITAL, Consent.OPTED_IN);
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
    assertThat(consentSent(DOTDIGITAL)).containsExactly(Consent.OPTED_OUT);
  }

  @Test
  void aFreshOptInAfterWeSawTheOptOutIsCarriedOverByItself() {
    CustomerInErp customer = aCustomer().optedIn();
    ledger.sees(customer);
    ledger.adopts(EMARSYS, Consent.OPTED_OUT);
    ledger.carryLive();
    assertThat(ledger.openCases(EMARSYS)).containsExactly("OPT_IN_AT_FIRST_SIGHT");

    ledger.sees(customer.optedOut());
    ledger.carryLive();
    ledger.sees(customer.optedIn());
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_IN);
    assertThat(ledger.openCases(EMARSYS)).isEmpty();
  }

  @Test
  void aTurnThatMayHaveComeBeforeTheOptOutThatWeReadIsHeld() {
    CustomerInErp customer = aCustomer().optedOut();
    ledger.sees(customer);
    ledger.adopts(EMARSYS, Consent.OPTED_OUT);

    ledger.sees(customer.optedIn());
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, CONSENT)).endsWith("HELD OPT_IN_AT_FIRST_SIGHT");
  }

  @Test
  void whoWasNotListedSinceTheOptOutThatWeReadTurnedAfterIt() {
    CustomerInErp customer = aCustomer().optedOut();
    ledger.sees(customer);
    ledger.adopts(EMARSYS, Consent.OPTED_OUT);
    Look changes = ledger.customers.look(ledger.now);

    ledger.seesChanges(changes, customer.optedIn());
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_IN);
  }

  @Test
  void whatOnlyOurSettingsMakeAnOptInIsNoTurn() {
    CustomerInErp customer = aCustomer().ofUnknownConsent();
    ledger.sees(customer);
    ledger.deliverAll();

    ledger.execute("update customer set consent_raw = ?", customer.optedIn().facts().consentRaw());
    ledger.sees(customer.optedIn());
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, CONSENT)).endsWith("HELD OPT_IN_AT_FIRST_SIGHT");
  }

  @Test
  void whatContactsSaidIsKeptWithTheTimeInWhichItChanged() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    ledger.sees(customer.named("Bea"));
    ledger.carryLive();
    ledger
        .call(DOTDIGITAL, CONTACT)
        .isAnswered(
            new Verdict.Ok(
                Evidence.ACCEPTED, "contact of " + customer.person(), false, Consent.OPTED_OUT));

    assertThat(
            ledger
                .database
                .sql()
                .sql(
                    "select concat_ws(' ', coalesce(from_value, '-'), to_value, cause,"
                        + " not_before <= seen_at) from consent_there where destination = ?"
                        + " order by id")
                .param(DOTDIGITAL)
                .query(String.class)
                .list())
        .containsExactly("- OPTED_IN WRITTEN t", "OPTED_IN OPTED_OUT READ t");
  }

  @Test
  void anOptOutThatAComparisonFoundBindsUntilATurnAfterIt() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    FoundOptOuts known = new FoundOptOuts(ledger.database, TestLedger.SOURCE);
    known.optedOut(EMARSYS, List.of(customer.person()), ledger.database.now());

    ledger.sees(customer.ofUnknownConsent());
    ledger.sees(customer.optedIn());
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_IN);
    assertThat(ledger.call(DOTDIGITAL, CONSENT).rows).as("the other knew nothing of it").isEmpty();
  }

  @Test
  void whatAComparisonFoundIsOlderThanWhatWasWrittenSinceItBegan() {
    CustomerInErp customer = aCustomer().optedIn();
    Instant began = ledger.database.now();
    ledger.linked(customer);

    new FoundOptOuts(ledger.database, TestLedger.SOURCE)
        .optedOut(EMARSYS, List.of(customer.person()), began);

    assertThat(ledger.outbox.knowsOptOut(EMARSYS, customer.person())).isFalse();
  }

  @Test
  void aNewOptOutGoesThoughWeLastKnewOfOneThere() {
    CustomerInErp customer = aCustomer().optedIn();
    ledger.sees(customer);
    ledger.adopts(EMARSYS, Consent.OPTED_OUT);

    ledger.sees(customer.optedOut());
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
  }

  @Test
  void theOptOutOfAnAdoptedPersonIsDecidedAtOnce() {
    CustomerInErp customer = aCustomer().optedOut();
    ledger.sees(customer);
    ledger.carryLive();
    ledger.takeSignals();
    assertThat(ledger.stand(EMARSYS, CONSENT)).containsExactly("WAITING");

    ledger.adopts(EMARSYS, null);

    assertThat(ledger.stand(EMARSYS, CONSENT)).containsExactly("PLANNED");
    ledger.carryLive();
    assertThat(ledger.call(EMARSYS, CONSENT).rows).hasSize(1);
  }

  @Test
  void aPersonalUnsubscribeAtTheDestinationIsNotUndoneByAProfileChange() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    ledger.sees(customer.named("Bea"));
    ledger.carryLive();
    ledger
        .call(DOTDIGITAL, CONTACT)
        .isAnswered(new Verdict.Ok(Evidence.ACCEPTED, "1", false, Consent.OPTED_OUT));
    ledger.carryLive();
    assertThat(ledger.call(DOTDIGITAL, CONSENT).rows).isEmpty();

    ledger.sees(customer.named("Bea").ofUnknownConsent());
    ledger.sees(customer.named("Bea").optedIn());
    ledger.carryLive();

    assertThat(consentSent(DOTDIGITAL))
        .as("the ERP's change is newer than the opt-out that we saw")
        .containsExactly(Consent.OPTED_IN);
  }

  @Test
  void anOptInThatWasDecidedIsDecidedAnewIfAnOptOutIsSeenBeforeItGoes() {
    CustomerInErp customer = ledger.linked(aCustomer().optedOut());
    ledger.sees(customer.named("Bea").optedIn());
    ledger.carryLive();
    assertThat(ledger.stand(DOTDIGITAL, CONSENT)).endsWith("READY");
    ledger
        .call(DOTDIGITAL, CONTACT)
        .isAnswered(new Verdict.Ok(Evidence.ACCEPTED, "1", false, Consent.OPTED_OUT));

    TestLedger.Call optIn = ledger.call(DOTDIGITAL, CONSENT);
    assertThat(ledger.outbox.mayOptIn(DOTDIGITAL, customer.person())).isFalse();
    optIn.isAnswered(Verdict.Retry.toBeDecided());
    ledger.carryLive();

    assertThat(ledger.stand(DOTDIGITAL, CONSENT)).endsWith("HELD OPT_IN_AT_FIRST_SIGHT");
  }

  @Test
  void whoIsPutOnHoldIsOptedOutWhereTheyHaveAContact() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());

    ledger.sees(customer.onHold());
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, CONTACT)).endsWith("EXCLUDED held in the ERP");
    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
    assertThat(consentSent(DOTDIGITAL)).containsExactly(Consent.OPTED_OUT);
  }

  @Test
  void whoLosesTheirEmailIsStillOptedOutWhereTheyHaveAContact() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());

    ledger.sees(customer.withoutEmail().optedOut());
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
  }

  @ParameterizedTest
  @EnumSource
  void whoMayHaveNoContactAnyMoreIsOptedOutThoughTheErpStillSaysYes(Unreachable now) {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());

    ledger.sees(now.of(customer));
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
    assertThat(consentSent(DOTDIGITAL)).containsExactly(Consent.OPTED_OUT);
    assertThat(ledger.closes()).isTrue();
  }

  private enum Unreachable {
    WITHOUT_EMAIL {
      @Override
      CustomerInErp of(CustomerInErp customer) {
        return customer.withoutEmail();
      }
    },
    WITH_MALFORMED_EMAIL {
      @Override
      CustomerInErp of(CustomerInErp customer) {
        return customer.withMalformedEmail();
      }
    },
    AS_SUPPLIER {
      @Override
      CustomerInErp of(CustomerInErp customer) {
        return customer.asSupplier();
      }
    };

    abstract CustomerInErp of(CustomerInErp customer);
  }

  @Test
  void whoNeverHadAContactAndHasNoEmailIsOptedOutNowhere() {
    ledger.sees(aCustomer().optedIn().withoutEmail());

    assertThat(ledger.stand(EMARSYS, CONSENT)).containsExactly("EXCLUDED no e-mail");
  }

  @Test
  void anAddressThatComesBackIsNoTurnOfConsent() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    ledger.sees(customer.withoutEmail());
    ledger.carryLive();
    consentSent(EMARSYS);
    consentSent(DOTDIGITAL);

    ledger.sees(customer);
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, CONSENT)).last().asString().startsWith("HELD");
    assertThat(ledger.openCases(EMARSYS)).contains("OPT_IN_AT_FIRST_SIGHT");
  }

  @Test
  void anOptInThatMeetsAnOptOutNobodyKnewOfIsHeld() {
    CustomerInErp customer = aCustomer().ofUnknownConsent();
    ledger.linked(customer);
    ledger.sees(customer.optedIn());
    ledger.carryLive();
    TestLedger.Call call = ledger.call(EMARSYS, CONSENT);
    assertThat(call.rows).hasSize(1);

    call.isAnswered(Verdict.Retry.notAsThought(Consent.OPTED_OUT));
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, CONSENT)).last().isEqualTo("HELD OPT_IN_AT_FIRST_SIGHT");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void anOptOutOutlivesTheContactAtWhichItWasMade() {
    CustomerInErp customer = aCustomer().optedIn();
    ledger.sees(customer);
    ledger.adopts(EMARSYS, Consent.OPTED_OUT);
    ledger.carryLive();

    isGoneAt(EMARSYS, customer);
    ledger.carryLive();
    TestLedger.Call creation = ledger.call(EMARSYS, CONTACT);

    assertThat(creation.rows).extracting(creation::consent).containsExactly(Consent.OPTED_OUT);
    creation.isAccepted();
    ledger.carryLive();
    assertThat(ledger.stand(EMARSYS, CONSENT)).last().isEqualTo("HELD OPT_IN_AT_FIRST_SIGHT");
  }

  @Test
  void anOptInThatWeSawAfterTheOptOutGoesToTheNextContact() {
    CustomerInErp customer = aCustomer().optedIn();
    ledger.sees(customer);
    ledger.adopts(EMARSYS, Consent.OPTED_OUT);
    ledger.sees(customer.optedOut());
    ledger.sees(customer.optedIn());
    ledger.carryLive();

    isGoneAt(EMARSYS, customer);
    ledger.carryLive();
    TestLedger.Call creation = ledger.call(EMARSYS, CONTACT);

    assertThat(creation.rows).extracting(creation::consent).containsExactly(Consent.OPTED_IN);
    creation.isAccepted();
  }

  private void isGoneAt(String destination, CustomerInErp customer) {
    Difference gone =
        new Difference(
            destination,
            DifferenceClass.MISSING,
            customer.person(),
            null,
            null,
            BigDecimal.ZERO,
            "gone",
            true);
    new Repairs(ledger.database, TestLedger.SOURCE, ledger.scopes).plan(List.of(gone), ledger.now);
  }

  @Test
  void whoIsPutOnHoldWhileTheContactIsBeingCreatedIsOptedOutAfterwards() {
    CustomerInErp customer = aCustomer().optedIn();
    ledger.sees(customer);
    ledger.carryLive();
    TestLedger.Call creation = ledger.call(EMARSYS, CONTACT);

    ledger.sees(customer.onHold());
    ledger.carryLive();
    creation.isAccepted();
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
    ledger.deliverAll();
    assertThat(ledger.stand(DOTDIGITAL, CONSENT))
        .as("where no contact was made")
        .containsExactly("EXCLUDED superseded", "EXCLUDED held in the ERP");
  }

  @Test
  void whoGetsAnEmailIsOptedOutAtTheContactThatHadIt() {
    CustomerInErp customer = aCustomer().optedOut();
    ledger.sees(customer.withoutEmail());
    assertThat(ledger.stand(EMARSYS, CONSENT)).containsExactly("EXCLUDED no e-mail");

    ledger.sees(customer);
    ledger.adopts(EMARSYS, Consent.OPTED_IN);
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
  }

  @Test
  void anExcludedContactUpdateLosesNoOptOut() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    ledger.sees(customer.named("Bea").optedOut());
    ledger.enqueue(ledger.deliveries(EMARSYS, CONTACT).get(1).id());

    ledger.call(EMARSYS, CONTACT).isAnswered(new Verdict.Exclude(ExclusionReason.SUPPRESSED));
    ledger.carryLive();

    assertThat(consentSent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
  }

  @Test
  void theStrictestOfAPersonsCustomersIsCarriedAtCreation() {
    CustomerInErp one = aCustomer().optedIn();
    CustomerInErp other = aCustomer().optedOut();
    ledger.sees(one, other);
    ledger.execute(
        "update customer set person_id = ? where company_id = ?", one.person(), other.id());
    ledger.execute(
        "update delivery set person_id = ? where person_id = ? and kind = 'CONSENT'",
        one.person(),
        other.person());
    ledger.carryLive();

    TestLedger.Call call = ledger.call(EMARSYS, CONTACT);

    assertThat(call.rows).filteredOn(row -> one.person().equals(row.personId())).isNotEmpty();
    assertThat(call.rows.stream().filter(row -> one.person().equals(row.personId())))
        .allSatisfy(row -> assertThat(call.consent(row)).isEqualTo(Consent.OPTED_OUT));
  }

  @Test
  void historyAdoptsBySameRules() {
    CustomerInErp in = aCustomer().optedIn();
    CustomerInErp out = aCustomer().optedOut();
    ledger.findsInHistory(in, out);
    ledger.backfill.releaseContacts(EMARSYS);
    TestLedger.Call call =
        ledger.call(EMARSYS, CONTACT, com.khaosbridge.workflows.delivery.Lane.HISTORY);
    call.settle(
        call.rows.stream()
            .map(row -> call.settled(row, Verdict.Ok.accepted("c" + row.id(), false)))
            .toList());
    ledger.carryHistory(CONSENT);

    assertThat(ledger.deliveries(EMARSYS, CONSENT))
        .extracting(TestLedger.Seen::personId, TestLedger.Seen::stands)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(in.person(), "HELD OPT_IN_AT_FIRST_SIGHT"),
            org.assertj.core.groups.Tuple.tuple(out.person(), "READY"));
  }

  /** Sends the consents that are in the outbox, and says what they were. */
  private List<Consent> consentSent(String destination) {
    TestLedger.Call call = ledger.call(destination, CONSENT);
    List<Consent> sent = call.rows.stream().map(call::consent).toList();
    call.isAccepted();
    return sent;
  }
}
