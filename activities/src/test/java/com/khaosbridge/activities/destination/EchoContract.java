package com.khaosbridge.activities.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ContractRows.Person;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever a vendor echoes in an error, nothing of it gets into a verdict, a list of problems, a
 * log or an exception. Each call of a destination meets each kind of error its stand-in can give,
 * every one with a person's data in it; that the data was there is read in the stand-in's journal.
 */
public abstract class EchoContract {
  /** What the vendor knows of the person and says in its errors. */
  protected static final String WORDS =
      "Refused Xenia Quillfeather, ZE1 0XY, phone 07700900461, xenia.quill@example.com";

  private static final List<String> MARKS =
      List.of("xenia", "quill", "ze1 0xy", "ze10xy", "07700900461", "@example");
  private static final List<Integer> STATUSES = List.of(302, 401, 403, 404, 413, 429, 500, 502);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ContractRows rows = new ContractRows();
  private final AtomicInteger last = new AtomicInteger();
  private @TempDir Path journals;
  private Path journal;
  private Sandbox sandbox;
  private Destination roomy;
  private SandboxControl control;

  /**
   * A call that a destination makes.
   *
   * @param path regular expression
   * @param kind null for what discovering asks
   * @param known whether the row carries the contact's id already
   */
  public record Call(
      String method, String path, @Nullable DeliveryKind kind, Lane lane, boolean known) {}

  protected abstract String system();

  /** A new destination with room in its quota. */
  protected abstract Destination destination(String baseUrl);

  /** Every call that the destination makes. */
  protected abstract List<Call> calls();

  /** Bodies with which the vendor refuses a whole call; {@code ${request}} is what was sent. */
  protected abstract List<String> refusals();

  @BeforeEach
  void start() throws IOException {
    journal = journals.resolve(String.valueOf(last.incrementAndGet()));
    sandbox =
        Sandbox.start(
            SandboxOptions.standard()
                .withJournal(journal)
                .withLimits(
                    new SandboxOptions.Limits(
                        100_000, 100_000, 100_000, 100_000, Duration.ofMillis(5))));
    control = new SandboxControl(sandbox.baseUrl(), system());
    roomy = destination(sandbox.baseUrl());
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @TestFactory
  Stream<DynamicTest> nothingThatAnErrorEchoesIsKept() {
    return calls().stream()
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.toString(),
                    () -> {
                      freshSandbox();
                      for (ObjectNode fault : faults(call)) {
                        nothingIsKept(call, fault);
                      }
                    }));
  }

  /** Each fault meets a new destination; a server drops some of so many idle connections. */
  private void freshSandbox() throws IOException {
    stop();
    start();
  }

  /** An answer of this call that isn't an error, but not what was asked for either. */
  protected final ObjectNode answer(Call call, int status, String body) {
    return fault(call, "status").put("status", status).put("body", body);
  }

  private List<ObjectNode> faults(Call call) {
    List<ObjectNode> faults = new ArrayList<>();
    faults.add(fault(call, "refuseRows").put("body", WORDS));
    faults.add(fault(call, "malformed").put("body", WORDS));
    faults.add(fault(call, "malformed").put("body", "{\"" + WORDS + "\": " + WORDS));
    for (String body : refusals()) {
      faults.add(answer(call, 400, body));
      faults.add(answer(call, 200, body));
    }
    for (int status : STATUSES) {
      ObjectNode fault = answer(call, status, "<html><p>" + WORDS + "</p><p>${request}</p></html>");
      fault
          .putObject("headers")
          .put("X-Emarsys-Request-Id", "Xenia Quillfeather")
          .put("X-RateLimit-Scope", "Xenia")
          .put("X-RateLimit-Reset", "07700900461");
      faults.add(fault);
    }
    return faults;
  }

  private ObjectNode fault(Call call, String kind) {
    return JSON.createObjectNode()
        .put("system", system())
        .put("method", call.method())
        .put("path", call.path())
        .put("kind", kind);
  }

  /** Makes the call under the fault, and looks for the person in all that is left of it. */
  protected final void nothingIsKept(Call call, ObjectNode fault) throws IOException {
    control.disarm();
    Row row = call.kind() == null ? null : row(call);
    int journaled = journaled().size();
    control.arm(fault);
    List<String> kept = new ArrayList<>();
    try (ProcessLog log = new ProcessLog()) {
      Destination destination = destination(sandbox.baseUrl());
      if (row == null) {
        kept.addAll(destination.discover());
      } else {
        destination
            .deliver(kindOf(call), call.lane(), List.of(row))
            .values()
            .forEach(verdict -> kept.add(verdict.toString()));
      }
      kept.addAll(log.lines());
    }
    assertThat(echoes(journaled)).as("the stand-in's echoes of %s", fault).isNotEmpty();
    for (String mark : MARKS) {
      assertThat(kept)
          .as("what is kept of %s", fault)
          .noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(mark));
    }
  }

  /** Answers since then that held the whole person. */
  private List<String> echoes(int since) throws IOException {
    List<String> lines = journaled();
    return lines.subList(since, lines.size()).stream()
        .map(line -> JSON.readTree(line).path("responseBody").asString(""))
        .filter(body -> MARKS.stream().filter(m -> !m.equals("ze10xy")).allMatch(holds(body)))
        .toList();
  }

  private static Predicate<String> holds(String body) {
    String lower = body.toLowerCase(Locale.ROOT);
    return lower::contains;
  }

  private List<String> journaled() throws IOException {
    Path file = journal.resolve(system() + ".ndjson");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private Row row(Call call) {
    Person anyone = rows.person();
    Person person =
        new Person(
            anyone.personId(),
            "xenia.quill" + last.incrementAndGet() + "@example.com",
            anyone.urn());
    DeliveryKind kind = kindOf(call);
    if (kind == DeliveryKind.CONTACT && !call.known()) {
      return contact(person, null);
    }
    Row.Contact made = contact(person, null);
    Verdict verdict =
        roomy.deliver(DeliveryKind.CONTACT, Lane.LIVE, List.of(made)).get(made.deliveryId());
    assertThat(verdict).isInstanceOf(Verdict.Ok.class);
    String contactId = String.valueOf(((Verdict.Ok) verdict).contactId());
    return kind == DeliveryKind.CONTACT
        ? contact(person, contactId)
        : rows.row(kind, person, contactId);
  }

  private Row.Contact contact(Person person, @Nullable String contactId) {
    Row.Contact any = rows.contact(person, contactId, Consent.OPTED_IN);
    return new Row.Contact(
        any.deliveryId(),
        person.personId(),
        any.claim(),
        contactId,
        new Row.Profile(
            person.email(),
            "Xenia",
            "Quillfeather",
            "United Kingdom",
            "GB",
            "ZE1 0XY",
            person.urn(),
            List.of(person.urn())),
        Consent.OPTED_IN,
        true);
  }

  private static DeliveryKind kindOf(Call call) {
    return Objects.requireNonNull(call.kind());
  }
}
