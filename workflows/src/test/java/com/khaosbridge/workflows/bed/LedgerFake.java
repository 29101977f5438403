package com.khaosbridge.workflows.bed;

import com.khaosbridge.workflows.delivery.DeliveryActivities;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import com.khaosbridge.workflows.order.OrderActivities;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.order.OrderSituation;
import com.khaosbridge.workflows.person.PersonActivities;
import com.khaosbridge.workflows.person.PersonRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/**
 * A ledger for workflows under test, with the delivery's fate scripted. As in the real one, a held
 * delivery stays held until a person decides, one that waits for its contact waits until it is
 * confirmed, and a delivery without further obstacles is delivered.
 */
public final class LedgerFake implements OrderActivities, PersonActivities, DeliveryActivities {
  /** What a workflow asked. {@code at} in the environment's milliseconds. */
  public record Call(String what, long delivery, String person, String reason, long at) {}

  private final Map<Long, DeliveryRef> refs = new LinkedHashMap<>();
  private final Map<Long, Deque<DeliveryOutcome>> obstacles = new HashMap<>();
  private final Map<Long, DeliveryOutcome.Kind> ended = new HashMap<>();
  private final Map<Long, CountDownLatch> blocked = new HashMap<>();
  private final Map<Long, Runnable> asides = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private LongSupplier clock = () -> 0;
  private boolean settled = true;
  private int looks;

  void runBy(LongSupplier environmentMillis) {
    this.clock = environmentMillis;
  }

  /** A delivery is owed, and meets these obstacles one after the other. */
  public synchronized LedgerFake owe(
      long id, String destination, DeliveryKind kind, DeliveryOutcome... meets) {
    refs.put(id, new DeliveryRef(id, destination, kind));
    obstacles.put(id, new ArrayDeque<>(List.of(meets)));
    return this;
  }

  /** Whether more is expected from the ERP; settled unless said. */
  public synchronized void expectMore(boolean more) {
    settled = !more;
  }

  /** What the delivery waits for, or is held by, has gone. */
  public synchronized void release(long id) {
    obstaclesOf(id).poll();
  }

  /** The contact that this delivery may wait for is confirmed. */
  public synchronized void releaseIfAwaitingContact(long id) {
    DeliveryOutcome obstacle = obstaclesOf(id).peek();
    if (obstacle != null && obstacle.kind() == DeliveryOutcome.Kind.AWAITING_CONTACT) {
      release(id);
    }
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

  @Override
  public synchronized OrderSituation situation(OrderRef order) {
    looks++;
    return new OrderSituation(open(), settled);
  }

  @Override
  public synchronized Situation situation(PersonRef person) {
    looks++;
    return new Situation(open());
  }

  private List<DeliveryRef> open() {
    return refs.values().stream().filter(ref -> !ended.containsKey(ref.id())).toList();
  }

  @Override
  public DeliveryOutcome deliver(DeliveryRef delivery) {
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
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    synchronized (this) {
      return outcomeOf(delivery.id());
    }
  }

  private DeliveryOutcome outcomeOf(long id) {
    DeliveryOutcome obstacle = obstaclesOf(id).peek();
    if (ended.get(id) == DeliveryOutcome.Kind.EXCLUDED) {
      return DeliveryOutcome.excluded();
    }
    if (obstacle == null) {
      ended.put(id, DeliveryOutcome.Kind.DELIVERED);
      return DeliveryOutcome.delivered();
    }
    if (obstacle.kind() == DeliveryOutcome.Kind.RETRY) {
      obstaclesOf(id).poll();
    }
    return obstacle;
  }

  private Deque<DeliveryOutcome> obstaclesOf(long id) {
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
}
