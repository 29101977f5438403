package com.khaosbridge.sandbox.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxClient;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.sandbox.retail.AddedCredits;
import com.khaosbridge.sandbox.retail.Shop;
import com.khaosbridge.sandbox.retail.TestShops;
import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two credit notes of history and two of the one live day, 10:00 and 12:00 in the UK. */
class FileDropTest {
  private static final String HEADER =
      "credit_id,credit_code,company_id,company_code,order_code,issued,currency,reason,line_no,stock_code,description,quantity,unit_net,net,vat,delivery";
  private static final String LINES =
      "C700002,A,\"MUG, \"\"BLÜE\"\"\",-3,2011-06-07 09:30:00,1.255,17850.0,United Kingdom\n"
          + "C700002,DOT,POSTAGE,1,2011-06-07 09:30:00,3.95,17850.0,United Kingdom\n"
          + "C700003,A,MUG,-1,2011-06-07 10:00:00,1.25,,United Kingdom\n"
          + "C700004,A,MUG,-1,2011-06-09 10:00:00,1.25,17850.0,United Kingdom\n"
          + "C700005,A,MUG,-1,2011-06-09 12:00:00,1.25,17850.0,United Kingdom\n";
  private static final Instant HISTORY_ENDS = Instant.parse("2011-06-08T23:00:00Z");
  private static final Instant TEN = Instant.parse("2011-06-09T09:00:00Z");
  private static final Instant NOON = Instant.parse("2011-06-09T11:00:00Z");

  @TempDir Path directory;
  private Path drop;
  private SandboxOptions options;

  @BeforeEach
  void shop() throws IOException {
    Path data = Files.writeString(directory.resolve("shop.csv"), TestShops.HEADER + LINES);
    drop = directory.resolve("drop");
    options = SandboxOptions.standard().withData(data).withLiveDays(1).withFileDrop(drop);
  }

  @Test
  void theFirstFileHasTheHistoryARowALine() throws IOException {
    try (Sandbox sandbox = Sandbox.start(options)) {
      assertThat(Files.readString(drop.resolve("credit-notes-000001.csv"), StandardCharsets.UTF_8))
          .isEqualTo(
              String.join(
                  "\r\n",
                  HEADER,
                  "CRN000000700002,C700002,1017850,17850,,2011-06-07T09:30:00,GBP,,1,A,\"MUG, \"\"BLÜE\"\"\",3,1.255,3.765,0.7530,false",
                  "CRN000000700002,C700002,1017850,17850,,2011-06-07T09:30:00,GBP,,2,DOT,POSTAGE,-1,3.95,-3.95,-0.790,true",
                  "CRN000000700003,C700003,,,,2011-06-07T10:00:00,GBP,,1,A,MUG,1,1.25,1.25,0.250,false",
                  ""));
      assertThat(files()).containsExactly("credit-notes-000001.csv");
      assertThat(new SandboxClient(sandbox.baseUrl()).lines("/_sandbox/truth"))
          .filteredOn(line -> line.get("type").asString().equals("creditNote"))
          .hasSize(4)
          .allMatch(line -> line.get("exported").asBoolean());
    }
  }

  @Test
  void whatTheClockReachesComesInFilesOfItsOwn() throws IOException {
    try (Sandbox sandbox = Sandbox.start(options)) {
      sandbox.clock().set(TEN);
      awaitFile(2);
      assertThat(codes(2)).containsExactly("C700004");
      sandbox.clock().set(NOON.minusSeconds(1));
      sandbox.clock().set(NOON);
      awaitFile(3);
      assertThat(codes(3)).containsExactly("C700005");
    }
    assertThat(files()).hasSize(3);
  }

  @Test
  void aCreditNoteByHandComesInTheNextFileWithItsOrderAndReason() throws IOException {
    try (Sandbox sandbox = Sandbox.start(options)) {
      new SandboxClient(sandbox.baseUrl())
          .post(
              "/_sandbox/khaos/credit-notes",
              "{\"customer\":\"17850\",\"deliveryNet\":2,\"reason\":\"late,\\n\\\"very\\\" late\"}");
      awaitFile(2);

      CSVRecord row = rows(2).get(0);
      assertThat(row.get("credit_code")).isEqualTo("C9000001");
      assertThat(row.get("reason")).isEqualTo("late,\n\"very\" late");
      assertThat(row.get("issued")).isEqualTo("2011-06-09T00:00:00");
      sandbox.clock().set(NOON);
      awaitFile(3);
      assertThat(codes(3)).containsExactly("C700004", "C700005");
    }
  }

