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

class MergeCommandTest {
  private static final String SOURCE = "khaos";

  private final StringWriter out = new StringWriter();
  private EmbeddedPostgres postgres;
  private LedgerDatabase database;

  @BeforeEach
  void twoCustomers() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    database = new LedgerDatabase(url(), 2);
    for (String customer : new String[] {"1", "2"}) {
      database
          .sql()
          .sql("insert into person (source, person_id) values (?, ?)")
          .params(SOURCE, customer)
          .update();
      database
          .sql()
          .sql(
              """
              insert into customer (source, company_id, urn, person_id, email_state, profile_hash,
                consent, consent_raw, by_box, supplier, hidden, held, observed_at, looked_at)
              values (?, ?, ?, ?, 'MISSING', '\\x00', 'OPTED_IN', '-1', true, false, false, false,
                now(), now())
              """)
          .params(SOURCE, customer, "U" + customer, customer)
          .update();
    }
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    postgres.close();
  }

  private String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  private int merge(String from, String into) {
    return new CommandLine(new MergeCommand())
        .setOut(new PrintWriter(out, true))
        .execute(
            "--from",
            from,
            "--into",
            into,
            "--person",
            "jo",
            "--reason",
            "rang up",
            "--ledger",
            url(),
            "--source",
            SOURCE);
  }

  @Test
  void aPersonsWordIsRecordedForTheBridge() {
    assertThat(merge("U1", "U2")).isZero();

    assertThat(out.toString()).contains("Recorded.");
    assertThat(
            database
                .sql()
                .sql("select loser || ' into ' || survivor || ' ' || piece from merge_evidence")
                .query(String.class)
                .single())
        .isEqualTo("1 into 2 OPERATOR");
  }

  @Test
  void whoIsUnknownIsNamed() {
    assertThat(merge("U1", "U9")).isEqualTo(3);

    assertThat(out.toString()).contains("The ledger has no customer U9.");
  }

  @Test
  void oneCustomerIsNotMergedIntoItself() {
    assertThat(merge("U1", "U1")).isEqualTo(3);
  }
}
