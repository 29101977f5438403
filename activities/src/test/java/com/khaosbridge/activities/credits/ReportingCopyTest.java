package com.khaosbridge.activities.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportingCopyTest {
  private final CopyDatabase database = new CopyDatabase();

  @Test
  void aCreditNoteComesWholeAndUnrounded() {
    database.note("C7", "2011-06-10T12:00:00");
    database.line("C7", 2, "0.3333333333333333", "0.0666666666666667");
    database.line("C7", 1, "10.10", "2.02");
    database.execute(
        "update books.lines set delivery = true, stock_code = 'POST' where line_no = 2");

    try (ReportingCopy copy = database.open()) {
      Taken taken = Taken.creditNotes(copy, null);

      Instant at = Instant.parse("2011-06-10T11:00:00Z");
      BigDecimal one = BigDecimal.ONE;
      assertThat(taken.problems()).isEmpty();
      assertThat(taken.notes())
          .containsExactly(
              new CreditNote(
                  "C7",
                  "CN-C7",
                  "12345",
                  "SO1001",
                  at,
                  LocalDate.of(2011, 6, 10),
                  "GBP",
                  "damaged",
                  List.of(
                      new CreditLine(
                          1,
                          "85123A",
                          "a holder",
                          one,
                          new BigDecimal("10.10"),
                          new BigDecimal("2.02"),
                          false),
                      new CreditLine(
                          2,
                          "POST",
                          "a holder",
                          one,
                          new BigDecimal("0.3333333333333333"),
                          new BigDecimal("0.0666666666666667"),
                          true)),
                  at));
      assertThat(taken.notes().get(0).exVat()).isEqualTo("10.4333333333333333");
      assertThat(taken.notes().get(0).vat()).isEqualTo("2.0866666666666667");
    }
  }

  @Test
  void aGuestHasNoCustomerAndAManualCreditNoteNoOrder() {
    database.credit("C7", "2011-06-10T12:00:00");
    database.execute("update books.notes set company_id = null, order_code = ' ', reason = null");

    try (ReportingCopy copy = database.open()) {
      CreditNote note = Taken.creditNotes(copy, null).notes().get(0);
      assertThat(note.companyId()).isNull();
      assertThat(note.orderCode()).isNull();
      assertThat(note.reason()).isEmpty();
    }
  }

  @Test
  void refundsAreReadApartFromCreditNotes() {
    database.credit("C7", "2011-06-10T12:00:00");
    database.execute(
        "insert into books.refunds values ('R1', 'C7', '2011-06-11T09:30:00', 12.00, 'GBP',"
            + " '2011-06-11T09:31:00'), ('R2', 'C7', null, 1, 'GBP', '2011-06-12T00:00:00')");

    try (ReportingCopy copy = database.open()) {
      Taken taken = Taken.refunds(copy, null);

      assertThat(taken.count()).isEqualTo(1);
      assertThat(taken.refunds())
          .containsExactly(
              List.of(
                  new CreditRefund(
                      "R1",
                      "C7",
                      Instant.parse("2011-06-11T08:30:00Z"),
                      new BigDecimal("12.00"),
                      "GBP",
                      Instant.parse("2011-06-11T08:31:00Z"))));
      assertThat(taken.problems())
          .containsExactly(
              new UnreadableCredit(
                  "R2", "query refunds, row 2", "paid", "empty", "it is required"));
      assertThat(Taken.refunds(copy, Instant.parse("2011-06-11T08:31:01Z")).count()).isZero();
    }
  }

  @Test
  void noNoteIsSplitAtTheBorderOfABatchOrOfAFetch() {
    database.execute(
        """
        insert into books.notes
        select 'C' || n, 'CN-' || n, '12345', 'U12345', 'SO1001', '2011-06-10', 'GBP', 3, 0.6, '',
               '2011-06-10'
          from generate_series(1001, 1450) n;
        insert into books.lines
        select 'C' || n, l, '85123A', '', 1, 1, 1, 0.2, false
          from generate_series(1001, 1450) n, generate_series(1, 3) l
        """);

    try (ReportingCopy copy =
        ReportingCopy.open(
            database.settings(30, 7), NamedQueries.standard(), CopyDatabase.LONDON)) {
      Taken taken = Taken.creditNotes(copy, null);

      assertThat(taken.count()).isEqualTo(450);
      assertThat(taken.batches()).extracting(List::size).containsExactly(200, 200, 50);
      assertThat(taken.ids()).doesNotHaveDuplicates();
      assertThat(taken.notes()).allSatisfy(note -> assertThat(note.lines()).hasSize(3));
    }
  }

  @Test
  void rowsAreFetchedAsTheirTurnComes() {
    database.execute(
        """
        insert into books.refunds
        select 'R' || n, 'C1', '2011-06-10', 1, 'GBP', '2011-06-10'
          from generate_series(1, 1000) n
        """);

    try (ReportingCopy copy =
        ReportingCopy.open(
            database.settings(30, 10), NamedQueries.standard(), CopyDatabase.LONDON)) {
      assertThatExceptionOfType(ReportingCopyException.class)
          .isThrownBy(() -> copy.refunds(null, batch -> database.endConnections(), problem -> {}))
          .withMessageContaining("query refunds failed, SQLState ");
    }
  }

  @ParameterizedTest(name = "{0} is {1} on {2}")
  @CsvSource({
    "2011-01-10T12:00:00,    2011-01-10T12:00:00Z,    2011-01-10",
    "2011-06-10T00:30:00,    2011-06-09T23:30:00Z,    2011-06-10",
    "2011-10-30T01:30:00,    2011-10-30T00:30:00Z,    2011-10-30",
    "2011-10-30T02:00:00,    2011-10-30T02:00:00Z,    2011-10-30",
    "2011-03-27T01:30:00.25, 2011-03-27T01:30:00.25Z, 2011-03-27",
  })
  void timesAreOfLondon(String local, Instant instant, LocalDate day) {
    database.credit("C7", local);

    try (ReportingCopy copy = database.open()) {
      CreditNote note = Taken.creditNotes(copy, null).notes().get(0);
      assertThat(note.issuedAt()).isEqualTo(instant);
      assertThat(note.changedAt()).isEqualTo(instant);
      assertThat(note.businessDate()).isEqualTo(day);
    }
  }

  @Test
  void whatChangedInTheHourThatComesTwiceIsNeverMissed() {
    database.credit("C1", "2011-10-30T00:59:59");
    database.credit("C2", "2011-10-30T01:10:00");
    database.credit("C3", "2011-10-30T02:00:00");

    try (ReportingCopy copy = database.open()) {
      assertThat(Taken.creditNotes(copy, Instant.parse("2011-10-30T01:40:00Z")).ids())
          .as("01:10 may be of after 01:40, when clocks had gone back")
          .containsExactly("C2", "C3");
      assertThat(Taken.creditNotes(copy, Instant.parse("2011-10-30T02:00:00Z")).ids())
          .containsExactly("C3");
    }
  }

  @Test
  void aBadRecordIsToldOfByItsShapeAndTheOthersAreRead() {
    database.credit("C1", "2011-06-10T12:00:00");
    database.credit("C2", "2011-06-10T12:00:00");
    database.note("C3", "2011-06-10T12:00:00");
    database.credit("C4", "2011-06-10T12:00:00");
    database.credit("jane@example.com", "2011-06-10T12:00:00");
    database.execute("update books.lines set net = 'NaN' where credit_id = 'C2'");
    database.execute("update books.notes set issued = 'infinity' where credit_id = 'C4'");

    try (ReportingCopy copy = database.open()) {
      Taken taken = Taken.creditNotes(copy, null);

      assertThat(taken.ids()).containsExactly("C1");
      assertThat(taken.problems())
          .extracting(UnreadableCredit::key, UnreadableCredit::field)
          .containsExactlyInAnyOrder(
              tuple("C2", "net"),
              tuple("C3", "line_no"),
              tuple("C4", "issued"),
              tuple("", "credit_id"));
      assertThat(taken.problems())
          .contains(
              new UnreadableCredit(
                  "C2",
                  "query credit-notes, row 2",
                  "net",
                  "text of 3 letters",
                  "a decimal number belongs there"));
      assertThat(taken.problems().toString()).doesNotContain("jane", "example", "infinity");
    }
  }

  @Test
  void aLineThatAJoinMultipliesIsNotCreditedTwice() {
    database.credit("C1", "2011-06-10T12:00:00");
    database.line("C1", 1, "10.00", "2.00");

    try (ReportingCopy copy = database.open()) {
      Taken taken = Taken.creditNotes(copy, null);
      assertThat(taken.notes()).isEmpty();
      assertThat(taken.problems()).extracting(UnreadableCredit::field).containsExactly("line_no");
    }
  }

  @Test
  void twoNotesOfOneIdAreNoNote() {
    database.credit("C1", "2011-06-10T12:00:00");
    database.execute(
        "insert into books.notes select credit_id, credit_code, '99999', company_code, order_code,"
            + " issued, currency, total_net, total_vat, reason, changed from books.notes");

    try (ReportingCopy copy = database.open()) {
      Taken taken = Taken.creditNotes(copy, null);
      assertThat(taken.notes()).isEmpty();
      assertThat(taken.problems())
          .extracting(UnreadableCredit::field)
          .containsExactly("company_id");
    }
  }

  @Test
  void aFailureEndsOneCallAndTheNextConnectsAgain() {
    database.credit("C1", "2011-06-10T12:00:00");

    try (ReportingCopy copy = database.open()) {
      database.endConnections();
      assertThat(Taken.creditNotes(copy, null).ids()).containsExactly("C1");

      database.execute("drop view khaos_copy.refunds");
      assertThatExceptionOfType(ReportingCopyException.class)
          .isThrownBy(() -> Taken.refunds(copy, null))
          .withMessage("reporting copy: query refunds failed, SQLState 42P01")
          .withNoCause();

      database.execute("create view khaos_copy.refunds as select * from books.refunds");
      assertThat(Taken.refunds(copy, null).count()).isZero();
    }
  }

  @Test
  void whoTakesTheNotesMayFailAndAskAgain() {
    database.credit("C1", "2011-06-10T12:00:00");

    try (ReportingCopy copy = database.open()) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  copy.creditNotes(
                      null,
                      batch -> {
                        throw new IllegalStateException("the ledger is full");
                      },
                      problem -> {}))
          .withMessage("the ledger is full");
      assertThat(Taken.creditNotes(copy, null).ids()).containsExactly("C1");
    }
  }

  @Test
  void aClosedCopyIsReadNoMore() {
    ReportingCopy copy = database.open();
    copy.close();

    assertThatIllegalStateException().isThrownBy(() -> Taken.creditNotes(copy, null));
  }
}
