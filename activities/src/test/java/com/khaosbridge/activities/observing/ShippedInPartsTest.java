package com.khaosbridge.activities.observing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.ledger.LedgerServer;
import com.khaosbridge.activities.ledger.books.InvoicedOrder;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An order of cups for 12 and mugs for 2.51, delivered for 5, of which the cups leave first, from
 * the ERP over HTTP to what is planned.
 */
class ShippedInPartsTest {
  private static final String NUMBER = "700004";
  private static final String ORDER = "SO" + NUMBER;
  private static final int CUPS = 3;
  private static final String FIRST = "INV000000700004";
  private static final String SECOND = "INV000000700004-2";
  private static final String DATA =
      """
      InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
      700001,A,MUG,9,2011-06-06 09:00:00,1.255,17850.0,United Kingdom
      700004,POST,POSTAGE,1,2011-06-09 12:00:00,5,17850.0,United Kingdom
      700004,A,MUG,2,2011-06-09 12:00:00,1.255,17850.0,United Kingdom
      700004,B,CUP,4,2011-06-09 12:00:00,3,17850.0,United Kingdom
      """;

  @TempDir Path directory;
  private ErpAndLedger bridge;

  @AfterEach
  void stop() throws IOException {
    bridge.close();
  }

  @Test
  void withoutACopyItIsHeldForFinance() throws IOException {
    start(null);
    shipTheCups();

    assertThat(money())
        .containsExactly(
            "dotdigital HELD SEVERAL_INVOICES unknown", "emarsys HELD SEVERAL_INVOICES unknown");
    assertThat(parcel(FIRST).ownLines()).isFalse();
  }

  @Test
  void withACopyTheFirstPartsMoneyAloneIsPlannedAndThenTheSeconds() throws IOException {
    start(LedgerServer.newDatabase());
    shipTheCups();
    List<String> first = money();

    bridge.sandbox.clock().set(bridge.sandbox.end());
    await().until(() -> bridge.copied(ORDER).size() == 2);
    bridge.orderPoll().once();

    assertThat(first).containsExactly("dotdigital PLANNED 17", "emarsys PLANNED 17");
    assertThat(money())
        .containsExactly(
            "dotdigital PLANNED 17",
            "dotdigital PLANNED 2.51",
            "emarsys PLANNED 17",
            "emarsys PLANNED 2.51");
    assertThat(bridge.cases.openCases()).isEmpty();
    assertThat(Objects.requireNonNull(bridge.sales.byCode(List.of(ORDER)).get(ORDER)).totalExVat())
        .isEqualByComparingTo("19.51");
  }

  @Test
  void theParcelThatLeftKnowsWhatIsInItWhileTheRestIsInTheWarehouse() throws IOException {
    start(LedgerServer.newDatabase());
    shipTheCups();

    InvoicedOrder parcel = parcel(FIRST);
    assertThat(parcel.partLeft()).isTrue();
    assertThat(parcel.ownLines()).isTrue();
    assertThat(parcel.lines()).extracting(OrderLine::sku).containsExactly("B");
    assertThat(parcel(SECOND).ownLines()).isFalse();
  }

  private void start(@Nullable String copyUrl) throws IOException {
    Path data = Files.writeString(directory.resolve("shop.csv"), DATA);
    bridge =
        new ErpAndLedger(
            SandboxOptions.standard().withData(data).withLiveDays(1),
            copyUrl,
            ErpAndLedger.DESTINATION,
            "dotdigital");
    bridge.sandbox.clock().set(Instant.parse("2011-06-09T11:30:00Z"));
    bridge.orderPoll().once();
  }

  private void shipTheCups() {
    boolean copied = !bridge.copied("SO700001").isEmpty();
    bridge.shipPart(NUMBER, CUPS);
    if (copied) {
      await().until(() -> bridge.copied(ORDER).containsKey(FIRST));
    }
    bridge.orderPoll().once();
  }

  private InvoicedOrder parcel(String invoiceId) {
    return Objects.requireNonNull(bridge.sales.byInvoice(List.of(ORDER)).get(invoiceId));
  }

  /** Where the money of the order stands, at each destination. */
  private List<String> money() {
    return bridge.strings(
        """
        select concat_ws(' ', d.destination, d.status, c.type,
          coalesce(trim_scale(d.ex_vat)::text, 'unknown'))
        from delivery d left join bridge_case c on c.id = d.case_id
        where d.order_code = 'SO700004' and d.kind in ('ORDER', 'SALES_ROWS') order by 1
        """);
  }
}
