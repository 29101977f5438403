package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.OutboundClient;
import com.khaosbridge.activities.quota.QuotaGovernor;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

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
  private final AccountDiscovery discovery;
  private final ContactJson contactJson;
  private final ContactChanges changes;
  private final ContactDelivery contacts;
  private final EventDelivery events;
  private final @Nullable SalesDelivery sales;

  /**
   * @param salesFiles keeps the sales files that are sent
   * @param realTime the machine's clock, which drives tokens and quota
   */
  public Emarsys(EmarsysSettings settings, SalesFiles salesFiles, Supplier<Instant> realTime) {
    this.settings = settings;
    EmarsysSettings.Limits limits = settings.limits();
    this.apiClient = new OutboundClient(limits.readTimeout());
    this.salesClient = new OutboundClient(limits.readTimeout());
    JsonMapper json =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    EmarsysApi api =
        new EmarsysApi(
            settings.access().apiUrl(),
            apiClient,
            new QuotaGovernor(limits.callsPerMinute(), limits.liveShare(), realTime),
            new AccessTokens(settings.access(), apiClient, json, realTime),
            json,
            realTime);
    ItemCalls calls = new ItemCalls(json, limits.contactBatch());
    this.discovery = new AccountDiscovery(api, settings.names());
    this.contactJson = new ContactJson(json);
    this.changes = new ContactChanges(api, calls, contactJson);
    this.contacts =
        new ContactDelivery(api, calls, contactJson, changes, new ContactLookup(api, json));
    this.events = new EventDelivery(api, calls, new EventJson(json), contactJson);
    EmarsysSettings.SalesAccess salesAccess = settings.salesAccess();
    this.sales =
        salesAccess == null
            ? null
            : new SalesDelivery(settings, salesAccess, salesFiles, salesClient);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Set<DeliveryKind> kinds() {
    Set<DeliveryKind> kinds =
        EnumSet.of(DeliveryKind.CONTACT, DeliveryKind.CONSENT, DeliveryKind.EVENT);
    if (sales != null) {
      kinds.add(DeliveryKind.SALES_ROWS);
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
    AccountDiscovery.Result result = discovery.ask(Lane.LIVE);
    if (result instanceof AccountDiscovery.Result.Missing missing) {
      return missing.problems();
    }
    if (result instanceof AccountDiscovery.Result.Stopped stopped) {
      return List.of("Emarsys could not be asked what the account has: " + words(stopped));
    }
    return List.of();
  }

  private static String words(AccountDiscovery.Result.Stopped stopped) {
    Verdict verdict = stopped.verdict();
    return verdict instanceof Verdict.Config config
        ? config.detail()
        : verdict instanceof Verdict.Retry retry ? retry.cause() : verdict.toString();
  }

  @Override
  public Map<Long, Verdict> deliver(DeliveryKind kind, Lane lane, List<Row> rows) {
    if (kind == DeliveryKind.SALES_ROWS && sales != null) {
      return sales.deliver(lane, cast(Row.SalesRows.class, rows));
    }
    AccountDiscovery.Result result = discovery.known(lane);
    if (result instanceof AccountDiscovery.Result.Stopped stopped) {
      return all(rows, stopped.verdict());
    }
    if (result instanceof AccountDiscovery.Result.Missing missing) {
      return all(
          rows, new Verdict.Config("account incomplete", String.join("; ", missing.problems())));
    }
    Account account = ((AccountDiscovery.Result.Found) result).account();
    Map<Long, Verdict> verdicts =
        switch (kind) {
          case CONTACT -> contacts.deliver(account, lane, cast(Row.Contact.class, rows));
          case CONSENT -> consent(lane, cast(Row.ContactConsent.class, rows));
          case EVENT -> events.deliver(account, lane, cast(Row.Event.class, rows));
          case ORDER, SALES_ROWS, METRICS, RETIREMENT ->
              throw new IllegalArgumentException(name() + " takes no " + kind.words());
        };
    if (verdicts.values().stream().anyMatch(Verdict.Config.class::isInstance)) {
      discovery.forget();
    }
    return verdicts;
  }

  private Map<Long, Verdict> consent(Lane lane, List<Row.ContactConsent> rows) {
    Map<Long, Verdict> verdicts = new HashMap<>();
    List<Item> items = new ArrayList<>();
    for (Row.ContactConsent row : rows) {
      if (row.consent() == Consent.UNKNOWN) {
        verdicts.put(
            row.deliveryId(),
            new Verdict.Reject("consent unknown", "an unknown consent is never sent"));
      } else {
        items.add(
            new Item(
                row.deliveryId(),
                row.contactId(),
                contactJson.consent(row.contactId(), row.consent())));
      }
    }
    if (!items.isEmpty()) {
      verdicts.putAll(changes.send(lane, items, Map.of()));
    }
    return verdicts;
  }

  @Override
  public long calls() {
    return apiClient.calls() + salesClient.calls();
  }

  private static <T extends Row> List<T> cast(Class<T> type, List<Row> rows) {
    return rows.stream().map(type::cast).toList();
  }

  private static Map<Long, Verdict> all(List<Row> rows, Verdict verdict) {
    Map<Long, Verdict> verdicts = new HashMap<>();
    rows.forEach(row -> verdicts.put(row.deliveryId(), verdict));
    return verdicts;
  }
}
