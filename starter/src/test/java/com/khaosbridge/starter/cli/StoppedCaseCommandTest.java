package com.khaosbridge.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.CaseType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A case that stops a destination is decided in the ledger: no workflow waits at a gate. */
class StoppedCaseCommandTest {
  private static final String SOURCE = "khaos";

  private final StringWriter out = new StringWriter();
  private EmbeddedPostgres postgres;
  private LedgerDatabase database;
  private long caseId;

  @BeforeEach
  void aStop() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    database = new LedgerDatabase(url(), 2);
    caseId =
        new Cases(database, SOURCE)
            .open("mails", CaseType.BLAST_LIMIT, "more than 5 events", "It was stopped.");
    database
        .sql()
        .sql(
            "insert into stop (source, destination, what, case_id) values (?, 'mails', 'EVENT', ?)")
        .params(SOURCE, caseId)
        .update();
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    postgres.close();
  }

  private String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  private int cases(String decision) {
    return new CommandLine(new CasesCommand())
        .setOut(new PrintWriter(out, true))
        .execute(
            decision,
            Long.toString(caseId),
            "--ledger",
            url(),
            "--source",
            SOURCE,
            "--person",
            "anna",
            "--reason",
            "a sale");
  }

  private boolean stopped() {
    return database.sql().sql("select lifted_at is null from stop").query(Boolean.class).single();
  }

  private String audit() {
    return database
        .sql()
        .sql("select actor || ' ' || action || ' ' || subject || ': ' || detail from audit")
        .query(String.class)
        .single();
  }

  @Test
  void retryLiftsTheStop() {
    assertThat(cases("retry")).isZero();

    assertThat(out.toString()).contains("The stop is lifted. 0 that waited go now.");
    assertThat(stopped()).isFalse();
    assertThat(audit()).isEqualTo("anna lifted case " + caseId + ": a sale");
  }

  @Test
  void excludeGivesUpWhatWaits() {
    assertThat(cases("exclude")).isZero();

    assertThat(stopped()).isFalse();
    assertThat(audit()).isEqualTo("anna excluded case " + caseId + ": a sale");
  }

  @Test
  void rereadAndCloseAreRefused() {
    assertThat(cases("reread")).isEqualTo(3);
    assertThat(out.toString()).contains("retry lifts that, exclude gives it up");
    assertThat(cases("close")).isEqualTo(3);
    assertThat(stopped()).isTrue();
  }
}
