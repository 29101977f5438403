package com.khaosbridge.workflows.bed;

import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderDeadlines;
import com.khaosbridge.workflows.decision.OrderProgress;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.DecisionActivities;
import com.khaosbridge.workflows.delivery.DeliveryActivities;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryLine;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import com.khaosbridge.workflows.delivery.DeliveryState;
import com.khaosbridge.workflows.order.OrderActivities;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.order.OrderSituation;
import com.khaosbridge.workflows.order.StoryLine;
import com.khaosbridge.workflows.person.PersonActivities;
import com.khaosbridge.workflows.person.PersonRef;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/**
 * A ledger for workflows under test, with an order's facts and its deliveries' fates scripted. As
 * in the real one, a held delivery stays held until a person decides, one that waits for its
 * contact keeps its activity waiting, and a delivery without further obstacles is delivered.
 */
public final class LedgerFake
    implements OrderActivities, PersonActivities, DeliveryActivities, DecisionActivities {
  /** What a workflow asked. {@code at} in the environment's milliseconds. */
  public record Call(String what, long delivery, String person, String reason, long at) {}

  private final Map<Long, DeliveryRef> refs = new LinkedHashMap<>();
  private final Map<Long, Deque<Obstacle>> obstacles = new HashMap<>();
  private final Map<Long, DeliveryOutcome.Kind> ended = new HashMap<>();
  private final Map<Long, CountDownLatch> blocked = new HashMap<>();
  private final Map<Long, Runnable> asides = new HashMap<>();
  private final Map<Long, ManualActivityCompletionClient> waiting = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<StoryLine> happened = new ArrayList<>();
  private final Set<Deadline> passed = EnumSet.noneOf(Deadline.class);
  private final Map<Deadline, Runnable> follows = new HashMap<>();
  private LongSupplier clock = () -> 0;
  private OrderFacts facts = OrderFacts.settled();
  private OrderTimes times = OrderTimes.standard();
  private Duration lasts;
  private boolean expectsMore;
  private boolean clockStands;
  private boolean contactsConfirmed;
  private CountDownLatch look;
  private int looks;

  void runBy(LongSupplier environmentMillis) {
    this.clock = environmentMillis;
  }

  /** A delivery is owed, and meets these obstacles one after the other. */
  public synchronized LedgerFake owe(
      long id, String destination, DeliveryKind kind, Obstacle... meets) {
    return owe(id, destination, kind, kind.words() + " " + id, meets);
  }

  public synchronized LedgerFake owe(
      long id, String destination, DeliveryKind kind, String about, Obstacle... meets) {
    refs.put(id, new DeliveryRef(id, destination, kind, about));
    obstacles.put(id, new ArrayDeque<>(List.of(meets)));
    return this;
  }

  /** Whether more is expected from the ERP; an order is settled unless said. */
  public synchronized LedgerFake expectMore(boolean more) {
    facts = more ? OrderFacts.received(now()) : OrderFacts.settled();
    expectsMore = more;
    return this;
  }

  /** The first item of what was ordered runs out so long after its despatch. */
  public synchronized LedgerFake lasting(Duration supply) {
    lasts = supply;
    return this;
  }

  /** Something happens to the order in the ERP now. */
  public synchronized void happens(OrderFact fact) {
    facts = facts.with(fact, now());
    happened.add(new StoryLine(now(), fact.words()));
  }

  /** How long an order may take. */
  public synchronized LedgerFake allow(OrderTimes allowed) {
    times = allowed;
    return this;
  }

  /** What follows, once, when a deadline has passed. */
  public synchronized void when(Deadline deadline, Runnable follow) {
    follows.put(deadline, follow);
  }

  /** Business time goes no further, so that no deadline can be told in real time. */
  public synchronized void stopTheClock() {
    clockStands = true;
  }

  /** What holds the delivery has gone. */
  public synchronized void release(long id) {
    obstaclesOf(id).poll();
  }

  /** The contact that this delivery waits for is confirmed. */
  public void confirmContact(long id) {
    ManualActivityCompletionClient waits;
    DeliveryOutcome outcome;
    synchronized (this) {
      if (!(obstaclesOf(id).peek() instanceof Obstacle.AwaitsContact)) {
        return;
      }
      release(id);
      waits = waiting.remove(id);
      outcome = waits == null ? null : outcomeOf(id);
    }
    if (waits != null) {
      waits.complete(outcome);
    }
  }

  /** From now on no delivery waits for its contact. */
  public void confirmAllContacts() {
    List<Long> ids;
    synchronized (this) {
      contactsConfirmed = true;
      ids = List.copyOf(refs.keySet());
    }
    ids.forEach(this::confirmContact);
  }

  /** The delivery's call takes until the latch opens. */
  public synchronized void block(long id, CountDownLatch until) {
    blocked.put(id, until);
  }

  /** Something that happens while the delivery's call is under way, once. */
  public synchronized void meanwhile(long id, Runnable aside) {
    asides.put(id, aside);
  }

  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The calls of one kind about one delivery. */
  public synchronized List<Call> calls(String what, long id) {
    return calls.stream().filter(call -> call.what.equals(what) && call.delivery == id).toList();
  }

  /** The deadlines that the workflow said had passed, in order, also those that had not. */
  public synchronized List<String> told() {
    return calls.stream().map(Call::what).filter(what -> what.startsWith("passed ")).toList();
  }

  public int attempts(long id) {
    return calls("deliver", id).size();
  }

  public synchronized int looks() {
    return looks;
  }

  public synchronized boolean isDelivered(long id) {
    return ended.get(id) == DeliveryOutcome.Kind.DELIVERED;
  }

  public synchronized boolean isExcluded(long id) {
    return ended.get(id) == DeliveryOutcome.Kind.EXCLUDED;
  }

  public synchronized boolean allEnded() {
    return ended.keySet().containsAll(refs.keySet());
  }

  /** The next look takes until the latch opens. */
  public synchronized void blockLook(CountDownLatch until) {
    look = until;
  }

  @Override
  public OrderSituation readOrder(OrderRef order) {
    CountDownLatch latch;
    OrderSituation seen;
    synchronized (this) {
      looks++;
      latch = look;
      look = null;
      seen = situation();
    }
    await(latch);
    return seen;
  }

  @Override
  public OrderSituation timePassed(OrderRef order, Deadline deadline) {
    Runnable follow = null;
    synchronized (this) {
      calls.add(new Call("passed " + deadline, 0, null, null, clock.getAsLong()));
      Instant due = due().get(deadline);
      if (due != null && !due.isAfter(now()) && passed.add(deadline)) {
        follow = follows.get(deadline);
        if (deadline == Deadline.RETURN_WINDOW_OVER) {
          facts = facts.with(OrderFact.SETTLED, now());
        }
      }
    }
    if (follow != null) {
      follow.run();
    }
    synchronized (this) {
      return situation();
    }
  }

  private OrderSituation situation() {
    return new OrderSituation(
        facts.progress(),
        clockStands ? Map.of() : due(),
        EnumSet.copyOf(passedOnes()),
        List.copyOf(happened),
        lines());
  }

  private Map<Deadline, Instant> due() {
    OrderProgress progress = facts.progress();
    return expectsMore ? OrderDeadlines.of(progress, null, lasts, times) : Map.of();
  }

  private Set<Deadline> passedOnes() {
    return expectsMore ? passed : EnumSet.allOf(Deadline.class);
  }

  @Override
  public synchronized List<DeliveryLine> readPerson(PersonRef person) {
    looks++;
    return lines();
  }

  private List<DeliveryLine> lines() {
    List<DeliveryLine> lines = new ArrayList<>();
    refs.forEach(
        (id, ref) -> {
          DeliveryOutcome.Kind end = ended.get(id);
          boolean held = obstaclesOf(id).peek() instanceof Obstacle.Held;
          DeliveryState state =
              end != null
                  ? DeliveryState.valueOf(end.name())
                  : held ? DeliveryState.HELD : DeliveryState.IN_FLIGHT;
          lines.add(new DeliveryLine(ref, state, end == null, null, null));
        });
    return lines;
  }

  @Override
  public DeliveryOutcome writeContact(DeliveryRef delivery) {
    return deliver(delivery);
  }

  @Override
  public DeliveryOutcome writeConsent(DeliveryRef delivery) {
    return deliver(delivery);
  }

  @Override
  public DeliveryOutcome recordOrder(DeliveryRef delivery) {
    return deliver(delivery);
  }

  @Override
  public DeliveryOutcome sendSalesRows(DeliveryRef delivery) {
    return deliver(delivery);
  }

  @Override
  public DeliveryOutcome announceEvent(DeliveryRef delivery) {
    return deliver(delivery);
  }

  @Override
  public DeliveryOutcome writeMetrics(DeliveryRef delivery) {
    return deliver(delivery);
  }

  @Override
  public DeliveryOutcome retireContact(DeliveryRef delivery) {
    return deliver(delivery);
  }

  private DeliveryOutcome deliver(DeliveryRef delivery) {
    Runnable aside;
    CountDownLatch latch;
    synchronized (this) {
      calls.add(new Call("deliver", delivery.id(), null, null, clock.getAsLong()));
      aside = asides.remove(delivery.id());
      latch = blocked.get(delivery.id());
    }
    if (aside != null) {
      aside.run();
    }
    await(latch);
    ActivityExecutionContext context = Activity.getExecutionContext();
    synchronized (this) {
      while (contactsConfirmed
          && obstaclesOf(delivery.id()).peek() instanceof Obstacle.AwaitsContact) {
        release(delivery.id());
      }
      if (obstaclesOf(delivery.id()).peek() instanceof Obstacle.AwaitsContact) {
        waiting.put(delivery.id(), context.useLocalManualCompletion());
        return DeliveryOutcome.delivered("never told");
      }
      return outcomeOf(delivery.id());
    }
  }

  private static void await(CountDownLatch latch) {
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private DeliveryOutcome outcomeOf(long id) {
    Obstacle obstacle = obstaclesOf(id).peek();
    if (ended.get(id) == DeliveryOutcome.Kind.EXCLUDED) {
      return DeliveryOutcome.excluded("decided");
    }
    if (obstacle instanceof Obstacle.Retry retry) {
      obstaclesOf(id).poll();
      throw ApplicationFailure.newBuilder()
          .setMessage("the destination is away")
          .setType("Retry")
          .setCategory(ApplicationErrorCategory.BENIGN)
          .setNextRetryDelay(retry.delay())
          .build();
    }
    if (obstacle instanceof Obstacle.Held held) {
      return DeliveryOutcome.held(held.under());
    }
    ended.put(id, DeliveryOutcome.Kind.DELIVERED);
    return DeliveryOutcome.delivered("ACCEPTED");
  }

  private Deque<Obstacle> obstaclesOf(long id) {
    return obstacles.computeIfAbsent(id, unknown -> new ArrayDeque<>());
  }

  @Override
  public synchronized void reopen(Decision decision) {
    decided("reopen", decision);
    obstaclesOf(decision.delivery().id()).poll();
  }

  @Override
  public synchronized void exclude(Decision decision) {
    decided("exclude", decision);
    ended.put(decision.delivery().id(), DeliveryOutcome.Kind.EXCLUDED);
  }

  @Override
  public synchronized void rereadFromErp(Decision decision) {
    decided("rereadFromErp", decision);
    obstaclesOf(decision.delivery().id()).poll();
  }

  private void decided(String what, Decision decision) {
    calls.add(
        new Call(
            what,
            decision.delivery().id(),
            decision.person(),
            decision.reason(),
            clock.getAsLong()));
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.getAsLong());
  }
}
