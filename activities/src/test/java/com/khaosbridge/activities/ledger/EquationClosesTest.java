package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryState;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Rule 5: observed = delivered + excluded + in flight + held, in counts and in money. */
class EquationClosesTest {
  private static final int STEPS = 200;

  private TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = TestLedger.open(Duration.ZERO);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @RepeatedTest(6)
  void itClosesThroughAnyInterleavingOfObservationsAndVerdicts() {
    long seed = new Random().nextLong();
    Interleaving run = new Interleaving(new Random(seed));
    for (int step = 0; step < STEPS; step++) {
      run.step();
      assertThat(ledger.closes()).as("after step %s, seed %s", step, seed).isTrue();
      assertThat(openCasesThatHoldNothing()).as("after step %s, seed %s", step, seed).isEmpty();
      assertThat(moneyIsWhole()).as("money after step %s, seed %s", step, seed).isTrue();
      assertThat(heldUnderClosedCases()).as("after step %s, seed %s", step, seed).isZero();
    }
    run.open.forEach(TestLedger.Call::isAccepted);
    ledger.deliverAll();
    ledger.backfillAll();
    assertThat(ledger.closes()).as("at the end, seed %s", seed).isTrue();
    assertThat(endedNowhere()).as("still in flight, seed %s", seed).isEmpty();
  }

  @Test
  void aDeliveryThatIsMissingBreaksIt() {
    CustomerInErp customer = ledger.linked(aCustomer());
    ledger.sees(anOrder().of(customer).finalised());
    assertThat(ledger.closes()).isTrue();

    ledger.execute("delete from delivery where destination = ? and kind = 'SALES_ROWS'", EMARSYS);

    Map<String, Equation.Side> sides = ledger.equation.read().destinations();
    assertThat(sides.get(EMARSYS).closes()).isFalse();
    assertThat(sides.get(TestLedger.DOTDIGITAL).closes()).isTrue();
  }

  @Test
  void aDeliveryTooManyBreaksIt() {
    ledger.linked(aCustomer());
    ledger.execute(
        """
        insert into delivery (source, destination, kind, business_key, seq, lane, priority, status,
          evidence, occurred_at, ended_at)
        select source, destination, kind, business_key || '+', seq, lane, priority, status, evidence,
          occurred_at, ended_at from delivery where destination = ? and kind = 'CONTACT'
        """,
        EMARSYS);

    assertThat(ledger.closes()).isFalse();
  }

  @Test
  void moneyIsTheSameOnBothSides() {
    CustomerInErp reached = ledger.linked(aCustomer());
    CustomerInErp held = ledger.linked(aCustomer());
    CustomerInErp excluded = aCustomer().withoutEmail();
    ledger.sees(excluded);
    ledger.sees(anOrder().of(reached).over("10.001").finalised());
    ledger.deliverAll();
    ledger.sees(anOrder().of(held).over("20.02").finalised());
    ledger.carryLive();
    ledger.call(EMARSYS, DeliveryKind.SALES_ROWS).isAnswered(new Verdict.UnknownOutcome("cut"));
    ledger.sees(anOrder().of(excluded).over("40.4").finalised());
    ledger.sees(anOrder().of(reached).over("80").finalised());

    Equation.Snapshot snapshot = ledger.equation.read();
    Equation.Side side = snapshot.destinations().get(EMARSYS);
    assertThat(side.deliveredMoney()).isEqualByComparingTo("10.001");
    assertThat(side.heldMoney()).isEqualByComparingTo("20.02");
    assertThat(side.excludedMoney()).containsOnlyKeys("no e-mail");
    assertThat(side.excludedMoney().get("no e-mail")).isEqualByComparingTo("40.4");
    assertThat(side.inFlightMoney()).isEqualByComparingTo("80");
    assertThat(snapshot.observed().gross()).isEqualByComparingTo("150.421");
  }

  @Test
  void evidenceIsToldApart() {
    ledger.sees(aCustomer());
    ledger.carryLive();
    ledger
        .call(EMARSYS, DeliveryKind.CONTACT)
        .isAnswered(new Verdict.Ok(Evidence.READ_BACK, "c1", false, Consent.OPTED_IN));
    ledger.deliverAll();

    Equation.Side side = ledger.equation.read().destinations().get(EMARSYS);
    assertThat(side.readBack()).isEqualTo(2);
    assertThat(side.accepted()).isZero();
  }

