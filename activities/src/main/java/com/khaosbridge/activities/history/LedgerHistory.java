package com.khaosbridge.activities.history;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.OrderWindow;
import com.khaosbridge.activities.khaos.records.OrderStatus;
import com.khaosbridge.activities.khaos.records.Readings;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.BackfillLedger;
import com.khaosbridge.activities.ledger.books.MetricsLedger;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.observing.CreditObserver;
import com.khaosbridge.activities.observing.CustomerObserver;
import com.khaosbridge.activities.observing.KhaosFacts;
import com.khaosbridge.activities.observing.OrderObserver;
import com.khaosbridge.activities.sending.Senders;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.history.HistoryActivities;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The backfill's steps. Each may be interrupted anywhere: the ledger says what is done. */
public final class LedgerHistory implements HistoryActivities {
  private static final int DECIDED_AT_ONCE = 500;
  private static final List<DeliveryKind> OF_ORDERS =
      List.of(DeliveryKind.ORDER, DeliveryKind.SALES_ROWS, DeliveryKind.METRICS);

  /** Years without an order are crossed in long strides. */
  private static final Duration LONGEST_WINDOW = Duration.ofDays(112);

  private static final int ORDERS_AT_ONCE = 500;
  private static final int WINDOWS_AT_ONCE = 60;
  private static final long LOOK_EVERY_MILLIS = 200;

  private final KhaosControl erp;
  private final CustomerObserver customerSight;
  private final OrderObserver orderSights;
  private final BackfillLedger backfill;
  private final Cases cases;
  private final Outbox outbox;
  private final Senders senders;
  private final BusinessTime businessTime;
  private final HistorySettings settings;
  private final MetricsLedger metrics;
  private final @Nullable CreditObserver credits;

  /**
   * @param credits null if there is no source of credit notes
   */
  public LedgerHistory(
      KhaosControl erp,
      CustomerObserver customerSight,
      OrderObserver orderSights,
      BackfillLedger backfill,
      Cases cases,
      Outbox outbox,
      Senders senders,
      BusinessTime businessTime,
      HistorySettings settings,
      MetricsLedger metrics,
      @Nullable CreditObserver credits) {
    this.erp = erp;
    this.customerSight = customerSight;
    this.orderSights = orderSights;
    this.backfill = backfill;
    this.cases = cases;
    this.outbox = outbox;
    this.senders = senders;
    this.businessTime = businessTime;
    this.settings = settings;
    this.metrics = metrics;
    this.credits = credits;
  }

  @Override
  public Page observeCustomers(String source) {
    if (!backfill.customersListed()) {
      Instant before = businessTime.now();
      List<String> urns = erp.companyCodesChangedSince(null, ErpPriority.HISTORY);
      // A list that is not complete is no fact: a later backfill asks again.
      return new Page(0, !backfill.listCustomers(urns, before));
    }
    List<String> next = backfill.nextCustomers(settings.customersAtOnce());
    if (next.isEmpty()) {
      return new Page(0, true);
    }
    CustomerObserver.Seen seen =
        customerSight.observe(next, businessTime.now(), ErpPriority.HISTORY, Lane.HISTORY);
    List<String> read = next.stream().filter(urn -> !seen.absent().contains(urn)).toList();
    backfill.customersRead(read);
    customerSight.missing(backfill.customersAbsent(seen.absent()));
    return new Page(seen.read(), false);
  }

  @Override
  public Page observeOrders(String source) {
    Instant from = backfill.ordersReadUntil().orElse(settings.from());
    Duration window = settings.window();
    int read = 0;
    for (int windows = 0;
        from.isBefore(settings.goLive()) && read < ORDERS_AT_ONCE && windows < WINDOWS_AT_ONCE;
        windows++) {
      Instant end = from.plus(window);
      Instant to = end.isBefore(settings.goLive()) ? end : settings.goLive();
      int found = observeWindow(from, to);
      if (found == 0 && window.compareTo(LONGEST_WINDOW) < 0) {
        window = window.multipliedBy(2);
      }
      read += found;
      from = to;
    }
    return new Page(read, !from.isBefore(settings.goLive()));
  }

  private int observeWindow(Instant from, Instant to) {
    Instant before = businessTime.now();
    // The ERP's window includes its end, and what is placed at go-live is live.
    Readings<OrderStatus> statuses =
        erp.orderStatuses(OrderWindow.between(from, to.minusSeconds(1)), ErpPriority.HISTORY);
    cases.unreadable(KhaosFacts.unreadable(statuses.problems()));
    orderSights.observe(statuses.records(), before, ErpPriority.HISTORY, Lane.HISTORY);
    backfill.ordersRead(to);
    return statuses.records().size();
  }

  @Override
  public void observeCredits(String source) {
    if (!backfill.areCreditsRead()) {
      if (credits != null) {
        credits.observe(settings.from(), businessTime.now());
      }
      backfill.creditsRead();
    }
    if (credits != null) {
      credits.attribute(businessTime.now(), Lane.HISTORY);
    }
    backfill.creditsAttributed();
  }

  @Override
  public void decide(String source) {
    backfill.applyCreationPolicy(businessTime.now());
    metrics.planHistory(businessTime.now(), () -> Activity.getExecutionContext().heartbeat(null));
  }

  @Override
  public void send(Stage stage) {
    String destination = stage.destination();
    if (senders.isDryRun()) {
      // It stays planned. A later backfill, of a bridge that sends, finds it.
      return;
    }
    if (stage.part() == Part.CONTACTS) {
      backfill.releaseContacts(destination);
      awaitEnd(destination, List.of(DeliveryKind.CONTACT));
      decideOneByOne(destination, List.of(DeliveryKind.CONSENT));
    } else {
      backfill.releaseOrders(destination);
      awaitEnd(destination, OF_ORDERS);
      decideOneByOne(destination, OF_ORDERS);
    }
  }

  private void decideOneByOne(String destination, List<DeliveryKind> kinds) {
    List<Long> planned = backfill.planned(destination, kinds, DECIDED_AT_ONCE);
    while (!planned.isEmpty()) {
      for (long delivery : planned) {
        outbox.enqueue(delivery, null, businessTime.now());
      }
      Activity.getExecutionContext().heartbeat(null);
      List<Long> next = backfill.planned(destination, kinds, DECIDED_AT_ONCE);
      if (next.equals(planned)) {
        // A call about each of these contacts is under way, and its verdict decides.
        rest();
      }
      planned = next;
    }
    awaitEnd(destination, kinds);
  }

  private void awaitEnd(String destination, List<DeliveryKind> kinds) {
    kinds.forEach(kind -> senders.wake(destination, kind, Lane.HISTORY));
    while (!senders.isDryRun() && backfill.inOutbox(destination, kinds) > 0) {
      Activity.getExecutionContext().heartbeat(null);
      rest();
    }
  }

  private static void rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Activity.wrap(e);
    }
  }
}
