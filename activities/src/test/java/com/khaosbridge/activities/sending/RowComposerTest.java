package com.khaosbridge.activities.sending;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.khaos.OrderWindow;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.Replenishments;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.observing.ErpAndLedger;
import com.khaosbridge.workflows.decision.SkuPattern;
import com.khaosbridge.workflows.decision.Supplies;
import com.khaosbridge.workflows.decision.Supply;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventPayload;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are made of what is final and may be told, and of personal data read at the last moment. */
class RowComposerTest {
  @TempDir Path journal;
  private static final Verdict NOT_OPTED_IN = new Verdict.Exclude(ExclusionReason.NOT_OPTED_IN);

  private ErpAndLedger bridge;
  private RowComposer composer;
  private Instant now;

  @BeforeEach
  void start() throws Exception {
    bridge = new ErpAndLedger(journal);
    now = bridge.businessTime.now();
    composer =
        new RowComposer(
            bridge.erp,
            bridge.persons,
            bridge.claims(),
            bridge.sales,
            bridge.figures,
            new Replenishments(
                bridge.database,
                ErpAndLedger.SOURCE,
                new Supplies(List.of(new Supply(new SkuPattern("*"), 1)))),
            bridge.outbox,
            () -> now,
            new CourierLinks(Map.of("DPD", "https://dpd.example/{consignment}")));
    var statuses =
        bridge.erp.orderStatuses(
            OrderWindow.between(
                bridge.goLive.minus(Duration.ofDays(2)), bridge.goLive.minusSeconds(1)),
            ErpPriority.HISTORY);
    bridge.orderSights.observe(statuses.records(), now, ErpPriority.HISTORY, Lane.LIVE);
  }

  @AfterEach
  void stop() throws Exception {
    bridge.close();
  }

  /** Orders with a customer who may have a contact. */
  private List<String> orders() {
    return bridge.strings(
        "select order_code from delivery where kind = 'SALES_ROWS' and status in ('PLANNED', 'WAITING', 'READY', 'CLAIMED') order by"
            + " order_code");
  }

  private String personOf(String order) {
    return bridge
        .strings("select person_id from delivery where order_code = '" + order + "'")
        .get(0);
  }

  private String invoiceOf(String order) {
    return bridge
        .strings("select invoice_id from invoice where order_code = '" + order + "'")
        .get(0);
  }

  private ClaimedDelivery claimed(DeliveryKind kind, EventType event, String order) {
    return new ClaimedDelivery(
        7,
        ErpAndLedger.DESTINATION,
        kind,
        event,
        order,
        3,
        personOf(order),
        order,
        kind == DeliveryKind.SALES_ROWS ? invoiceOf(order) : "INV" + order,
        Lane.LIVE,
        now,
        now.plusSeconds(60),
        Instant.now(),
        Instant.now(),
        null,
        "c1",
        false);
  }

  private Verdict obstacle(ClaimedDelivery delivery, boolean byEmail) {
    Composed composed = composer.compose(delivery.kind(), Lane.LIVE, List.of(delivery), byEmail);
    assertThat(composed.rows()).isEmpty();
    return composed.unsendable().get(delivery.id());
  }

  private Row row(ClaimedDelivery delivery, boolean byEmail) {
    Composed composed = composer.compose(delivery.kind(), Lane.LIVE, List.of(delivery), byEmail);
    assertThat(composed.unsendable()).isEmpty();
    return composed.rows().get(0);
  }

  @Test
  void aMarketingEventIsNotEvenTriedForWhoIsNotOptedInInTheErp() {
    ClaimedDelivery review = claimed(DeliveryKind.EVENT, EventType.REVIEW_REQUEST, orders().get(0));
    inErp(review, Consent.UNKNOWN);
    assertThat(obstacle(review, false)).isEqualTo(NOT_OPTED_IN);
    inErp(review, Consent.OPTED_OUT);
    assertThat(obstacle(review, false)).isEqualTo(NOT_OPTED_IN);
    inErp(review, Consent.OPTED_IN);

    Row.Event event = (Row.Event) row(review, false);

    assertThat(event.payload().totals()).isNull();
  }