  private boolean moneyIsWhole() {
    Equation.Snapshot snapshot = ledger.equation.read();
    return snapshot.destinations().values().stream()
        .allMatch(
            side -> {
              BigDecimal sum =
                  side.deliveredMoney().add(side.heldMoney()).add(side.inFlightMoney());
              for (BigDecimal excluded : side.excludedMoney().values()) {
                sum = sum.add(excluded);
              }
              return sum.compareTo(snapshot.observed().gross()) == 0;
            });
  }

  /** One of several invoices is told before the further invoice is final and has anything held. */
  private List<Long> openCasesThatHoldNothing() {
    return ledger
        .database
        .sql()
        .sql(
            "select id from bridge_case c where closed_at is null and destination <> ? and type <> ?"
                + " and not exists (select 1 from delivery d where d.case_id = c.id)")
        .params(Cases.ERP, CaseType.SEVERAL_INVOICES.name())
        .query(Long.class)
        .list();
  }

  private long heldUnderClosedCases() {
    return ledger.value(
        Long.class,
        "select count(*) from delivery d join bridge_case c on c.id = d.case_id"
            + " where c.closed_at is not null");
  }

  private List<String> endedNowhere() {
    List<TestLedger.Seen> all = ledger.deliveries();
    return all.stream()
        .filter(d -> d.status().state() == DeliveryState.IN_FLIGHT)
        .map(
            d ->
                d
                    + "; contacts: "
                    + all.stream()
                        .filter(c -> c.destination().equals(d.destination()))
                        .filter(c -> Objects.equals(c.personId(), d.personId()))
                        .filter(c -> c.kind() == DeliveryKind.CONTACT)
                        .map(TestLedger.Seen::stands)
                        .toList())
        .toList();
  }

  /** Things happen to a few customers and orders in an order that nobody chose. */
  private final class Interleaving {
    private final Random random;
    private final List<CustomerInErp> customers = new ArrayList<>();
    private final Map<String, OrderInErp> orders = new TreeMap<>();
    private final List<TestLedger.Call> open = new ArrayList<>();

    Interleaving(Random random) {
      this.random = random;
    }

    void step() {
      switch (random.nextInt(10)) {
        case 0 -> newCustomer();
        case 1 -> changeCustomer();
        case 2 -> newOrder();
        case 3, 4 -> moveOrder();
        case 5 -> carry();
        case 6, 7 -> claim();
        case 8 -> answer();
        default -> decide();
      }
    }

