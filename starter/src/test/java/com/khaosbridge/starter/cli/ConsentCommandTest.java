package com.khaosbridge.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.CustomerFacts;
import com.khaosbridge.activities.ledger.books.CustomerLedger;
import com.khaosbridge.activities.ledger.outbox.BlastLimits;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.OutboxTerms;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.persons.AddressState;
import com.khaosbridge.activities.ledger.reports.ConsentPreview;
import com.khaosbridge.workflows.decision.FirstSight;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The first consents are looked at and approved by command. */
class ConsentCommandTest {
  private static final String SOURCE = "khaos";
  private static final String MAILS = "mails";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final StringWriter out = new StringWriter();
  private EmbeddedPostgres postgres;
  private LedgerDatabase database;
  private Outbox outbox;

  @BeforeEach
  void aContactThatWasThereBefore() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    database = new LedgerDatabase(url(), 2);
    outbox =
        new Outbox(
            database, SOURCE, new OutboxTerms(null, BlastLimits.standard(), FirstSight.ERP_WINS));
    optedInThere("1");
  }

  /** Of somebody who is opted out in the ERP. */
  private void optedInThere(String customer) {
    byte[] hash = customer.getBytes(StandardCharsets.UTF_8);
    CustomerLedger customers =
        new CustomerLedger(
            database,
            SOURCE,
            List.of(
                new DestinationScope(
                    MAILS, EnumSet.of(DeliveryKind.CONTACT, DeliveryKind.CONSENT), Map.of(), 36)),
            MassFlipLimit.standard());
    customers.record(
        List.of(
            new CustomerFacts(
                customer,
                hash,
                "U" + customer,
                AddressState.VALID,
                hash,
                hash,
                hash,
                hash,
                Consent.OPTED_OUT,
                "0",
                true,
                false,
                false,
                false,
                false)),
        customers.look(NOW),
        Lane.LIVE);
    enqueue(DeliveryKind.CONTACT);
    UUID claim = UUID.randomUUID();
    List<ClaimedDelivery> contacts =
        outbox.claim(MAILS, DeliveryKind.CONTACT, Lane.LIVE, 10, claim);
    new Settlement(database, SOURCE, Duration.ofHours(1))
        .settle(
            claim,
            contacts.stream()
                .map(
                    row ->
                        new Settlement.Settled(
                            row,
                            new Verdict.Ok(
                                Evidence.ACCEPTED, "c" + customer, false, Consent.OPTED_IN),
                            null))
                .toList());
    enqueue(DeliveryKind.CONSENT);
  }

  private void enqueue(DeliveryKind kind) {
    database
        .sql()
        .sql("select id from delivery where kind = ? and ended_at is null and status = 'PLANNED'")
        .param(kind.name())
        .query(Long.class)
        .list()
        .forEach(id -> outbox.enqueue(id, null, NOW));
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    postgres.close();
  }

  private String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  private int run(String... arguments) {
    return new CommandLine(new ConsentCommand())
        .setOut(new PrintWriter(out, true))
        .execute(
            Stream.concat(
                    Arrays.stream(arguments), Stream.of("--ledger", url(), "--source", SOURCE))
                .toArray(String[]::new));
  }

  private String preview() {
    return new ConsentPreview(database, SOURCE).of(MAILS).name();
  }

  private long goes() {
    return outbox.claim(MAILS, DeliveryKind.CONSENT, Lane.LIVE, 10, UUID.randomUUID()).size();
  }

  @Test
  void thePreviewCountsAndSaysHowToApprove() {
    assertThat(run("preview")).isZero();

    assertThat(out.toString())
        .contains("mails, not approved yet")
        .containsPattern("1 +opted out +opted in +becomes opted out once approved")
        .contains("consent approve mails --preview " + preview() + " --person YOU");
  }

  @Test
  void whatIsApprovedGoes() {
    assertThat(run("approve", MAILS, "--preview", preview(), "--person", "jo")).isZero();

    assertThat(out.toString()).contains("Approved. 1 consents at mails go now.");
    enqueue(DeliveryKind.CONSENT);
    assertThat(goes()).isEqualTo(1);
    assertThat(run("preview")).isZero();
    assertThat(out.toString()).contains("mails, approved");
  }

  @Test
  void onlyWhatWasLookedAtCanBeApproved() {
    String looked = preview();
    optedInThere("2");

    assertThat(run("approve", MAILS, "--preview", looked, "--person", "jo")).isEqualTo(3);

    assertThat(out.toString()).contains("look at it again");
    enqueue(DeliveryKind.CONSENT);
    assertThat(goes()).isZero();
  }

  @Test
  void anUnknownDestinationIsNamedWithThoseThatAre() {
    assertThat(run("approve", "nobody", "--preview", "x", "--person", "jo")).isEqualTo(3);

    assertThat(out.toString()).contains("Nothing was planned for nobody; destinations are mails.");
  }
}
