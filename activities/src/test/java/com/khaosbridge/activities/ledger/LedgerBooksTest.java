package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.outbox.PendingSignals.Kind;
import com.khaosbridge.activities.ledger.outbox.PendingSignals.Pending;
import com.khaosbridge.activities.ledger.outbox.SalesFileLedger;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The small books of the ledger: identity, cursors, owed signals, sales files, backfill. */
class LedgerBooksTest {
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
  void aLedgerOfOtherDataIsRefused() {
    LedgerIdentity identity = new LedgerIdentity(ledger.database);
    identity.bind("main", "seed 1");
    identity.bind("main", "seed 1");

    assertThatThrownBy(() -> identity.bind("main", "seed 2"))
        .isInstanceOf(LedgerIdentity.WrongLedgerException.class)
        .hasMessageContaining("seed 1")
        .hasMessageContaining("seed 2")
        .hasMessageContaining("use an empty database");
    assertThatThrownBy(() -> identity.bind("other", "seed 1"))
        .isInstanceOf(LedgerIdentity.WrongLedgerException.class);
    assertThatThrownBy(() -> identity.bindSource("other"))
        .isInstanceOf(LedgerIdentity.WrongLedgerException.class);
    identity.bindSource("main");
  }

  @Test
  void aCursorNeverGoesBack() {
    Cursors cursors = new Cursors(ledger.database, "main");
    Instant noon = Instant.parse("2011-06-10T12:00:00Z");
    assertThat(cursors.position("orders")).isEmpty();

    cursors.move("orders", noon);
    cursors.move("orders", noon.minusSeconds(1));
    assertThat(cursors.position("orders")).contains(noon);

    cursors.move("orders", noon.plusSeconds(1));
    assertThat(cursors.position("orders")).contains(noon.plusSeconds(1));
    assertThat(cursors.position("customers")).isEmpty();
    assertThat(new Cursors(ledger.database, "other").position("orders")).isEmpty();
  }

  @Test
  void aSignalThatIsOwedTwiceIsSentOnce() {
    ledger.signals.add(Kind.ORDER_INVOICED, List.of("SO1", "SO1"));
    ledger.signals.add(Kind.ORDER_INVOICED, List.of("SO1"));
    ledger.signals.add(Kind.ORDER_CHANGED, List.of("SO1"));

    assertThat(ledger.takeSignals())
        .containsExactlyInAnyOrder("ORDER_INVOICED SO1", "ORDER_CHANGED SO1");
    assertThat(ledger.takeSignals()).isEmpty();
  }

  @Test
  void aSignalThatIsOwedAgainWhileItIsSentStaysOwed() {
    ledger.signals.add(Kind.ORDER_INVOICED, List.of("SO1"));
    Pending sending = ledger.signals.next(1).get(0);

    ledger.signals.add(Kind.ORDER_INVOICED, List.of("SO1"));
    ledger.signals.sent(sending);

    assertThat(ledger.takeSignals()).containsExactly("ORDER_INVOICED SO1");
  }

  @Test
  void whoeverSentAnOlderSignalNeverTakesANewerOneOffTheList() {
    ledger.signals.add(Kind.ORDER_INVOICED, List.of("SO1"));
    Pending seenByOne = ledger.signals.next(1).get(0);
    Pending seenByOther = ledger.signals.next(1).get(0);

    ledger.signals.sent(seenByOther);
    ledger.signals.add(Kind.ORDER_INVOICED, List.of("SO1"));
    ledger.signals.sent(seenByOne);

    assertThat(ledger.takeSignals()).containsExactly("ORDER_INVOICED SO1");
  }

  @Test
  void afterAStartEverythingLiveThatIsUnderWayIsOwedASignal() {
    CustomerInErp live = aCustomer();
    CustomerInErp old = aCustomer();
    OrderInErp order = anOrder().of(live);
    ledger.sees(live);
    ledger.findsInHistory(old);
    ledger.sees(order);
    ledger.findsInHistory(anOrder().of(old).finalised());
    ledger.takeSignals();

    ledger.signals.addAllUnderWay();

    assertThat(ledger.takeSignals())
        .containsExactlyInAnyOrder(
            "ORDER_CHANGED " + order.code(), "PERSON_CHANGED " + live.person());
  }

