package com.khaosbridge.activities.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.chain.ConsentScene.Who;
import com.khaosbridge.activities.chain.ConsentTable.Cause;
import com.khaosbridge.activities.chain.ConsentTable.Combination;
import com.khaosbridge.activities.chain.ConsentTable.Outcome;
import com.khaosbridge.activities.ledger.outbox.ConsentApprovals;
import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import com.khaosbridge.activities.reconciling.Window;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rule 4 over the whole chain: nobody ends opted in without a turn in the ERP that we saw after the
 * opt-out. One run with a customer for each combination of {@code consent-table.csv}, then one more
 * on an empty ledger.
 */
class ConsentTableTest {
  private static final Map<Combination, Outcome> TABLE = ConsentTable.read();
  private static final List<String> DESTINATIONS = List.of(Chain.EMARSYS, Chain.DOTDIGITAL);
  private static final Duration STEP = Duration.ofHours(1);

  /** Where a delivery stands that was not overtaken by a newer one. */
  private static final String STANDS =
      """
      select d.status, d.reason, d.reason_detail, c.type from delivery d
      left join bridge_case c on c.id = d.case_id
      where d.destination = ? and d.person_id = ? and d.kind = ?
        and (d.kind <> 'EVENT' or d.event_type = 'REVIEW_REQUEST')
        and d.reason is distinct from 'SUPERSEDED'
      order by d.id desc limit 1
      """;

  private static final Map<Combination, Outcome> came = new HashMap<>();
  private static final Map<String, Map<String, OutsideWorld.Contact>> afterMerge = new HashMap<>();

  @TempDir static Path directory;
  private static ConsentScene scene;
  private static Chain chain;
  private static OutsideWorld world;
  private static Journal journal;

  /** Contacts that were there once, by destination and id. */
  private static final Map<String, Map<String, OutsideWorld.Contact>> met = new HashMap<>();

  private static final Map<String, Integer> marks = new HashMap<>();

  @BeforeAll
  static void run() throws Exception {
    scene = new ConsentScene(TABLE);
    chain =
        Chain.start(
            ChainSetup.standard(directory)
                .withData(scene.shop(directory))
                .withFlips(new MassFlipLimit(100_000, 100))
                .withTimes(
                    new OrderTimes(
                        Duration.ofDays(5),
                        Duration.ofDays(60),
                        Duration.ofDays(30),
                        Duration.ofDays(8))));
    world = new OutsideWorld(chain.sandbox.baseUrl());
    journal = new Journal(directory);
    scene.begin(world);
    mark();
    approve();
    backfill();
    note(Cause.BACKFILL);
    scene.turnInErp(world);
    later(STEP);
    meet();
    scene.optOutToBeSeen(world);
    chain.reconcile(Window.ALL);
    scene.actThere(world);
    later(STEP);
    scene.turnToNo(world);
    later(STEP);
    mark();
    scene.cause(world);
    chain.liveUntil(Instant.parse("2011-06-09T12:00:00Z"));
    await().atMost(Chain.PATIENCE).until(ConsentTableTest::joined);
    later(STEP);
    note(
        Cause.CREATE,
        Cause.ADOPT,
        Cause.PROFILE,
        Cause.EMAIL_CHANGE,
        Cause.EMAIL_REMOVED,
        Cause.CONSENT,
        Cause.MERGE);
    DESTINATIONS.forEach(each -> afterMerge.put(each, world.contacts(each)));
    mark();
    chain.liveUntil(Instant.parse("2011-06-10T12:00:00Z"));
    chain.reviewsAreDue(scene.ordersToReview());
    await().atMost(Chain.PATIENCE).until(ConsentTableTest::asked);
    note(Cause.MARKETING);
    rebuild();
  }

  private static void rebuild() throws Exception {
    mark();
    chain = chain.rebuilt();
    approve();
    backfill();
    note(Cause.REBUILT);
  }

  private static void backfill() throws Exception {
    chain.backfill().getResult(Chain.PATIENCE.toSeconds(), TimeUnit.SECONDS, Void.class);
    chain.follow();
    later(STEP);
  }

  private static void approve() {
    DESTINATIONS.forEach(
        each -> new ConsentApprovals(chain.database, Chain.SOURCE).give(each, "preview", "jo"));
  }

  private static void later(Duration duration) {
    chain.liveUntil(chain.sandbox.clock().now().plus(duration));
  }

  private static void mark() throws IOException {
    for (String destination : DESTINATIONS) {
      marks.put(destination, ConsentCalls.size(journal, destination));
    }
    meet();
  }

