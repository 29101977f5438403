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

/** The command line notes who asked to be forgotten; the worker carries it out. */
class ForgetCommandTest {
  private final StringWriter out = new StringWriter();
  private EmbeddedPostgres postgres;
  private LedgerDatabase database;

  @BeforeEach
  void aCustomer() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    database = new LedgerDatabase(url(), 2);
    execute("insert into person (source, person_id) values ('khaos', '1')");
    execute(
        """
        insert into customer (source, id_hash, company_id, urn, person_id, email_state, profile_hash,
          consent, consent_raw, by_box, supplier, hidden, held, observed_at, looked_at)
        values ('khaos', '\\x01', '1', 'U1', '1', 'MISSING', '\\x00', 'OPTED_IN', '-1', true, false, false,
          false, now(), now())
        """);
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    postgres.close();
  }

  private void execute(String sql) {
    database.sql().sql(sql).update();
  }

  private String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  private int forget(String customer) {
    return new CommandLine(new ForgetCommand())
        .setOut(new PrintWriter(out, true))
        .execute(
            "--customer",
            customer,
            "--person",
            "jo",
            "--reason",
            "asked by letter",
            "--ledger",
            url(),
            "--source",
            "khaos");
  }

  private long count(String from) {
    return database.sql().sql("select count(*) from " + from).query(Long.class).single();
  }

  @Test
  void theRequestIsNotedOnceAndAudited() {
    assertThat(forget("U1")).isZero();
    assertThat(forget("U1")).isZero();

    assertThat(count("erasure where customer_hash = '\\x01' and carried_out_at is null")).isOne();
    assertThat(count("audit where actor = 'jo' and action = 'forget'")).isEqualTo(2);
  }

  @Test
  void aCustomerWhomNobodyKnowsIsRefused() {
    assertThat(forget("U2")).isEqualTo(3);

    assertThat(out.toString()).contains("no customer U2");
    assertThat(count("erasure")).isZero();
    assertThat(count("audit")).isZero();
  }
}