  @Test
  void aSignalIsOwedIfAndOnlyIfItsChangeIsRecorded() {
    OrderInErp order = anOrder().ofGuest();
    OrderInErp broken =
        new OrderInErp(
            order.code(),
            null,
            order.placedAt(),
            false,
            List.of(order.invoices().get(0), order.invoices().get(0)),
            order.lines(),
            order.delivery(),
            OrderInErp.Reading.FINE);
    ledger.execute("alter table invoice add constraint one_place check (ordinal = 0)");

    assertThatThrownBy(() -> ledger.sees(broken)).isInstanceOf(RuntimeException.class);

    assertThat(ledger.takeSignals()).isEmpty();
    assertThat(ledger.deliveries()).isEmpty();
  }

  @Test
  void salesFilesAreKeptAsTheyWereSent() throws IOException {
    SalesFileLedger files = new SalesFileLedger(ledger.database);
    byte[] file = "item,price\n22423,2.55\n".getBytes(StandardCharsets.UTF_8);

    files.aboutToSend("emarsys", List.of(4L, 7L), file, "abc");
    assertThat(ledger.value(Long.class, "select count(*) from sales_file where status is null"))
        .isEqualTo(1);
    files.answered("abc", 200);

    byte[] kept =
        ledger
            .database
            .sql()
            .sql("select file_gzip from sales_file where sha256 = 'abc' and status = 200")
            .query((row, n) -> row.getBytes(1))
            .single();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(kept))) {
      assertThat(in.readAllBytes()).isEqualTo(file);
    }
    assertThat(
            ledger
                .database
                .sql()
                .sql("select unnest(deliveries) from sales_file")
                .query(Long.class)
                .list())
        .containsExactly(4L, 7L);
  }

  @Test
  void theAnswerBelongsToTheLastFileOfItsHash() {
    SalesFileLedger files = new SalesFileLedger(ledger.database);
    files.aboutToSend("emarsys", List.of(1L), new byte[] {1}, "abc");
    files.aboutToSend("emarsys", List.of(1L), new byte[] {1}, "abc");
    files.answered("abc", 503);

    assertThat(
            ledger
                .database
                .sql()
                .sql("select coalesce(status, 0) from sales_file order by id")
                .query(Integer.class)
                .list())
        .containsExactly(0, 503);
  }

  @Test
  void aCustomerThatIsAbsentIsAskedForAgainLastAndThenLeftToAPerson() {
    ledger.backfill.listCustomers(List.of("U1", "U2", "U3"), ledger.now);
    assertThat(ledger.backfill.nextCustomers(2)).containsExactly("U1", "U2");

    ledger.backfill.customersRead(List.of("U2"));
    assertThat(ledger.backfill.customersAbsent(List.of("U1"))).isEmpty();
    assertThat(ledger.backfill.nextCustomers(2)).containsExactly("U3", "U1");

    ledger.backfill.customersRead(List.of("U3"));
    assertThat(ledger.backfill.customersAbsent(List.of("U1"))).isEmpty();
    assertThat(ledger.backfill.customersAbsent(List.of("U1"))).containsExactly("U1");
    assertThat(ledger.backfill.nextCustomers(2)).isEmpty();
  }

  @Test
  void aHashTellsMissingFromEmptyAndNeedsItsKey() {
    KeyedHash hash = new KeyedHash(new byte[16]);
    KeyedHash other = new KeyedHash(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6});

    assertThat(hash.of(List.of("a", "b"))).isEqualTo(hash.of(List.of("a", "b")));
    assertThat(hash.of(List.of("a", "b"))).isNotEqualTo(hash.of(List.of("ab", "")));
    assertThat(hash.of(java.util.Arrays.asList((String) null))).isNotEqualTo(hash.of(List.of("")));
    assertThat(hash.of(List.of("a"))).isNotEqualTo(other.of(List.of("a")));
    assertThatThrownBy(() -> new KeyedHash(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLedgerRemembersTheLatestOfAnOrdersLife() {
    CustomerInErp customer = ledger.linked(aCustomer());
    OrderInErp order = anOrder().of(customer);
    ledger.sees(order);
    ledger.now = ledger.now.plus(Duration.ofMinutes(1));
    ledger.sees(order.finalised().despatched());

    assertThat(ledger.sales.byCode(List.of(order.code())).get(order.code()))
        .satisfies(
            sale -> {
              assertThat(sale.finalised()).isTrue();
              assertThat(sale.despatched()).isTrue();
              assertThat(sale.courier()).isEqualTo("DPD");
              assertThat(sale.orderNumber()).startsWith("WEB");
            });
  }
}