  @Test
  void norForWhoSharesTheAddressOfSomebodyWhoIsNot() {
    ClaimedDelivery review = claimed(DeliveryKind.EVENT, EventType.REVIEW_REQUEST, orders().get(0));
    inErp(review, Consent.OPTED_IN);
    bridge.execute(
        """
        update customer set consent = 'OPTED_OUT', email_state = 'VALID', email_hash =
          (select email_hash from customer where person_id = '%1$s' limit 1)
        where company_id = (select min(company_id) from customer where person_id <> '%1$s')
        """
            .formatted(review.personId()));

    assertThat(obstacle(review, false)).isEqualTo(NOT_OPTED_IN);
  }

  private void inErp(ClaimedDelivery delivery, Consent consent) {
    bridge.execute(
        "update customer set consent = '"
            + consent
            + "' where person_id = '"
            + delivery.personId()
            + "'");
  }

  @Test
  void aReplenishmentListsWhatRanOutAndNobodyIsAskedForWhatWasBoughtAgain() {
    String order = orders().get(0);
    ClaimedDelivery asked = claimed(DeliveryKind.EVENT, EventType.REPLENISHMENT, order);
    inErp(asked, Consent.OPTED_IN);
    String lines =
        """
        [[1, "TEA", "Tea", "2", "1", "1"], [2, "SALT", "Salt", "300", "1", "1"]]
        """;
    bridge.execute(
        "update invoice set lines = '%s', despatched_at = '%s' where order_code = '%s'"
            .formatted(lines, now.minus(Duration.ofDays(2)), order));

    Row.Event event = (Row.Event) row(asked, false);
    bridge.execute(
        """
        update sales_order set company_id = (select company_id from sales_order
          where order_code = '%1$s'), placed_at = (select placed_at from sales_order
          where order_code = '%1$s') + interval '1 hour' where order_code = '%2$s'
        """
            .formatted(order, orders().get(1)));
    bridge.execute(
        "update invoice set lines = '%s' where order_code = '%s'"
            .formatted(lines, orders().get(1)));

    assertThat(event.payload().lines()).extracting(EventPayload.Line::sku).containsExactly("TEA");
    assertThat(obstacle(asked, false)).isEqualTo(new Verdict.Exclude(ExclusionReason.SUPPLIED));
  }

  @Test
  void receivedAndDespatchedCarryNoTotalsAndConfirmedDoes() {
    String order = orders().get(0);
    for (EventType type :
        List.of(EventType.ORDER_RECEIVED, EventType.ORDER_CONFIRMED, EventType.DESPATCHED)) {
      Row.Event event = (Row.Event) row(claimed(DeliveryKind.EVENT, type, order), false);
      if (type.carriesMoney()) {
        assertThat(event.payload().totals()).isNotNull();
      } else {
        assertThat(event.payload().totals()).isNull();
      }
      assertThat(event.payload().lines()).isNotEmpty();
      assertThat(event.email()).isNull();
    }
  }

  @Test
  void theAddressIsReadOnlyForDestinationsThatAddressByIt() {
    String order = orders().get(0);
    Row.Event event =
        (Row.Event) row(claimed(DeliveryKind.EVENT, EventType.DESPATCHED, order), true);

    assertThat(event.email()).contains("@");
    assertThat(event.toString()).doesNotContain("@");
  }

  @Test
  void salesRowsAndOrdersAddUpToTheInvoice() {
    for (String order : orders()) {
      Row.SalesRows sales =
          (Row.SalesRows) row(claimed(DeliveryKind.SALES_ROWS, null, order), false);
      Row.OrderRecord record =
          (Row.OrderRecord) row(claimed(DeliveryKind.ORDER, null, order), false);
      BigDecimal sum =
          sales.lines().stream().map(line -> line.exVat()).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(record.totalExVat()).isEqualByComparingTo(sum);
    }
  }

