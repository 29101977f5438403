package com.khaosbridge.activities.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ContractRows;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.OrderLine;
import com.khaosbridge.workflows.delivery.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmarsysSalesTest {
  private static final String UPLOAD = "POST /hapi/merchant/m1/sales-data/api";
  private static final MockResponse ACCEPTED = ScriptedEmarsys.reply(200, "Upload accepted\n");
  private static final Instant PLACED = Instant.parse("2011-06-28T10:26:00Z");
  private static final LocalDate DAY = LocalDate.of(2011, 6, 28);

  private final ContractRows rows = new ContractRows();
  private final KeptSalesFiles kept = new KeptSalesFiles();
  private final AtomicInteger ids = new AtomicInteger();
  private ScriptedEmarsys emarsys;

  @BeforeEach
  void start() throws IOException {
    emarsys = new ScriptedEmarsys();
    emarsys.on(UPLOAD, ACCEPTED);
  }

  @AfterEach
  void stop() {
    emarsys.close();
  }

  @Test
  void anInvoiceIsALineForEachLineAndOneForDelivery() {
    deliver(
        invoice(
            "SO1",
            "2.95",
            line("22423", "6", "2.555"),
            line("POST \"x\",\ny\uD83D\uDE00", "1", "1")));

    assertThat(emarsys.calls)
        .containsExactly(
            UPLOAD
                + " item,price,order,timestamp,customer,quantity\n"
                + "22423,15.330,SO1,2011-06-28T10:26:00Z,main:1,6\n"
                + "\"POST \"\"x\"\", y\",1,SO1,2011-06-28T10:26:00Z,main:1,1\n"
                + "DELIVERY,2.95,SO1,2011-06-28T10:26:00Z,main:1,1\n");
  }

  @Test
  void aZeroInvoiceStillGoesAndHasNoSign() {
    deliver(invoice("SO1", "0.00", line("A", "-0", "-0.00"), line("B", "3", "0")));

    assertThat(emarsys.calls.get(0)).contains("\nA,0.00,").contains("\nB,0,").doesNotContain(",-0");
  }

  @Test
  void pricesAreNeverRoundedNorWrittenWithAnExponent() {
    deliver(invoice("SO1", "0", line("A", "80000", "0.0000000001"), line("B", "1E+3", "12.345")));

    assertThat(emarsys.calls.get(0))
        .contains("A,0.0000080000,SO1", "B,12345,SO1")
        .contains(",1000\n");
  }

  @ParameterizedTest
  @CsvSource({
    "2011-06-27T23:30:00Z,2011-06-28,2011-06-28T00:00:00Z",
    "2011-06-29T00:10:00Z,2011-06-28,2011-06-28T23:59:59Z",
    "2011-06-28T23:59:59.900Z,2011-06-28,2011-06-28T23:59:59Z"
  })
  void theDateIsAlwaysTheBusinessDate(Instant placed, LocalDate day, String written) {
    deliver(invoice("SO1", placed, day, "0", line("A", "1", "1")));

    assertThat(emarsys.calls.get(0)).contains(",SO1," + written + ",main:1,");
  }

  @Test
  void aFileIsRecordedBeforeItLeaves() {
    emarsys.on(
        UPLOAD,
        body -> {
          assertThat(kept.files).hasSize(1);
          assertThat(kept.answers).isEmpty();
          return ACCEPTED;
        });

    Row.SalesRows row = invoice("SO1", "0", line("A", "1", "1"));
    assertThat(deliver(row)).containsOnlyKeys(row.deliveryId());

    KeptSalesFiles.Kept file = kept.files.get(0);
    assertThat(file.destination()).isEqualTo("emarsys");
    assertThat(file.deliveryIds()).containsExactly(row.deliveryId());
    assertThat(emarsys.calls).containsExactly(UPLOAD + " " + file.text());
    assertThat(file.sha256()).isEqualTo(Sha256.hex(file.text()));
    assertThat(kept.answers).containsExactly(Map.entry(file.sha256(), 200));
  }

  @Test
  void aFileThatCantBeRecordedIsNotSent() {
    SalesFiles full =
        new SalesFiles() {
          @Override
          public void aboutToSend(String name, List<Long> ids, byte[] file, String sha256) {
            throw new IllegalStateException("disk full");
          }

          @Override
          public void answered(String sha256, int status) {}
        };
    Row row = invoice("SO1", "0", line("A", "1", "1"));

    assertThat(
            emarsys
                .destination(full)
                .deliver(DeliveryKind.SALES_ROWS, Lane.LIVE, List.of(row))
                .values())
        .allMatch(Verdict.Retry.class::isInstance);
    assertThat(emarsys.calls).isEmpty();
  }

  @Test
  void aBatchOverTheLineLimitGoesInSeveralCallsAndAHugeInvoiceAlone() {
    List<Row> batch =
        List.of(
            invoice("SO1", "0", lines(6)),
            invoice("SO2", "1", lines(3)),
            invoice("SO3", "0", lines(1)),
            invoice("SO4", "0", lines(25)),
            invoice("SO5", "0", lines(1)));

    limited(10, 1_000_000).deliver(DeliveryKind.SALES_ROWS, Lane.HISTORY, batch);

    assertThat(kept.files)
        .extracting(file -> file.text().lines().count() - 1)
        .containsExactly(10L, 1L, 25L, 1L);
    assertThat(kept.files.get(0).deliveryIds())
        .containsExactly(batch.get(0).deliveryId(), batch.get(1).deliveryId());
  }

  @Test
  void aBatchOverTheByteLimitGoesInSeveralCalls() {
    List<Row> batch = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      batch.add(invoice("SO" + i, "0", lines(2)));
    }

    limited(10_000, 300).deliver(DeliveryKind.SALES_ROWS, Lane.LIVE, batch);

    assertThat(kept.files).hasSizeGreaterThan(3).allMatch(file -> file.text().length() <= 300);
  }

  @Test
  void aBatchOfUsualInvoicesFitsInOneFile() {
    assertThat(emarsys.destination().batchSize(DeliveryKind.SALES_ROWS, Lane.LIVE))
        .isBetween(100, 500);
    assertThat(emarsys.destination().repeatable(DeliveryKind.SALES_ROWS)).isFalse();
  }

  @Test
  void anUnknownOutcomeHoldsExactlyTheRowsOfItsCall() {
    emarsys.on(
        UPLOAD,
        body ->
            body.contains(",SO2,")
                ? new MockResponse.Builder()
                    .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                    .build()
                : ACCEPTED);
    Row first = invoice("SO1", "0", lines(3));
    Row second = invoice("SO2", "0", lines(3));
    Row third = invoice("SO3", "0", lines(3));

    Map<Long, Verdict> verdicts =
        limited(4, 1_000_000)
            .deliver(DeliveryKind.SALES_ROWS, Lane.LIVE, List.of(first, second, third));

    assertThat(verdicts.get(first.deliveryId())).isInstanceOf(Verdict.Ok.class);
    assertThat(verdicts.get(second.deliveryId())).isInstanceOf(Verdict.UnknownOutcome.class);
    assertThat(verdicts.get(third.deliveryId())).isInstanceOf(Verdict.Ok.class);
    assertThat(emarsys.calls).hasSize(3);
    assertThat(kept.answers).hasSize(2);
  }

  @Test
  void anAddressThatNobodyAnswersAtWasNeverSentTo() {
    emarsys.close();
    Row row = invoice("SO1", "0", lines(1));

    assertThat(deliver(row).values()).allMatch(Verdict.Retry.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource({
    "200,Upload accepted,Ok",
    "200,<html>maintenance</html>,UnknownOutcome",
    "202,Upload accepted,UnknownOutcome",
    "400,bad csv of a@example.com,Reject",
    "413,too large,Reject",
    "401,no,Config",
    "403,no,Config",
    "404,no,Config",
    "429,slow down,Retry",
    "503,overloaded,Retry",
    "500,oops,UnknownOutcome",
    "502,oops,UnknownOutcome",
    "504,oops,UnknownOutcome"
  })
  void theWholeFileHasTheAnswersVerdict(int status, String body, String verdict) {
    emarsys.on(UPLOAD, ScriptedEmarsys.reply(status, body));

    assertThat(deliver(invoice("SO1", "0", lines(1)), invoice("SO2", "0", lines(2))).values())
        .hasSize(2)
        .allSatisfy(
            v -> {
              assertThat(v.getClass().getSimpleName()).isEqualTo(verdict);
              assertThat(v.toString()).doesNotContain("@");
            });
    assertThat(emarsys.calls).hasSize(1);
  }

  @Test
  void anInvoiceWithoutLinesHasNothingToSend() {
    assertThat(deliver(invoice("SO1", "0")).values())
        .containsExactly(new Verdict.Exclude(ExclusionReason.NO_LINES));
    assertThat(emarsys.calls).isEmpty();
  }

  private Map<Long, Verdict> deliver(Row... batch) {
    return emarsys.destination(kept).deliver(DeliveryKind.SALES_ROWS, Lane.LIVE, List.of(batch));
  }

  private Emarsys limited(int lines, int bytes) {
    EmarsysSettings.Limits limits =
        new EmarsysSettings.Limits(1000, 0.3, 1000, lines, bytes, Duration.ofSeconds(5));
    return new Emarsys(emarsys.settings().with(limits), kept, Instant::now);
  }

  private Row.SalesRows invoice(String order, String delivery, OrderLine... lines) {
    return invoice(order, PLACED, DAY, delivery, lines);
  }

  private Row.SalesRows invoice(
      String order, Instant placed, LocalDate day, String delivery, OrderLine... lines) {
    Row.Sale any = rows.sale();
    BigDecimal charge = new BigDecimal(delivery);
    return Row.SalesRows.of(
        ids.incrementAndGet(),
        "main:1",
        "7",
        new Row.Sale(
            order,
            any.orderNumber(),
            any.invoiceId(),
            placed,
            day,
            any.currency(),
            any.brand(),
            any.status(),
            List.of(lines),
            charge,
            List.of()));
  }

  private static OrderLine[] lines(int count) {
    OrderLine[] lines = new OrderLine[count];
    for (int i = 0; i < count; i++) {
      lines[i] = line("A" + i, "1", "1.25");
    }
    return lines;
  }

  private static OrderLine line(String sku, String quantity, String price) {
    BigDecimal unit = new BigDecimal(price);
    return new OrderLine(1, sku, "goods", new BigDecimal(quantity), unit, unit);
  }
}
