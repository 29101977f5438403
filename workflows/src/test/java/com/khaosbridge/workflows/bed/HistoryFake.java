package com.khaosbridge.workflows.bed;

import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.history.HistoryActivities;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The steps of a backfill, noted in their order. As in the ledger, a page is read once. */
public final class HistoryFake implements HistoryActivities {
  private final List<String> calls = new ArrayList<>();
  private final Map<String, CountDownLatch> blocked = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private String failsForGood = "";
  private int customerPages = 1;
  private int orderPages = 1;
  private int read;

  /** Puts these activities onto the history queue. */
  public void register(TestWorkflowEnvironment environment) {
    environment.newWorker(TaskQueues.HISTORY).registerActivitiesImplementations(this);
  }

  public synchronized void pages(int customers, int orders) {
    customerPages = customers;
    orderPages = orders;
  }

  public synchronized void block(String step, CountDownLatch until) {
    blocked.put(step, until);
  }

  public synchronized void fail(String step, int times) {
    failures.put(step, times);
  }

  public synchronized void failForGood(String step) {
    failsForGood = step;
  }

  /** All steps that began, failed ones included. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** How many pages were read. */
  public synchronized int read() {
    return read;
  }

  @Override
  public Page observeCustomers(String source) {
    step("customers");
    synchronized (this) {
      if (customerPages > 0) {
        customerPages--;
        read++;
      }
      return new Page(100, customerPages == 0);
    }
  }

  @Override
  public Page observeOrders(String source) {
    step("orders");
    synchronized (this) {
      if (orderPages > 0) {
        orderPages--;
        read++;
      }
      return new Page(100, orderPages == 0);
    }
  }

  @Override
  public void observeCredits(String source) {
    step("credits");
  }

  @Override
  public void decide(String source) {
    step("decide");
  }

  @Override
  public void send(Stage stage) {
    step("send " + stage.part() + " " + stage.destination());
  }

  private void step(String name) {
    CountDownLatch latch;
    synchronized (this) {
      calls.add(name);
      latch = blocked.get(name);
      int left = failures.getOrDefault(name, 0);
      failures.put(name, left - 1);
      if (left > 0) {
        throw new IllegalStateException("the ledger is away");
      }
      if (name.equals(failsForGood)) {
        throw ApplicationFailure.newNonRetryableFailure("not to be retried", "broken");
      }
    }
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