  @Test
  void anInvoiceThatIsNotFinalIsNeverSent() {
    String order = orders().get(0);
    bridge.execute("update invoice set finalised_at = null where order_code = '" + order + "'");

    assertThat(obstacle(claimed(DeliveryKind.SALES_ROWS, null, order), false))
        .isInstanceOf(Verdict.Reject.class);
    assertThat(obstacle(claimed(DeliveryKind.ORDER, null, order), false))
        .isInstanceOf(Verdict.Reject.class);
  }

  @Test
  void anEventWithoutARequiredFieldIsRejectedByItsName() {
    String order = orders().get(0);
    bridge.execute(
        "update invoice set consignment_ref = null, courier = null where order_code = '"
            + order
            + "'");

    assertThat(obstacle(claimed(DeliveryKind.EVENT, EventType.DESPATCHED, order), false))
        .isInstanceOfSatisfying(
            Verdict.Reject.class,
            reject -> assertThat(reject.cause()).isEqualTo("event lacks courier, tracking"));
  }

  @Test
  void aParcelThatLeftCanBeFollowedWhereItsCouriersLinksAreKnown() {
    String order = orders().get(0);
    bridge.execute(
        "update invoice set consignment_ref = 'CN 1', courier = 'DPD' where order_code = '"
            + order
            + "'");

    assertThat(url(EventType.DESPATCHED, order)).isEqualTo("https://dpd.example/CN%201");
    assertThat(url(EventType.ORDER_CONFIRMED, order)).isNull();
    bridge.execute("update invoice set courier = 'Other' where order_code = '" + order + "'");
    assertThat(url(EventType.DESPATCHED, order)).isNull();
  }

  @Test
  void ofACancelledOrderNothingIsAnnouncedButThatAndWithoutAmounts() {
    String order = orders().get(0);
    bridge.execute(
        "update sales_order set cancelled_at = now() where order_code = '" + order + "'");

    assertThat(obstacle(claimed(DeliveryKind.EVENT, EventType.DESPATCHED, order), false))
        .isEqualTo(new Verdict.Exclude(ExclusionReason.CANCELLED));
    Row.Event event =
        (Row.Event) row(claimed(DeliveryKind.EVENT, EventType.CANCELLED, order), false);
    assertThat(event.payload().lines()).isNotEmpty();
    assertThat(event.payload().totals()).isNull();
    assertThat(event.payload().refunded()).isNull();
    Row.OrderRecord record = (Row.OrderRecord) row(claimed(DeliveryKind.ORDER, null, order), false);
    assertThat(record.sale().status()).isEqualTo("cancelled");
  }

  @Test
  void aParcelOfAPartOfTheOrderNamesItselfAndListsOnlyWhatIsKnownToBeInIt() {
    String order = orders().get(0);
    ClaimedDelivery despatch = claimed(DeliveryKind.EVENT, EventType.DESPATCHED, order);
    bridge.execute("update invoice set despatched_at = now() where order_code = '" + order + "'");
    bridge.execute(
        """
        insert into invoice (source, invoice_id, invoice_code, order_code, ordinal, stage, lines,
          courier, consignment_ref)
        select source, '%s', '2', order_code, 1, 14, lines, 'DPD', 'CN-second' from invoice
        where order_code = '%s'
        """
            .formatted(despatch.invoiceId(), order));

    EventPayload inPart = ((Row.Event) row(despatch, false)).payload();
    bridge.execute("update invoice set own_lines = true where order_code = '" + order + "'");
    EventPayload known = ((Row.Event) row(despatch, false)).payload();
    bridge.execute("update invoice set own_lines = false where order_code = '" + order + "'");
    bridge.execute("update invoice set despatched_at = now() where order_code = '" + order + "'");
    EventPayload whole = ((Row.Event) row(despatch, false)).payload();

    assertThat(inPart.lines()).isEmpty();
    assertThat(inPart.tracking()).isEqualTo("CN-second");
    assertThat(known.lines()).isNotEmpty();
    assertThat(whole.lines()).isNotEmpty();
  }

