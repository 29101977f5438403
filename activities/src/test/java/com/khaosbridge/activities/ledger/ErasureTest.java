package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.SALES_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.ErasureRequests;
import com.khaosbridge.activities.ledger.reports.Explanations;
import com.khaosbridge.workflows.decision.FirstSight;
import com.khaosbridge.workflows.delivery.Consent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asked to be forgotten is mailed no more, whatever comes later. */
class ErasureTest {
  private TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
  }

  @AfterEach
  void close() {
    assertThat(ledger.closes()).isTrue();
    ledger.close();
  }

  private void forget(CustomerInErp customer) {
    assertThat(new ErasureRequests(ledger.database, SOURCE).note(customer.urn(), "jo", "by letter"))
        .isPresent();
    ledger.now = ledger.now.plusSeconds(60);
    ledger.customers.joinDue(ledger.now);
  }

  private String consentThere(String destination, CustomerInErp customer) {
    return ledger.value(
        String.class,
        "select consent_written from contact_link where destination = ? and person_id = ?",
        destination,
        customer.person());
  }

  private long planned() {
    return ledger.value(Long.class, "select count(*) from delivery where reason is null");
  }

  @Test
  void contactsAreOptedOutEverywhere() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    assertThat(consentThere(EMARSYS, customer)).isEqualTo("OPTED_IN");

    forget(customer);
    assertThat(ledger.takeSignals()).isNotEmpty();
    ledger.deliverAll();

    assertThat(consentThere(EMARSYS, customer)).isEqualTo("OPTED_OUT");
    assertThat(consentThere(DOTDIGITAL, customer)).isEqualTo("OPTED_OUT");
    assertThat(ledger.stand(EMARSYS, CONTACT)).last().isEqualTo("EXCLUDED erased on request");
  }

  @Test
  void allCustomersOfThePersonAreForgotten() {
    CustomerInErp one = ledger.linked(aCustomer().optedIn());
    CustomerInErp two = aCustomer().optedIn().atTheAddressOf(one).livingWith(one);
    ledger.sees(two);

    forget(two);

    assertThat(ledger.value(Long.class, "select count(*) from customer where erased")).isEqualTo(2);
    ledger.deliverAll();
  }

  @Test
  void nothingButIdsAndMoneyIsLeftAndTheErasureHasNotEvenIds() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    ledger.sees(anOrder().of(customer).over("10.50").finalised());
    ledger.deliverAll();

    forget(customer);

    assertThat(
            ledger.value(
                Boolean.class,
                """
                select num_nulls(email_hash, surname_hash, postcode_hash) = 3
                  and consent_raw = '' and length(profile_hash) = 0 from customer
                """))
        .isTrue();
    assertThat(ledger.value(String.class, "select total_ex_vat::text from invoice"))
        .isEqualTo("10.50");
    assertThat(ledger.value(String.class, "select to_jsonb(e)::text from erasure e"))
        .doesNotContain(customer.id())
        .doesNotContain(customer.urn());
    ledger.deliverAll();
  }

  @Test
  void noLaterChangeInTheErpBringsThemBack() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    forget(customer);
    ledger.deliverAll();
    long before = planned();

    ledger.now = ledger.now.plusSeconds(60);
    ledger.sees(customer.optedOut().named("Bea"));
    ledger.now = ledger.now.plusSeconds(60);
    ledger.sees(customer.optedIn().mailedAt("another@example.com"));
    ledger.deliverAll();

    assertThat(planned()).isEqualTo(before);
    assertThat(consentThere(EMARSYS, customer)).isEqualTo("OPTED_OUT");
    assertThat(ledger.value(Long.class, "select count(email_hash) from customer")).isZero();
  }

  @Test
  void whoAppearsAtTheAddressGetsNoContact() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    forget(customer);
    ledger.deliverAll();

    ledger.sees(aCustomer().optedIn().atTheAddressOf(customer));
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, CONTACT)).last().isEqualTo("EXCLUDED erased on request");
    assertThat(ledger.stand(EMARSYS, CONSENT)).last().isEqualTo("EXCLUDED erased on request");
  }

  @Test
  void aLedgerThatIsBuiltAnewKnowsThemByWhatWasKept() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    forget(customer);
    ledger.deliverAll();
    byte[] hash = ledger.value(byte[].class, "select customer_hash from erasure");

    try (TestLedger anew = TestLedger.open()) {
      anew.execute(
          "insert into erasure (source, customer_hash, person_hash, carried_out_at)"
              + " values (?, ?, ?, now())",
          SOURCE,
          hash,
          hash);
      anew.findsInHistory(customer.mailedAt("new@example.com"));
      anew.backfillAll();
      assertThat(anew.stand(EMARSYS, CONTACT)).containsExactly("EXCLUDED erased on request");
    }
  }

  @Test
  void whatWasUnderWayIsGivenUp() {
    CustomerInErp customer = aCustomer().optedIn();
    ledger.sees(customer);
    ledger.sees(anOrder().of(customer).finalised());

    forget(customer);
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("EXCLUDED erased on request");
    assertThat(ledger.value(Long.class, "select count(*) from contact_link")).isZero();
  }

  @Test
  void theOptOutNeedsNoApprovalOfFirstConsents() {
    try (TestLedger first = TestLedger.ofFirstRun(FirstSight.HOLD)) {
      CustomerInErp customer = aCustomer().optedOut();
      first.sees(customer);
      first.adopts(EMARSYS, Consent.OPTED_IN);
      first.carryLive();
      assertThat(first.stand(EMARSYS, CONSENT)).last().asString().startsWith("HELD");

      new ErasureRequests(first.database, SOURCE).note(customer.urn(), "jo", "by letter");
      first.customers.joinDue(first.now);
      first.deliverAll();

      assertThat(
              first.value(
                  String.class,
                  "select consent_written from contact_link where destination = ?",
                  EMARSYS))
          .isEqualTo("OPTED_OUT");
    }
  }

  @Test
  void whoMovesAwayFromTheAddressWasNotSeenToOptIn() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    CustomerInErp other = ledger.linked(aCustomer().optedIn());
    forget(customer);
    ledger.sees(other.atTheAddressOf(customer));
    ledger.deliverAll();
    assertThat(consentThere(EMARSYS, other)).isEqualTo("OPTED_OUT");

    ledger.now = ledger.now.plusSeconds(60);
    ledger.sees(other);
    ledger.deliverAll();

    assertThat(consentThere(EMARSYS, other)).isEqualTo("OPTED_OUT");
  }

  @Test
  void theTimelineAndTheAuditSayIt() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());

    forget(customer);
    forget(customer);

    assertThat(ledger.value(Long.class, "select count(*) from erasure")).isEqualTo(1);
    assertThat(
            ledger.value(
                String.class,
                "select distinct actor || ' ' || action || ' ' || subject || ' ' || detail"
                    + " from audit"))
        .isEqualTo("jo forget person " + customer.person() + " by letter");
    assertThat(
            new Explanations(ledger.database, SOURCE)
                .ofCustomer(customer.urn())
                .orElseThrow()
                .timeline())
        .anyMatch(line -> line.what().endsWith("asked to be forgotten"));
    ledger.deliverAll();
  }
}
