package com.khaosbridge.activities.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCsvTest {
  private static final String HEADER =
      "credit_id,credit_code,company_id,company_code,order_code,issued,currency,reason,line_no,"
          + "stock_code,description,quantity,unit_net,net,vat,delivery\n";
  private static final String GOOD =
      "C1,CN1,12345,U12345,SO1001,2011-06-10T12:00:00,GBP,damaged,1,85123A,a holder,2,5.00,10.00,"
          + "2.00,false\n";

  @Test
  void aCreditNoteComesWholeWhereverItsRowsAre() throws UnusableFile {
    String other = GOOD.replace("C1,", "C2,");
    String second = GOOD.replace(",1,85123A", ",2,POST").replace("false", "TRUE");

    DroppedFile file = read(HEADER + second + other + GOOD);

    assertThat(file.problems()).isEmpty();
    assertThat(file.creditNotes()).extracting(CreditNote::creditId).containsExactly("C1", "C2");
    CreditNote note = file.creditNotes().get(0);
    Instant at = Instant.parse("2011-06-10T11:00:00Z");
    BigDecimal two = new BigDecimal("2");
    BigDecimal exVat = new BigDecimal("10.00");
    BigDecimal vat = new BigDecimal("2.00");
    assertThat(note)
        .isEqualTo(
            new CreditNote(
                "C1",
                "CN1",
                "12345",
                "SO1001",
                at,
                LocalDate.of(2011, 6, 10),
                "GBP",
                "damaged",
                List.of(
                    new CreditLine(1, "85123A", "a holder", two, exVat, vat, false),
                    new CreditLine(2, "POST", "a holder", two, exVat, vat, true)),
                at));
    assertThat(note.exVat()).isEqualTo("20.00");
    assertThat(note.vat()).isEqualTo("4.00");
  }

  @Test
  void columnsAreFoundByNameInAnyOrderAndCaseAndOthersAreIgnored() throws UnusableFile {
    DroppedFile file =
        read(
            "Changed,VAT,net, delivery ,quantity,description,stock_code,line_no,reason,currency,"
                + "issued,order_code,company_id,credit_code,credit_id,e_mail,\n"
                + "2011-06-12,2,10,0,1,,85123A,1,,GBP,2011-06-10,,,CN1,C1,jane@example.com,\n");

    assertThat(file.problems()).isEmpty();
    CreditNote note = file.creditNotes().get(0);
    assertThat(note.companyId()).isNull();
    assertThat(note.orderCode()).isNull();
    assertThat(note.changedAt()).isEqualTo("2011-06-11T23:00:00Z");
    assertThat(note.lines().get(0).delivery()).isFalse();
  }

  @Test
  void aByteOrderMarkWindowsLineEndsAndQuotedLineBreaksAreOrdinary() throws UnusableFile {
    String windows =
        ("\uFEFF" + HEADER + "\n" + GOOD.replace("damaged", "\"torn,\nsaid \"\"she\"\"\"") + GOOD)
            .replace("\n", "\r\n");

    DroppedFile file = read(windows.replace("C1,CN1", "C9,CN9") + GOOD.replace(",2.00,f", ",x,f"));

    assertThat(file.creditNotes()).isEmpty();
    assertThat(file.problems())
        .containsExactly(
            new UnreadableCredit(
                "C9",
                "a.csv:5",
                "reason",
                "another value than in the credit note's first row",
                "all rows of a credit note must agree on it"),
            new UnreadableCredit(
                "C1", "a.csv:6", "vat", "text of 1 letter", "a decimal number belongs there"));

    CreditNote quoted =
        read("\uFEFF" + HEADER + GOOD.replace("damaged", "\"torn,\r\nsaid \"\"she\"\"\""))
            .creditNotes()
            .get(0);
    assertThat(quoted.reason()).isEqualTo("torn,\r\nsaid \"she\"");
    assertThat(quoted.toString()).doesNotContain("she");
  }

  @ParameterizedTest(name = "{0} as {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        ",10.00,2.00 | ,10.0O,2.00 | net | text of 5 characters (3 digits, 1 letter)",
        ",10.00,2.00 | ,1e3,2.00 | net | text of 3 characters (2 digits, 1 letter)",
        ",10.00,2.00 | ,\"1,000.00\",2.00 | net | text of 8 characters (6 digits, 0 letters)",
        ",10.00,2.00 | ,,2.00 | net | empty",
        "2011-06-10T12 | 10/06/2011T12 | issued | text of 19 characters (14 digits, 1 letter)",
        "12:00:00 | 12:00:00Z | issued | text of 20 characters (14 digits, 2 letters)",
        "2011-06-10T12:00:00 | 1899-12-30 | issued | the zero date",
        ",GBP, | ,£, | currency | text of 1 character (0 digits, 0 letters)",
        ",1,85123A | ,one,85123A | line_no | text of 3 letters",
        ",1,85123A | ,1, | stock_code | empty",
        ",false | ,no | delivery | text of 2 letters",
        "12345,U12345 | Jane Doe,U12345 | company_id"
            + " | text of 8 characters (0 digits, 7 letters)",
        "12345,U12345 | ,U12345 | company_id | empty",
        ",a holder | ,a,holder | row | more or fewer fields than the header",
      })
  void aBadRowMakesItsWholeNoteAProblemAndTheOthersGoOn(
      String right, String wrong, String field, String shape) throws UnusableFile {
    assertThat(GOOD).contains(right);
    String second = GOOD.replace(",1,85123A", ",2,85123A");
    String other = GOOD.replace("C1,", "C2,");

    DroppedFile file = read(HEADER + GOOD.replace(right, wrong) + second + other);

    assertThat(file.usable()).isTrue();
    assertThat(file.creditNotes()).extracting(CreditNote::creditId).containsExactly("C2");
    assertThat(file.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo("C1");
              assertThat(problem.where()).isEqualTo("a.csv:2");
              assertThat(problem.field()).isEqualTo(field);
              assertThat(problem.shape()).isEqualTo(shape);
              assertThat(problem.toString()).doesNotContain("Jane", "1e3", "£");
            });
  }

  @Test
  void aLineThatComesTwiceIsNotCreditedTwice() throws UnusableFile {
    DroppedFile file = read(HEADER + GOOD + GOOD);

    assertThat(file.creditNotes()).isEmpty();
    assertThat(file.problems())
        .extracting(UnreadableCredit::where, UnreadableCredit::field)
        .containsExactly(tuple("a.csv:3", "line_no"));
  }

  @Test
  void eachRowWithoutAnIdIsToldOf() throws UnusableFile {
    DroppedFile file = read(HEADER + GOOD.replace("C1,", ",") + GOOD.replace("C1,", " ,"));

    assertThat(file.problems())
        .extracting(UnreadableCredit::where)
        .containsExactly("a.csv:2", "a.csv:3");
  }

  @ParameterizedTest(name = "{0} is {1} on {2}")
  @CsvSource({
    "2011-10-30T01:30:00, 2011-10-30T00:30:00Z, 2011-10-30",
    "2011-03-27T01:30:00, 2011-03-27T01:30:00Z, 2011-03-27",
    "2011-06-10T00:10:00, 2011-06-09T23:10:00Z, 2011-06-10",
  })
  void timesAreOfLondon(String local, Instant instant, LocalDate day) throws UnusableFile {
    CreditNote note =
        read(HEADER + GOOD.replace("2011-06-10T12:00:00", local)).creditNotes().get(0);

    assertThat(note.issuedAt()).isEqualTo(instant);
    assertThat(note.businessDate()).isEqualTo(day);
  }

  @Test
  void aHeaderAloneIsAFileWithoutCreditNotes() throws UnusableFile {
    DroppedFile file = read(HEADER);

    assertThat(file.usable()).isTrue();
    assertThat(file.creditNotes()).isEmpty();
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void aHeaderThatLacksColumnsMakesTheFileUnusable() {
    assertThat(unusable(HEADER.replace(",net,vat", "") + GOOD))
        .isEqualTo(
            new UnreadableCredit(
                "",
                "a.csv",
                "header",
                "no column net, vat",
                "the first row must name the columns, separated by commas"));
    assertThat(unusable("refund_id,credit_id,paid,currency\n").shape())
        .isEqualTo("no column amount");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | empty",
        "credit_id;net;vat | no column credit_id",
        "net,Net | two columns of one name",
      })
  void whatIsNoTableMakesTheFileUnusable(String text, String shape) {
    assertThat(unusable(text).shape()).startsWith(shape);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C2,\"half a quote\n", "C2,\"a\"b\n"})
  void quotesThatDoNotPairMakeTheWholeFileUnusable(String row) {
    assertThat(unusable(HEADER + GOOD + row).shape()).isEqualTo("quotes that don't pair");
  }

  @Test
  void otherEncodingsMakeTheFileUnusable() {
    byte[] latin = (HEADER + GOOD.replace("GBP", "£")).getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide = (HEADER + GOOD).getBytes(StandardCharsets.UTF_16);

    assertThat(unusable(latin).shape()).isEqualTo("bytes that are no UTF-8");
    assertThat(unusable(wide).shape()).isEqualTo("bytes that are no UTF-8");
  }

  private static DroppedFile read(String text) throws UnusableFile {
    return new CreditCsv(CopyDatabase.LONDON)
        .read("a.csv", "sha", text.getBytes(StandardCharsets.UTF_8));
  }

  private static UnreadableCredit unusable(String text) {
    return unusable(text.getBytes(StandardCharsets.UTF_8));
  }

  private static UnreadableCredit unusable(byte[] bytes) {
    try {
      DroppedFile file = new CreditCsv(CopyDatabase.LONDON).read("a.csv", "sha", bytes);
      assertThat(file.usable()).isFalse();
      return file.problems().get(0);
    } catch (UnusableFile e) {
      return e.problem();
    }
  }
}