  @Test
  void aRefundTellsWhatItsCreditNoteTookBackAndNothingOfOthers() {
    String order = orders().get(0);
    creditedBy("CRN1", order, 3, "22423", "2", "5.50", false);
    creditedBy("CRN1", order, 3, "", "1", "2.95", true);
    creditedBy("CRN2", order, 2, "85123", "1", "9", false);

    Row.Event event =
        (Row.Event) row(claimed(DeliveryKind.EVENT, EventType.REFUNDED, order), false);

    assertThat(event.payload().totals()).isNull();
    assertThat(event.payload().refunded())
        .isEqualTo(
            new EventPayload.Refunded(
                "GBP",
                new BigDecimal("8.45"),
                List.of(new EventPayload.RefundedLine("22423", new BigDecimal("2")))));
  }

  /** Told by the change at this place in the ledger's order. */
  private void creditedBy(
      String note,
      String order,
      int seq,
      String item,
      String quantity,
      String exVat,
      boolean charge) {
    bridge.execute(
        """
        insert into credit_note (source, credit_id, credit_code, issued_at, business_date, currency,
          ex_vat, vat, lines, live, observed_at)
        values ('khaos', '%s', 'C', now(), now(), 'GBP', 1, 0, '[]', true, now()) on conflict do nothing
        """
            .formatted(note));
    bridge.execute(
        """
        insert into credit_part (source, credit_id, credit_line, item, order_code, delivery,
          quantity, ex_vat, step, seq) values ('khaos', '%s', 1, '%s', '%s', %s, %s, %s, 'NAMED_ORDER', %s)
        """
            .formatted(note, item, order, charge, quantity, exVat, seq));
  }

  private @Nullable String url(EventType type, String order) {
    Row.Event event = (Row.Event) row(claimed(DeliveryKind.EVENT, type, order), false);
    return event.payload().trackingUrl();
  }

  @Test
  void anEventThatBecameTooLateInTheOutboxIsExcluded() {
    ClaimedDelivery event = claimed(DeliveryKind.EVENT, EventType.DESPATCHED, orders().get(0));
    now = now.plusSeconds(61);

    assertThat(obstacle(event, false)).isEqualTo(new Verdict.Exclude(ExclusionReason.TOO_LATE));
  }

  @Test
  void whoIsOnHoldGetsNoServiceEventAtAnyDestination() {
    String order = orders().get(0);
    bridge.execute("update customer set held = true where person_id = '" + personOf(order) + "'");

    for (boolean byEmail : new boolean[] {true, false}) {
      assertThat(obstacle(claimed(DeliveryKind.EVENT, EventType.DESPATCHED, order), byEmail))
          .isEqualTo(new Verdict.Exclude(ExclusionReason.HELD_IN_ERP));
    }
  }

  @Test
  void aContactIsMadeOfWhatTheErpSaysNow() {
    String order = orders().get(0);
    String urn =
        bridge.strings("select urn from sales_order where order_code = '" + order + "'").get(0);
    bridge.change(urn, "{\"email\":\"now@example.com\",\"forename\":\"Now\"}");

    Row.Contact contact = (Row.Contact) row(claimed(DeliveryKind.CONTACT, null, order), false);

    assertThat(contact.profile().email()).isEqualTo("now@example.com");
    assertThat(contact.profile().firstName()).isEqualTo("Now");
    assertThat(contact.profile().toString()).doesNotContain("now@");
  }

  @Test
  void aContactWhoseAddressJustWentAwayWaitsForTheFeed() {
    String order = orders().get(0);
    String urn =
        bridge.strings("select urn from sales_order where order_code = '" + order + "'").get(0);
    bridge.change(urn, "{\"email\":null}");

    Verdict verdict = obstacle(claimed(DeliveryKind.CONTACT, null, order), false);

    // Five percent of the invented customers have it as their web login, too.
    assertThat(verdict).isInstanceOf(Verdict.Retry.class);
  }
}
