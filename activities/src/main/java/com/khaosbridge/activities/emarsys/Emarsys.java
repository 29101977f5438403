package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.AccountSetup;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.OptOuts;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.OutboundClient;
import com.khaosbridge.activities.quota.QuotaGovernor;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An Emarsys account as a destination: contacts, consent and events over the Core API v3, sales
 * rows over the Sales Data API. Knows nothing but its account: what it found out about fields and
 * events can be asked again at any time.
 */
public final class Emarsys implements Destination {
  /** Invoices have far fewer lines than this on average, so a batch usually fits in one file. */
  private static final int USUAL_LINES = 25;

  private final EmarsysSettings settings;
  private final OutboundClient apiClient;
  private final OutboundClient salesClient;
  private final EmarsysApi api;
  private final EmarsysAccount account;
  private final EmarsysContacts contacts;
  private final EmarsysConsent consent;
  private final EmarsysMetrics metrics;
  private final @Nullable EmarsysSales sales;
  private final EmarsysEvents events;

  /**
   * @param salesFiles keeps the sales files that are sent
   * @param realTime the machine's clock, which drives tokens and quota
   */
  public Emarsys(EmarsysSettings settings, SalesFiles salesFiles, Supplier<Instant> realTime) {
    this.settings = settings;
    EmarsysSettings.Limits limits = settings.limits();
    this.apiClient = new OutboundClient(limits.readTimeout());
    this.salesClient = new OutboundClient(limits.readTimeout());
    this.api =
        new EmarsysApi(
            settings.access().apiUrl(),
            apiClient,
            new QuotaGovernor(limits.callsPerMinute(), limits.liveShare(), realTime),
            new AccessTokens(settings.access(), apiClient, realTime),
            realTime);
    ItemCalls calls = new ItemCalls(limits.contactBatch());
    this.account = new EmarsysAccount(api, settings.names());
    ContactLookup lookup = new ContactLookup(api);
    ContactChanges changes = new ContactChanges(api, calls);
    this.contacts = new EmarsysContacts(api, calls, changes, lookup);
    this.consent = new EmarsysConsent(changes, lookup);
    this.metrics = new EmarsysMetrics(changes);
    EmarsysSettings.SalesAccess salesAccess = settings.salesAccess();
    this.sales =
        salesAccess == null
            ? null
            : new EmarsysSales(settings, salesAccess, salesFiles, salesClient);
    this.events = new EmarsysEvents(api, calls, lookup);
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
            DeliveryKind.EVENT);
    if (sales != null) {
      kinds.add(DeliveryKind.SALES_ROWS);
    }
    if (!settings.names().metrics().isEmpty()) {
      kinds.add(DeliveryKind.METRICS);
    }
    return kinds;
  }

  @Override
  public int batchSize(DeliveryKind kind, Lane lane) {
    return kind == DeliveryKind.SALES_ROWS
        ? Math.max(1, settings.limits().salesLines() / USUAL_LINES)
        : settings.limits().contactBatch();
  }

  @Override
  public boolean repeatable(DeliveryKind kind) {
    return kind != DeliveryKind.SALES_ROWS;
  }

  @Override
  public List<String> discover() {
    EmarsysAccount.Result result = account.ask(Lane.LIVE);
    if (result instanceof EmarsysAccount.Result.Missing missing) {
      return missing.problems();
    }
    if (result instanceof EmarsysAccount.Result.Stopped stopped) {
      return List.of(
          "Emarsys could not be asked what the account has: "
              + EmarsysVerdicts.words(stopped.verdict()));
    }
    return List.of();
  }

  @Override
  public AccountSetup setup() {
    return new EmarsysSetup(api, settings.names());
  }

  @Override
  public Map<Long, Verdict> deliver(DeliveryKind kind, Lane lane, List<Row> rows) {
    if (kind == DeliveryKind.SALES_ROWS && sales != null) {
      return sales.deliver(lane, Row.as(Row.SalesRows.class, rows));
    }
    EmarsysAccount.Result result = account.known(lane);
    if (result instanceof EmarsysAccount.Result.Stopped stopped) {
      return all(rows, stopped.verdict());
    }
    if (result instanceof EmarsysAccount.Result.Missing missing) {
      return all(
          rows, new Verdict.Config("account incomplete", String.join("; ", missing.problems())));
    }
    AccountIds ids = ((EmarsysAccount.Result.Found) result).ids();
    Map<Long, Verdict> verdicts =
        switch (kind) {
          case CONTACT -> contacts.deliver(ids, lane, Row.as(Row.Contact.class, rows));
          case CONSENT, RETIREMENT ->
              consent.deliver(ids, lane, Row.as(Row.ContactConsent.class, rows));
          case EVENT -> events.deliver(ids, lane, Row.as(Row.Event.class, rows));
          case METRICS -> metrics.deliver(ids, lane, Row.as(Row.Metrics.class, rows));
          case ORDER, SALES_ROWS ->
              throw new IllegalArgumentException(name() + " takes no " + kind.words());
        };
    if (verdicts.values().stream().anyMatch(Verdict.Config.class::isInstance)) {
      account.forget();
    }
    return verdicts;
  }

  @Override
  public Optional<ReadBack> readBack(ReadBack.Terms terms) {
    return Optional.of(new EmarsysReadBack(settings, api, account, terms));
  }

  @Override
  public Optional<OptOuts> optOuts(ReadBack.Terms terms) {
    return Optional.of(new EmarsysOptOuts(settings, api, terms));
  }

  @Override
  public long calls() {
    return apiClient.calls() + salesClient.calls();
  }

  private static Map<Long, Verdict> all(List<Row> rows, Verdict verdict) {
    Map<Long, Verdict> verdicts = new HashMap<>();
    rows.forEach(row -> verdicts.put(row.deliveryId(), verdict));
    return verdicts;
  }
}
