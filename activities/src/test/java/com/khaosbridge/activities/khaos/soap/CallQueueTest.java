package com.khaosbridge.activities.khaos.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallQueueTest {
  private final AtomicLong clock = new AtomicLong();
  private final CallQueue line = new CallQueue(3, clock::get);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch finish = new CountDownLatch(1);

  @AfterEach
  void stop() {
    finish.countDown();
    threads.shutdownNow();
  }

  /** Takes the line and keeps it until the test says so. */
  private Future<?> occupy() {
    CountDownLatch taken = new CountDownLatch(1);
    Future<?> call =
        threads.submit(
            () ->
                line.call(
                    ErpPriority.HISTORY,
                    () -> {
                      taken.countDown();
                      finish.await();
                      return null;
                    }));
    await().until(() -> taken.getCount() == 0);
    return call;
  }

  private Future<?> enqueue(ErpPriority priority, String name) {
    int before = line.waiting();
    Future<?> call = threads.submit(() -> line.call(priority, () -> order.add(name)));
    await().until(() -> line.waiting() > before || call.isDone());
    return call;
  }

  @Test
  void theMostUrgentGoesNextAndAmongEqualsTheFirst() throws Exception {
    occupy();
    enqueue(ErpPriority.HISTORY, "history");
    enqueue(ErpPriority.CUSTOMERS, "customers 1");
    enqueue(ErpPriority.CUSTOMERS, "customers 2");
    assertThat(line.waiting()).isEqualTo(3);

    finish.countDown();

    await().until(() -> order.size() == 3);
    assertThat(order).containsExactly("customers 1", "customers 2", "history");
  }

  @Test
  void aFullQueueTurnsTheLeastUrgentAway() throws Exception {
    occupy();
    Future<?> history = enqueue(ErpPriority.HISTORY, "history");
    enqueue(ErpPriority.FULL_LIST, "full list");
    enqueue(ErpPriority.CUSTOMERS, "customers");

    Future<?> hot = threads.submit(() -> line.call(ErpPriority.HOT_ORDERS, () -> order.add("hot")));

    assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
        .isThrownBy(() -> history.get(10, TimeUnit.SECONDS))
        .withCauseInstanceOf(CallQueue.TurnedAway.class);
    finish.countDown();
    hot.get(10, TimeUnit.SECONDS);
    await().until(() -> order.size() == 3);
    assertThat(order).containsExactly("hot", "customers", "full list");
  }

  @Test
  void anInterruptedWaitLeavesTheQueue() throws Exception {
    occupy();
    Future<?> waiting = enqueue(ErpPriority.CUSTOMERS, "never");

    waiting.cancel(true);

    await().until(() -> line.waiting() == 0);
    finish.countDown();
    assertThat(line.call(ErpPriority.HOT_ORDERS, () -> "free")).isEqualTo("free");
    assertThat(order).isEmpty();
  }

  @Test
  void aFailedCallFreesTheLine() throws Exception {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                line.call(
                    ErpPriority.CUSTOMERS,
                    () -> {
                      throw new IllegalStateException("failed");
                    }));

    assertThat(line.call(ErpPriority.CUSTOMERS, () -> "free")).isEqualTo("free");
  }

  @Test
  void neverMoreThanOneCallAtATimeWhateverComes() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    CallQueue busy = new CallQueue(10_000, System::nanoTime);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      ErpPriority priority = ErpPriority.values()[random.nextInt(ErpPriority.values().length)];
      boolean interrupt = random.nextInt(20) == 0;
      Future<?> call =
          threads.submit(
              () ->
                  busy.call(
                      priority,
                      () -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        now.decrementAndGet();
                        return done.incrementAndGet();
                      }));
      if (interrupt) {
        call.cancel(true);
      } else {
        calls.add(call);
      }
    }
    for (Future<?> call : calls) {
      call.get(30, TimeUnit.SECONDS);
    }

    assertThat(most).as("seed %d", seed).hasValue(1);
    assertThat(busy.waiting()).as("seed %d", seed).isZero();
  }

  @Test
  void theBusyShareIsThatOfTheLastMinute() throws Exception {
    assertThat(line.busyShare()).isZero();
    advance(Duration.ofSeconds(40));
    line.call(ErpPriority.CUSTOMERS, () -> advance(Duration.ofSeconds(20)));
    assertThat(line.busyShare()).isEqualTo(20.0 / 60);
    advance(Duration.ofSeconds(50));
    assertThat(line.busyShare()).isEqualTo(10.0 / 60);
    line.call(
        ErpPriority.CUSTOMERS,
        () -> {
          advance(Duration.ofSeconds(90));
          assertThat(line.busyShare()).isEqualTo(1);
          return null;
        });
    advance(Duration.ofSeconds(61));
    assertThat(line.busyShare()).isZero();
  }

  @Test
  void liveIsOnForAMinuteAfterALiveCall() throws Exception {
    line.call(ErpPriority.HISTORY, () -> null);
    assertThat(line.liveIsOn()).isFalse();
    line.call(ErpPriority.CUSTOMERS, () -> null);
    advance(Duration.ofSeconds(59));
    assertThat(line.liveIsOn()).isTrue();
    advance(Duration.ofSeconds(1));
    assertThat(line.liveIsOn()).isFalse();
  }

  private long advance(Duration time) {
    return clock.addAndGet(time.toNanos());
  }
}