  private static void meet() {
    DESTINATIONS.forEach(
        each -> met.computeIfAbsent(each, none -> new HashMap<>()).putAll(world.contacts(each)));
  }

  private static boolean joined() {
    return sql("select count(*) from person_alias").query(Long.class).single()
        == scene.persons(Cause.MERGE).length;
  }

  private static boolean asked() {
    return chain.settled()
        && sql("""
                    select count(*) from delivery where event_type = 'REVIEW_REQUEST'
                      and person_id = any (?)
                    """)
                .param(scene.persons(Cause.MARKETING))
                .query(Long.class)
                .single()
            == DESTINATIONS.size() * scene.persons(Cause.MARKETING).length;
  }

  private static JdbcClient.StatementSpec sql(String sql) {
    return JdbcClient.create(chain.database.dataSource()).sql(sql);
  }

  /** What came of these causes by now. */
  private static void note(Cause... causes) throws IOException {
    Set<Cause> of = Set.of(causes);
    for (String destination : DESTINATIONS) {
      ConsentCalls calls = ConsentCalls.of(journal, destination, marks.get(destination));
      Map<String, OutsideWorld.Contact> contacts = world.contacts(destination);
      TABLE.forEach(
          (each, expected) -> {
            if (of.contains(each.cause())
                && each.destination().equals(destination)
                && expected.isTested()) {
              came.put(each, outcome(each, calls, contacts));
            }
          });
    }
  }

  private static Outcome outcome(
      Combination each, ConsentCalls calls, Map<String, OutsideWorld.Contact> contacts) {
    Who who = scene.of(each).told();
    OutsideWorld.Contact contact = contactOf(who, contacts);
    OutsideWorld.Contact known =
        contact == null ? contactOf(who, met.get(each.destination())) : contact;
    return new Outcome(
        calls.at(known == null ? null : known.id(), who.email()),
        contact == null ? "absent" : contact.consent(),
        stands(each, who));
  }

  private static OutsideWorld.Contact contactOf(
      Who who, Map<String, OutsideWorld.Contact> contacts) {
    return contacts.values().stream()
        .filter(each -> each.person().equals(who.person()))
        .findFirst()
        .or(
            () ->
                contacts.values().stream()
                    .filter(each -> each.email().equals(who.email()))
                    .findFirst())
        .orElse(null);
  }

  private static String stands(Combination each, Who who) {
    String kind =
        switch (each.cause()) {
          case PROFILE, EMAIL_CHANGE -> "CONTACT";
          case MARKETING -> "EVENT";
          default -> "CONSENT";
        };
    return sql(STANDS)
        .params(each.destination(), who.person(), kind)
        .query(
            (row, n) ->
                switch (row.getString("status")) {
                  case "EXCLUDED" ->
                      "EXCLUDED " + ExclusionReason.valueOf(row.getString("reason")).words();
                  case "HELD" -> "HELD " + row.getString("type");
                  default -> row.getString("status");
                })
        .optional()
        .orElse("nothing");
  }

  @AfterAll
  static void stop() throws IOException {
    if (chain != null) {
      chain.close();
    }
  }

  @TestFactory
  Stream<DynamicContainer> everyCombination() {
    return Stream.of(Cause.values())
        .map(
            cause ->
                DynamicContainer.dynamicContainer(
                    cause.words(),
                    came.keySet().stream()
                        .filter(each -> each.cause() == cause)
                        .map(
                            each ->
                                DynamicTest.dynamicTest(
                                    each.toString(),
                                    () ->
                                        assertThat(came.get(each))
                                            .as(each.toString())
                                            .isEqualTo(TABLE.get(each))))));
  }

  @Test
  void nobodyIsOptedInWhomTheErpHasOutOrDoesNotKnow() {
    assertThat(came)
        .allSatisfy(
            (each, outcome) ->
                assertThat(
                        outcome.call().matches(".*(create in|opt-in|challenge).*")
                            && each.erp() != ConsentTable.Erp.IN)
                    .as(each + ": " + outcome)
                    .isFalse());
  }

  @Test
  void whoIsLeftOverByAMergeIsOptedOut() {
    TABLE.forEach(
        (each, expected) -> {
          if (each.cause() == Cause.MERGE && expected.isTested()) {
            OutsideWorld.Contact left =
                afterMerge.get(each.destination()).values().stream()
                    .filter(contact -> contact.person().equals(scene.of(each).person()))
                    .findFirst()
                    .orElse(null);
            assertThat(left == null ? "absent" : left.consent())
                .as(each.toString())
                .isNotIn("in", "awaiting", "no value");
          }
        });
  }
}