    private Lane lane() {
      return random.nextInt(3) == 0 ? Lane.HISTORY : Lane.LIVE;
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    private CustomerInErp anyWay(CustomerInErp customer) {
      return switch (random.nextInt(7)) {
        case 0 -> customer.optedOut();
        case 1 -> customer.ofUnknownConsent();
        case 2 -> customer.withoutEmail();
        case 3 -> customer.onHold();
        case 4 -> customer.named("Name " + random.nextInt(5));
        default -> customer.optedIn();
      };
    }

    private void newCustomer() {
      CustomerInErp customer = anyWay(aCustomer());
      customers.add(customer);
      if (random.nextInt(5) > 0) {
        ledger.observe(lane(), customer);
      }
    }

    private void changeCustomer() {
      if (!customers.isEmpty()) {
        int place = random.nextInt(customers.size());
        customers.set(place, anyWay(customers.get(place)));
        ledger.observe(lane(), customers.get(place));
      }
    }

    private void newOrder() {
      OrderInErp order = anOrder().over(random.nextInt(1000) + "." + random.nextInt(1000));
      if (!customers.isEmpty() && random.nextInt(8) > 0) {
        order = order.of(any(customers));
      }
      observe(anyReading(order));
    }

    private OrderInErp anyReading(OrderInErp order) {
      return switch (random.nextInt(6)) {
        case 0 -> order.readsAs(OrderInErp.Reading.UNREADABLE);
        case 1 -> order.readsAs(OrderInErp.Reading.ABSENT);
        default -> order.readsAs(OrderInErp.Reading.FINE);
      };
    }

    private void moveOrder() {
      if (orders.isEmpty()) {
        return;
      }
      OrderInErp order = any(List.copyOf(orders.values()));
      observe(
          anyReading(
              switch (random.nextInt(6)) {
                case 0, 1 -> order.finalised();
                case 2, 3 -> order.despatched();
                case 4 -> order.cancelledByShop();
                default -> order.invoices().size() > 2 ? order : order.withAnotherInvoice();
              }));
    }

    private void observe(OrderInErp order) {
      orders.put(order.code(), order);
      ledger.observe(lane(), order);
    }

    private void carry() {
      ledger.carryLive();
      if (random.nextBoolean()) {
        for (DestinationScope scope : ledger.scopes) {
          ledger.backfill.releaseContacts(scope.name());
          ledger.backfill.releaseOrders(scope.name());
        }
        ledger.carryHistory(any(List.copyOf(EnumSet.allOf(DeliveryKind.class))));
      }
    }

    private void claim() {
      List<TestLedger.Seen> ready =
          ledger.deliveries().stream().filter(d -> d.status() == DeliveryStatus.READY).toList();
      if (ready.isEmpty()) {
        ledger.carryLive();
        return;
      }
      TestLedger.Seen next = any(ready);
      int most = 1 + random.nextInt(4);
      TestLedger.Call call = ledger.call(next.destination(), next.kind(), next.lane(), most);
      if (!call.rows.isEmpty()) {
        open.add(call);
      }
    }

    private void answer() {
      if (open.isEmpty()) {
        return;
      }
      TestLedger.Call call = open.remove(random.nextInt(open.size()));
      if (random.nextInt(8) == 0) {
        lose(call);
        return;
      }
      List<Settlement.Settled> settled = new ArrayList<>();
      for (ClaimedDelivery row : call.rows) {
        settled.add(call.settled(row, verdict(row)));
      }
      call.settle(settled);
    }

    /** The sender dies: all calls of its destination are lost. */
    private void lose(TestLedger.Call call) {
      String destination = call.rows.get(0).destination();
      open.removeIf(other -> other.rows.get(0).destination().equals(destination));
      ledger
          .outbox
          .recover(
              destination,
              EnumSet.of(DeliveryKind.CONTACT, DeliveryKind.CONSENT, DeliveryKind.ORDER))
          .forEach(
              (claim, rows) ->
                  ledger.settlement.settle(
                      claim,
                      rows.stream()
                          .map(
                              row ->
                                  new Settlement.Settled(
                                      row, new Verdict.UnknownOutcome("died"), null))
                          .toList()));
    }

    private Verdict verdict(ClaimedDelivery row) {
      return switch (random.nextInt(12)) {
        case 0 -> new Verdict.Retry(Duration.ZERO, "busy");
        case 1 -> new Verdict.Reject("refused", "code");
        case 2 -> new Verdict.Config("key refused", "401");
        case 3 -> new Verdict.Exclude(ExclusionReason.SUPPRESSED);
        case 4 ->
            row.kind() == DeliveryKind.CONTACT
                ? new Verdict.Ok(Evidence.ACCEPTED, "c" + row.personId(), false, Consent.OPTED_OUT)
                : new Verdict.UnknownOutcome("cut");
        default ->
            row.kind() == DeliveryKind.CONTACT
                ? Verdict.Ok.accepted("c" + row.personId(), row.contactId() == null)
                : Verdict.Ok.accepted();
      };
    }

    private void decide() {
      List<TestLedger.Seen> held =
          ledger.deliveries().stream().filter(d -> d.status() == DeliveryStatus.HELD).toList();
      if (held.isEmpty()) {
        ledger.settlement.probe(EMARSYS);
      } else if (random.nextInt(4) == 0) {
        ledger.outbox.excludeByDecision(any(held).id(), "ann", "not needed");
      } else {
        ledger.outbox.reopen(any(held).id(), "ann");
      }
    }
  }

  @Test
  void itClosesAfterAnEventTypeWasDisabledAndEnabled() {
    CustomerInErp customer = ledger.linked(aCustomer());
    List<DestinationScope> fewer =
        ledger.scopes.stream()
            .map(s -> new DestinationScope(s.name(), s.kinds(), Map.of(), s.creationMonths()))
            .toList();
    ledger.sees(anOrder().of(customer).finalised());
    new OrderLedger(ledger.database, TestLedger.SOURCE, fewer, OrderTimes.standard())
        .record(List.of(anOrder().of(customer).finalised().sight()), ledger.now, Lane.LIVE);
    ledger.sees(anOrder().of(customer).finalised().despatched());

    for (List<DestinationScope> now : List.of(fewer, ledger.scopes)) {
      Equation equation = new Equation(ledger.database, TestLedger.SOURCE, now);
      assertThat(equation.read().destinations().values()).allMatch(Equation.Side::closes);
    }
    ledger.execute("delete from delivery where id = (select max(id) from delivery)");
    assertThat(ledger.closes()).as("a change without its delivery shows").isFalse();
  }
}
