package com.khaosbridge.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
  private static final String SOURCE = "khaos";

  private final StringWriter out = new StringWriter();
  private EmbeddedPostgres postgres;
  private LedgerDatabase database;
  @TempDir private Path directory;

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

  private int export(String customer, Path file) {
    return new CommandLine(new ExportCommand())
        .setOut(new PrintWriter(out, true))
        .execute(
            "--customer",
            customer,
            "--out",
            file.toString(),
            "--person",
            "jo",
            "--reason",
            "asked by letter",
            "--ledger",
            url(),
            "--source",
            SOURCE);
  }

  private long audited() {
    return database
        .sql()
        .sql("select count(*) from audit where action = 'export'")
        .query(Long.class)
        .single();
  }

  @Test
  void theFileIsItsOwnersAlone() throws IOException {
    Path file = directory.resolve("person.json");

    assertThat(export("U1", file)).isZero();

    assertThat(Files.readString(file)).contains("\"urn\" : \"U1\"");
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(audited()).isEqualTo(1);
  }

  @Test
  void aFileThatIsThereIsLeftAloneAndNothingIsRead() throws IOException {
    Path file = Files.writeString(directory.resolve("there.json"), "mine");

    assertThat(export("U1", file)).isEqualTo(2);

    assertThat(file).hasContent("mine");
    assertThat(audited()).isZero();
  }

  @Test
  void whoIsUnknownIsNamed() {
    Path file = directory.resolve("nobody.json");

    assertThat(export("U9", file)).isEqualTo(3);

    assertThat(out.toString()).contains("The ledger has no customer U9.");
    assertThat(file).doesNotExist();
  }
}
