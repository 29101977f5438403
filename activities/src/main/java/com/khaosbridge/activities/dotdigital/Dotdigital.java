package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.AccountSetup;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.OptOuts;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.OutboundClient;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One Dotdigital account as a destination. Thread-safe. */
public final class Dotdigital implements Destination {
  private static final int MAILS_IN_A_CALL = 100;
  private static final int CONSENTS_AT_A_TIME = 20;

  private final DotdigitalSettings settings;
  private final OutboundClient client;
  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final DotdigitalAccount account;
  private final DotdigitalSetup setup;
  private final SinglyOrByImport<Row.Contact> contacts;
  private final DotdigitalConsent consent;
  private final DotdigitalMetrics metrics;
  private final DotdigitalOrders orders;
  private final DotdigitalEvents events;

  /**
   * @param realTime the real time, which quotas run by
   */
  public Dotdigital(DotdigitalSettings settings, Supplier<Instant> realTime) {
    this.settings = settings;
    this.client = new OutboundClient(settings.readTimeout());
    this.verdicts = new DotdigitalVerdicts(settings);
    this.api =
        new DotdigitalApi(settings, verdicts, client, new TierQuotas(settings.limits(), realTime));
    ImportJobs jobs = new ImportJobs(api, verdicts, settings.imports());
    ContactLookup lookup = new ContactLookup(api, verdicts, settings.names().personIdentifier());
    ContactSingle single = new ContactSingle(api, verdicts, lookup, new ContactJson(settings));
    OrdersCollection collection =
        new OrdersCollection(api, verdicts, settings.names().ordersCollection());
    this.account = new DotdigitalAccount(api, verdicts, collection, settings);
    this.setup = new DotdigitalSetup(api, verdicts, account, collection);
    ContactImport bulk = new ContactImport(api, verdicts, jobs, lookup, single, settings);
    this.contacts = new SinglyOrByImport<>(single::deliver, bulk::deliver);
    this.metrics =
        new DotdigitalMetrics(account, new MetricsWriting(api, verdicts, jobs, lookup, settings));
    this.consent =
        new DotdigitalConsent(api, verdicts, lookup, settings.names().personIdentifier());
    this.orders =
        new DotdigitalOrders(
            verdicts, jobs, new OrderSingle(api, verdicts, lookup, collection), collection);
    this.events = new DotdigitalEvents(api, verdicts, lookup, settings.names().campaigns());
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Set<DeliveryKind> kinds() {
    Set<DeliveryKind> kinds =
        EnumSet.of(
            DeliveryKind.CONTACT,
            DeliveryKind.CONSENT,
            DeliveryKind.RETIREMENT,
            DeliveryKind.ORDER,
            DeliveryKind.EVENT);
    if (!settings.names().metrics().isEmpty()) {
      kinds.add(DeliveryKind.METRICS);
    }
    return Collections.unmodifiableSet(kinds);
  }

  @Override
  public int batchSize(DeliveryKind kind, Lane lane) {
    return switch (kind) {
      case CONTACT, METRICS -> settings.imports().contactRows();
      case CONSENT, RETIREMENT -> CONSENTS_AT_A_TIME;
      case ORDER -> settings.imports().orderRows();
      case EVENT -> MAILS_IN_A_CALL;
      case SALES_ROWS -> throw notTaken(kind);
    };
  }

  @Override
  public boolean repeatable(DeliveryKind kind) {
    return kind != DeliveryKind.EVENT;
  }

  @Override
  public boolean addressesEventsByEmail() {
    return true;
  }

  @Override
  public List<String> discover() {
    return account.problems();
  }

  @Override
  public AccountSetup setup() {
    return setup;
  }

  @Override
  public Map<Long, Verdict> deliver(DeliveryKind kind, Lane lane, List<Row> rows) {
    return switch (kind) {
      case CONTACT -> contacts.deliver(lane, Row.as(Row.Contact.class, rows));
      case CONSENT, RETIREMENT -> consent.deliver(lane, Row.as(Row.ContactConsent.class, rows));
      case ORDER -> orders.deliver(lane, Row.as(Row.OrderRecord.class, rows));
      case EVENT -> events.deliver(lane, Row.as(Row.Event.class, rows));
      case METRICS -> metrics.deliver(lane, Row.as(Row.Metrics.class, rows));
      case SALES_ROWS -> throw notTaken(kind);
    };
  }

  @Override
  public Optional<ReadBack> readBack(ReadBack.Terms terms) {
    return Optional.of(new DotdigitalReadBack(settings, api, verdicts, terms));
  }

  @Override
  public Optional<OptOuts> optOuts(ReadBack.Terms terms) {
    return Optional.of(new DotdigitalOptOuts(settings.name(), api, verdicts, terms));
  }

  @Override
  public long calls() {
    return client.calls();
  }

  private static IllegalArgumentException notTaken(DeliveryKind kind) {
    return new IllegalArgumentException("Dotdigital takes no " + kind.words());
  }
}
