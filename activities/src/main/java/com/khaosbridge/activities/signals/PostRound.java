package com.khaosbridge.activities.signals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one kind of owed message for ever, many at a time. */
final class PostRound<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostRound.class);
  private static final int SENDERS = 8;

  /** What is urgent and comes meanwhile waits for no more than this. */
  private static final int AT_ONCE = 5 * SENDERS;

  private static final long LONGEST_NAP_MILLIS = 500;
  private static final long AFTER_FAILURE_MILLIS = 1_000;
  private static final long LONGEST_END_SECONDS = 5;

  private final OwedPost<T> post;
  private final Semaphore awake = new Semaphore(0);
  private final ExecutorService senders;
  private final Thread loop;
  private volatile boolean stopped;

  PostRound(OwedPost<T> post) {
    this.post = post;
    this.senders =
        Executors.newFixedThreadPool(
            SENDERS, work -> daemon(work, "courier of " + post.words() + ", sender"));
    this.loop = daemon(this::goRound, "courier of " + post.words());
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    loop.start();
  }

  void wake() {
    awake.release();
  }

  private void goRound() {
    try {
      while (!stopped) {
        nap(sendSome());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what is owed now; gives how long to wait then. */
  private long sendSome() throws InterruptedException {
    try {
      List<T> next = post.next(AT_ONCE);
      boolean all = send(next);
      if (!all) {
        return AFTER_FAILURE_MILLIS;
      }
      return next.size() < AT_ONCE ? LONGEST_NAP_MILLIS : 0;
    } catch (RuntimeException e) {
      LOG.warn("{} stay owed until the ledger answers: {}", post.words(), e.getClass().getName());
      return AFTER_FAILURE_MILLIS;
    }
  }

  private boolean send(List<T> messages) throws InterruptedException {
    Map<String, List<T>> byAddress = new LinkedHashMap<>();
    messages.forEach(
        message ->
            byAddress
                .computeIfAbsent(post.address(message), address -> new ArrayList<>())
                .add(message));
    Collection<Future<?>> under = new ArrayList<>();
    byAddress.values().forEach(same -> under.add(senders.submit(() -> sendInOrder(same))));
    boolean all = true;
    for (Future<?> future : under) {
      all &= ended(future);
    }
    return all;
  }

  private void sendInOrder(List<T> messages) {
    for (T message : messages) {
      post.send(message);
      post.sent(message);
    }
  }

  private boolean ended(Future<?> future) throws InterruptedException {
    try {
      future.get();
      return true;
    } catch (ExecutionException e) {
      LOG.warn(
          "{} stay owed until the Temporal server answers: {}",
          post.words(),
          e.getCause() == null ? e : e.getCause().getClass().getName());
      return false;
    }
  }

  private void nap(long millis) throws InterruptedException {
    if (millis == AFTER_FAILURE_MILLIS) {
      TimeUnit.MILLISECONDS.sleep(millis);
    } else if (millis > 0 && awake.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      awake.drainPermits();
    }
  }

  @Override
  public void close() {
    stopped = true;
    wake();
    senders.shutdown();
    try {
      if (!senders.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
        senders.shutdownNow();
        loop.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
