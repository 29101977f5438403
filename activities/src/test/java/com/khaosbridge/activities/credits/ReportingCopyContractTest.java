package com.khaosbridge.activities.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportingCopyContractTest {
  private static final String NOTES =
      """
      -- name: credit-notes
      select '1' as credit_id, '1' as credit_code, null as company_id, null as order_code,
             timestamp '2011-06-10' as issued, timestamp '2011-06-10' as changed,
             'GBP' as currency, '' as reason, 1 as line_no, '85123A' as stock_code,
             '' as description, 1 as quantity, 1.5 as net, 0.3 as vat, false as delivery
        from generate_series(1, 1)
       where timestamp '2011-06-10' >= :changedSince
       order by credit_id
      """;
  private static final String REFUNDS =
      """
      -- name: refunds
      select 1 as REFUND_ID, 1 as credit_id, timestamp '2011-06-10' as paid, 1.8 as amount,
             'GBP' as currency, timestamp '2011-06-10' as changed
       where timestamp '2011-06-10' >= :changedSince
      """;

  private final CopyDatabase database = new CopyDatabase();

  @Test
  void aSitesOwnQueriesNeedNoTablesOfOurs() {
    try (ReportingCopy copy = open(NOTES + REFUNDS)) {
      assertThat(Taken.creditNotes(copy, null).ids()).containsExactly("1");
      assertThat(Taken.refunds(copy, null).count()).isEqualTo(1);
    }
  }

  @Test
  void aMissingQueryIsRefused() {
    refused(NOTES)
        .withMessage(
            "query refunds: missing. Add it to the file of queries below a line '-- name:"
                + " refunds'.");
  }

  @Test
  void aMissingColumnIsRefused() {
    refused(NOTES.replace("as vat", "as tax") + REFUNDS)
        .withMessage(
            "query credit-notes, column vat: missing. Select it under that name, as null if the"
                + " site has none.");
  }

  @Test
  void aColumnThatComesTwiceIsRefused() {
    refused(NOTES.replace("0.3 as vat", "0.3 as vat, 0.4 as VAT") + REFUNDS)
        .withMessage(
            "query credit-notes, column vat: comes twice. Name each column of the query once.");
  }

  @ParameterizedTest(name = "{0} for {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1.5 as net | 1.5::float8 as net | net | float8 | exact numbers",
        "1.5 as net | '1.5' as net | net | text | exact numbers",
        "timestamp '2011-06-10' as issued | timestamptz '2011-06-10' as issued | issued"
            + " | timestamptz | timestamps without a time zone",
        "timestamp '2011-06-10' as issued | date '2011-06-10' as issued | issued | date"
            + " | timestamps without a time zone",
        "false as delivery | 'no' as delivery | delivery | text | booleans",
        "'GBP' as currency | 826 as currency | currency | int4 | text",
        "1 as line_no | 'one' as line_no | line_no | text | exact numbers",
      })
  void aColumnOfAnotherFamilyOfTypesIsRefused(
      String right, String wrong, String column, String type, String words) {
    assertThat(NOTES).contains(right);
    refused(NOTES.replace(right, wrong) + REFUNDS)
        .withMessageContaining("query credit-notes, column " + column + ": of type " + type + ". ")
        .withMessageContaining("Cast it in the query; it must hold " + words);
  }

  @Test
  void aQueryThatFailsIsRefusedWithoutTheVendorsText() {
    refused(NOTES + REFUNDS.replace(" where", " from nowhere_at_all where"))
        .withMessage(
            "query refunds: fails, SQLState 42P01. Run it in a client of the database, as the same"
                + " user, and correct it.")
        .withNoCause();
  }

  @Test
  void aQueryThatPromisesNoOrderIsRefused() {
    refused(NOTES.replace("order by credit_id", "-- order by credit_id") + REFUNDS)
        .withMessage(
            "query credit-notes, column credit_id: the rows come in no order. Add ORDER BY"
                + " credit_id, line_no.");
  }

  @Test
  void rowsOfANoteThatComeApartEndTheReading() {
    String scattered =
        NOTES
            .replace("'1' as credit_id", "(n % 2)::text as credit_id")
            .replace("generate_series(1, 1)", "generate_series(1, 3) n")
            .replace("order by credit_id", "order by n");
    try (ReportingCopy copy = open(scattered + REFUNDS)) {
      assertThatExceptionOfType(ReportingCopyException.class)
          .isThrownBy(() -> Taken.creditNotes(copy, null))
          .withMessageContaining("query credit-notes returns rows of one credit_id apart");
    }
  }

  @Test
  void aQueryThatWritesIsRefusedByTheDatabase() {
    String writes =
        """
        -- name: refunds
        with gone as (delete from books.notes where :changedSince is not null returning *)
        select credit_id as refund_id, credit_id, issued as paid, total_net as amount, currency,
               changed
          from gone
        """;
    database.credit("C1", "2011-06-10T12:00:00");

    refused(NOTES + writes).withMessageStartingWith("query refunds: writes, SQLState 25006. ");

    assertThat(database.count("books.notes")).isEqualTo(1);
  }

  @Test
  void aFunctionThatWritesWhenItIsReadIsRefusedByTheDatabase() {
    database.execute(
        """
        create function books.sweep(since timestamp) returns timestamp language plpgsql as $$
        begin
          if since < '2090-01-01' then
            delete from books.notes;
          end if;
          return since;
        end $$
        """);
    database.credit("C1", "2011-06-10T12:00:00");

    try (ReportingCopy copy =
        open(NOTES + REFUNDS.replace(":changedSince", "books.sweep(:changedSince)"))) {
      assertThatExceptionOfType(ReportingCopyException.class)
          .isThrownBy(() -> Taken.refunds(copy, null))
          .withMessage("reporting copy: query refunds failed, SQLState 25006");
    }

    assertThat(database.count("books.notes")).isEqualTo(1);
  }

  @Test
  void aQueryThatTakesTooLongIsCancelled() {
    String slow =
        REFUNDS.replace(
            ":changedSince",
            "(select cast(:changedSince as timestamp) from pg_sleep("
                + "case when cast(:changedSince as timestamp) < '2090-01-01' then 60 else 0 end))");
    try (ReportingCopy copy =
        ReportingCopy.open(
            database.settings(1, 500), NamedQueries.parse(NOTES + slow), CopyDatabase.LONDON)) {
      assertThatExceptionOfType(ReportingCopyException.class)
          .isThrownBy(() -> Taken.refunds(copy, null))
          .withMessage("reporting copy: query refunds cancelled, allowed are 1 s, SQLState 57014");
      assertThat(Taken.creditNotes(copy, null).ids()).containsExactly("1");
    }
  }

  @Test
  void aDatabaseThatIsTooBusyAtOpeningIsNoFaultOfTheQuery() {
    String slow = REFUNDS.replace("where", "where pg_sleep(60) is not null or");

    assertThatExceptionOfType(ReportingCopyException.class)
        .isThrownBy(
            () ->
                ReportingCopy.open(
                    database.settings(1, 500),
                    NamedQueries.parse(NOTES + slow),
                    CopyDatabase.LONDON))
        .withMessageContaining("SQLState 57014");
  }

  @Test
  void aDatabaseThatIsNotThereIsToldOfWithoutItsAddress() {
    ReportingCopySettings nowhere =
        new ReportingCopySettings("jdbc:postgresql://localhost:1/secret", "someone", "pass");

    assertThatExceptionOfType(ReportingCopyException.class)
        .isThrownBy(() -> ReportingCopy.open(nowhere, NamedQueries.standard(), CopyDatabase.LONDON))
        .withMessage("reporting copy: can't be reached, SQLState 08001")
        .withNoCause();
    assertThat(nowhere.toString()).doesNotContain("secret", "someone", "pass");
  }

  @Test
  void anAddressWithoutADriverIsRefused() {
    ReportingCopySettings unknown =
        new ReportingCopySettings("jdbc:firebirdsql:secret", "someone", "pass");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReportingCopy.open(unknown, NamedQueries.standard(), CopyDatabase.LONDON))
        .withMessage(
            "reporting copy, url: no driver on the class path knows it. Correct its beginning, or"
                + " add the database's JDBC driver.");
  }

  private ReportingCopy open(String queries) {
    return ReportingCopy.open(
        database.settings(), NamedQueries.parse(queries), CopyDatabase.LONDON);
  }

  private ThrowableAssertAlternative<IllegalArgumentException> refused(String queries) {
    return assertThatIllegalArgumentException().isThrownBy(() -> open(queries));
  }
}
