package com.khaosbridge.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What became of a customer, told from the ledger alone. */
class WhyCommandTest {
  private static final String SOURCE = "khaos";

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
        insert into customer (source, company_id, urn, person_id, email_state, profile_hash,
          consent, consent_raw, by_box, supplier, hidden, held, observed_at, looked_at)
        values ('khaos', '1', 'U1', '1', 'MISSING', '\\x00', 'OPTED_IN', '-1', true, false, false,
          false, now(), now())
        """);
    execute(
        """
        insert into consent_transition (source, company_id, person_id, from_value, to_value,
          not_before, seen_at, by_settings)
        values ('khaos', '1', '1', 'OPTED_OUT', 'OPTED_IN', now(), '2026-07-01 11:00:00+00', false)
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

  private int why(String... subject) {
    return new CommandLine(new WhyCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(
            Stream.concat(Arrays.stream(subject), Stream.of("--ledger", url(), "--source", SOURCE))
                .toArray(String[]::new));
  }

  @Test
  void timesAreThoseOfTheUkWithItsSummer() {
    assertThat(why("--customer", "U1")).isZero();

    assertThat(out.toString())
        .containsPattern(
            "2026-07-01 12:00:00 BST +Khaos Control +customer 1 turned from opted out to opted in")
        .contains("No contact is made: no e-mail")
        .contains("Nothing is owed to any destination.");
  }

  @Test
  void aCustomerThatIsStillToBeReadIsSaidToBeSo() {
    execute("insert into customer_to_read (source, urn, unknown) values ('khaos', 'U2', true)");

    assertThat(why("--customer", "U2")).isEqualTo(3);

    assertThat(out.toString())
        .contains("The ledger has no customer U2")
        .contains("still to be read");
  }

  @Test
  void anUnknownOrderIsNamed() {
    assertThat(why("--order", "SO9")).isEqualTo(3);
    assertThat(out.toString()).contains("The ledger has no order SO9");
  }

  @Test
  void itIsAboutOneThing() {
    assertThat(why()).isEqualTo(2);
    assertThat(why("--customer", "U1", "--order", "SO9")).isEqualTo(2);
  }
}
