package com.khaosbridge.sandbox.retail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopImportTest {
  private static final String LINE =
      "100,A1,MUG,2,2011-01-05 10:00:00,1.255,17850.0,United Kingdom\n";

  @TempDir Path directory;
  private StateStore store;

  @BeforeEach
  void open() {
    store = new StateStore(directory.resolve("state.mv"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aDocumentThatTheFileInterruptsIsPutTogetherInFileOrder() throws IOException {
    Shop shop =
        TestShops.read(
            store,
            directory,
            LINE
                + "101,B1,TWINE,1,2011-01-05 10:01:00,3.0,17851.0,France\n"
                + "100,POST,POSTAGE,1,2011-01-05 10:02:00,5.0,17850.0,United Kingdom\n"
                + "100,A1,MUG,2,2011-01-05 10:02:00,1.255,17850.0,United Kingdom\n");

    assertThat(shop.lines("100"))
        .extracting(DocumentLine::stockCode)
        .containsExactly("A1", "POST", "A1");
    Document document = shop.document("100");
    assertThat(document.placed()).isEqualTo(LocalDateTime.of(2011, 1, 5, 10, 0));
    assertThat(document.lines()).isEqualTo(3);
    assertThat(document.units()).isEqualTo(4);
    assertThat(document.goods()).isEqualByComparingTo("5.02");
    assertThat(document.delivery()).isEqualByComparingTo("5.0");
    assertThat(document.totalExVat()).isEqualByComparingTo("10.02");
    assertThat(shop.facts().invoices()).isEqualTo(2);
  }

  @Test
  void guestDocumentsOfZeroPricesAreWriteOffsAndOthersAreInvoices() throws IOException {
    Shop shop =
        TestShops.read(
            store,
            directory,
            "1,A,lost,-3,2011-01-05 10:00:00,0.0,,United Kingdom\n"
                + "2,A,MUG,1,2011-01-05 10:00:00,0.0,,United Kingdom\n"
                + "2,B,MUG,1,2011-01-05 10:00:00,0.01,,United Kingdom\n"
                + "3,A,gift,1,2011-01-05 10:00:00,0.0,17850.0,United Kingdom\n"
                + "C4,A,MUG,-1,2011-01-05 10:00:00,1.0,17852.0,United Kingdom\n");

    assertThat(shop.document("1").kind()).isEqualTo(Document.Kind.WRITE_OFF);
    assertThat(shop.document("2").kind()).isEqualTo(Document.Kind.INVOICE);
    assertThat(shop.document("3").kind()).isEqualTo(Document.Kind.INVOICE);
    assertThat(shop.document("C4").kind()).isEqualTo(Document.Kind.CREDIT_NOTE);
    assertThat(shop.shopper("17850").hasOrders()).isTrue();
    assertThat(shop.shopper("17852").hasOrders()).isFalse();
  }

  @Test
  void aBadLineIsSetAsideWithItsPlaceAndTheShapeOfItsValue() throws IOException {
    Shop shop =
        TestShops.read(
            store,
            directory,
            LINE
                + "102,A1,MUG,2,2011-01-05 10:00:00,4x.5,17850.0,United Kingdom\n"
                + "103,A1,MUG,two,2011-01-05 10:00:00,4.5,17850.0,United Kingdom\n"
                + "104,A1,MUG,2,2011-02-30 10:00:00,4.5,17850.0,United Kingdom\n"
                + "105,A1,MUG,2,2011-01-05 10:00:00,4.5,jo@example.com,United Kingdom\n"
                + "106,A1,MUG,2\n"
                + "107,A1,MUG,2,2011-01-05 10:00:00,1e9,17850.0,United Kingdom\n");

    List<RejectedLine> rejected = new ArrayList<>();
    shop.rejectedLines(rejected::add);
    assertThat(rejected)
        .extracting(RejectedLine::line, RejectedLine::field, RejectedLine::shape)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(3L, "UnitPrice", "9a.9"),
            org.assertj.core.groups.Tuple.tuple(4L, "Quantity", "aaa"),
            org.assertj.core.groups.Tuple.tuple(5L, "InvoiceDate", "9999-99-99 99:99:99"),
            org.assertj.core.groups.Tuple.tuple(6L, "CustomerID", "aa@aaaaaaa.aaa"),
            org.assertj.core.groups.Tuple.tuple(7L, "(columns)", "9"),
            org.assertj.core.groups.Tuple.tuple(8L, "UnitPrice", "9a9"));
    assertThat(rejected.get(0).message())
        .isEqualTo(
            "shop.csv line 3, field UnitPrice: expected a decimal number with at most 10 decimals, the value looks like 9a.9");
    assertThat(shop.facts().rejectedLines()).isEqualTo(6);
    assertThat(shop.facts().invoices()).isEqualTo(1);
  }

  @Test
  void brokenQuotesCostTheirLinesAndNothingElse() throws IOException {
    Shop shop =
        TestShops.read(
            store,
            directory,
            LINE
                + "102,A1,\"MUG\"x,2,2011-01-05 10:00:00,4.5,17850.0,United Kingdom\n"
                + "103,A1,\"MUG,2,2011-01-05 10:00:00,4.5,17850.0,United Kingdom\n"
                + "104,A1,MUG,2,2011-01-05 10:00:00,4.5,17850.0,United Kingdom\n");

    assertThat(shop.document("100")).isNotNull();
    assertThat(shop.document("102")).isNotNull();
    assertThat(shop.facts().rejectedLines()).isEqualTo(1);
  }

  @Test
  void aFileWithoutAColumnIsRefusedByName() throws IOException {
    Path file = Files.writeString(directory.resolve("other.csv"), "InvoiceNo;StockCode\n1;2\n");

    assertThatThrownBy(() -> ShopImport.run(RetailSource.file(file), "-", new Shop(store)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other.csv has no column InvoiceNo");
  }

  @Test
  void aFileWithoutAUsableLineIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("none.csv"), TestShops.HEADER + "1,2,3\n");

    assertThatThrownBy(() -> ShopImport.run(RetailSource.file(file), "-", new Shop(store)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.csv has no line that could be used, 1 were set aside");
  }

  @Test
  void gzipAndByteOrderMarkAreUnderstoodAndTheHashIsOfTheUnpackedFile() throws IOException {
    byte[] csv = ("\uFEFF" + TestShops.HEADER + LINE).getBytes(StandardCharsets.UTF_8);
    Path plain = Files.write(directory.resolve("plain.csv"), csv);
    Path packed = directory.resolve("packed.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(csv);
    }

    RetailSource source = RetailSource.file(packed);
    assertThat(source.sha256()).isEqualTo(RetailSource.file(plain).sha256());
    Shop shop = new Shop(store);
    ShopImport.run(source, source.sha256(), shop);
    assertThat(shop.document("100")).isNotNull();
  }
}