  @Test
  void aRefundComesOnceInAFileOfItsOwnAfterItsCreditNote() throws IOException {
    SandboxOptions kept = options.withState(directory.resolve("state"));
    Path file = drop.resolve("refunds-000002.csv");
    try (Sandbox sandbox = Sandbox.start(kept)) {
      new SandboxClient(sandbox.baseUrl())
          .post("/_sandbox/khaos/refunds", "{\"creditId\":\"CRN000000700003\",\"amount\":\"1.5\"}");
      Awaitility.await().until(() -> Files.exists(file));
    }
    Sandbox.start(kept).close();

    assertThat(Files.readString(file, StandardCharsets.UTF_8))
        .isEqualTo(
            "refund_id,credit_id,paid,amount,currency\r\n"
                + "RFD000000000001,CRN000000700003,2011-06-09T00:00:00,1.5,GBP\r\n");
    assertThat(files()).containsExactly("credit-notes-000001.csv", "refunds-000002.csv");
  }

  @Test
  void aRestartWithTheSameStateGoesOnAndWritesNothingAgain() throws IOException {
    SandboxOptions kept = options.withState(directory.resolve("state"));
    try (Sandbox sandbox = Sandbox.start(kept)) {
      sandbox.clock().set(TEN);
      new SandboxClient(sandbox.baseUrl())
          .post("/_sandbox/khaos/credit-notes", "{\"deliveryNet\":2}");
      awaitCodes("C700002", "C700003", "C700004", "C9000001");
    }
    List<String> before = files();
    Sandbox.start(kept).close();
    assertThat(files()).isEqualTo(before);

    try (Sandbox sandbox = Sandbox.start(kept)) {
      // A reader took them away.
      for (String name : before) {
        Files.delete(drop.resolve(name));
      }
      sandbox.clock().set(NOON);
      awaitFile(before.size() + 1);
      assertThat(codes(before.size() + 1)).containsExactly("C700005");
      assertThat(files()).hasSize(1);
    }
  }

  @Test
  void withoutAKeptStateItStartsAnew() throws IOException {
    Sandbox.start(options).close();
    Sandbox.start(options).close();

    assertThat(files()).containsExactly("credit-notes-000001.csv");
    assertThat(codes(1)).containsExactly("C700002", "C700003");
  }

  @Test
  void aFileThatCouldNotBeFinishedComesLaterWithThatContentAlone() throws IOException {
    Path obstacle = drop.resolve(".credit-notes-000002.csv.tmp");
    AtomicReference<Instant> now = new AtomicReference<>(HISTORY_ENDS);
    try (StateStore store = new StateStore(directory.resolve("state.mv"))) {
      CreditNotes credits = credits(store, now);
      FileDrop first = FileDrop.open(drop, credits, store);
      Files.createDirectory(obstacle);
      now.set(TEN);
      assertThatThrownBy(first::update).isInstanceOf(IOException.class);
      Files.delete(obstacle);
      now.set(NOON);

      FileDrop.open(drop, credits, store);
      assertThat(codes(2)).containsExactly("C700004");
      assertThat(codes(3)).containsExactly("C700005");
    }
  }

  @Test
  void aClockThatIsSetBackBringsNothingAgain() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(TEN);
    try (StateStore store = new StateStore(directory.resolve("state.mv"))) {
      FileDrop open = FileDrop.open(drop, credits(store, now), store);
      for (Instant at : List.of(TEN.plusSeconds(60), HISTORY_ENDS, TEN, NOON)) {
        now.set(at);
        open.update();
      }
      assertThat(files()).hasSize(2);
      assertThat(codes(1)).containsExactly("C700002", "C700003", "C700004");
      assertThat(codes(2)).containsExactly("C700005");
    }
  }

  @Test
  void aPlaceThatIsNoDirectoryIsSaid() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> Sandbox.start(options.withFileDrop(file)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file drop " + file + " can't be written to");
  }

  private CreditNotes credits(StateStore store, AtomicReference<Instant> now) throws IOException {
    Shop shop = TestShops.read(store, directory, LINES);
    return new CreditNotes(
        shop,
        TestShops.customers(shop, store),
        TestShops.ownership(shop, store),
        new AddedCredits(shop, store),
        store,
        now::get);
  }

  private void awaitFile(int number) {
    Awaitility.await().until(() -> files().contains(name(number)));
  }

  private void awaitCodes(String... codes) {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        files().stream()
                            .flatMap(name -> codes(drop.resolve(name)).stream())
                            .toList())
                    .containsExactly(codes));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(drop)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> codes(int number) {
    return codes(drop.resolve(name(number)));
  }

  /** The codes in a file, in its order, each as often as it comes as a whole. */
  private static List<String> codes(Path file) {
    return rows(file).stream()
        .filter(row -> row.get("line_no").equals("1"))
        .map(row -> row.get("credit_code"))
        .toList();
  }

  private List<CSVRecord> rows(int number) {
    return rows(drop.resolve(name(number)));
  }

  private static List<CSVRecord> rows(Path file) {
    try (CSVParser parser =
        CSVParser.parse(
            file,
            StandardCharsets.UTF_8,
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(int number) {
    return "credit-notes-%06d.csv".formatted(number);
  }
}
