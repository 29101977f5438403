package com.khaosbridge.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What would be sent, told from the ledger alone. */
class DryRunCommandTest {
  private static final String SOURCE = "khaos";

  private final StringWriter out = new StringWriter();
  private EmbeddedPostgres postgres;
  private LedgerDatabase database;

  @BeforeEach
  void open() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    database = new LedgerDatabase(url(), 2);
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    postgres.close();
  }

  private String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  private int dryRun() {
    return new CommandLine(new DryRunCommand())
        .setOut(new PrintWriter(out, true))
        .execute("--ledger", url(), "--source", SOURCE);
  }

  private void planned(String key, String exVat) {
    database
        .batches()
        .update(
            """
            with seen as (
              insert into observation (source, change, business_key, occurred_at, observed_at, live,
                owed)
              values (?, 'INVOICE_FINALISED', ?, now(), now(), true, '{}') returning seq)
            insert into delivery (source, destination, kind, business_key, seq, person_id, order_code,
              lane, priority, ex_vat, occurred_at, status)
            select ?, 'mails', 'ORDER', ?, seq, 'P', ?, 'HISTORY', 3, cast(? as numeric), now(),
              'PLANNED' from seen
            """,
            SOURCE,
            key,
            SOURCE,
            key,
            key,
            exVat);
  }

  @Test
  void aLedgerWithoutDeliveriesPlansNothing() {
    assertThat(dryRun()).isZero();
    assertThat(out.toString()).contains("Nothing is planned.");
  }

  @Test
  void whatWouldBeSentIsCountedAndSummedUp() {
    planned("SO1", "10.25");
    planned("SO2", "2.5");

    assertThat(dryRun()).isZero();

    assertThat(out.toString()).containsPattern("mails +order +history +2 +12\\.75 +sent");
  }
}
