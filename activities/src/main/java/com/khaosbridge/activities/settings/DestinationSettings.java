package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.dotdigital.Dotdigital;
import com.khaosbridge.activities.dotdigital.DotdigitalSettings;
import com.khaosbridge.activities.emarsys.Emarsys;
import com.khaosbridge.activities.emarsys.EmarsysSettings;
import com.khaosbridge.activities.emarsys.ReturnSigns;
import com.khaosbridge.activities.emarsys.SalesFiles;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.DestinationScope.EventScope;
import com.khaosbridge.workflows.delivery.EventType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One destination as configured: exactly one of {@code emarsys} and {@code dotdigital} is given.
 *
 * @param name the destination's name in the ledger; it must not change later
 * @param events the enabled event types; an absent one is out of scope
 * @param metrics the contact field of each metric, by the metric's name in settings; an absent one
 *     is not written
 */
public record DestinationSettings(
    String name,
    @Nullable EmarsysAccount emarsys,
    @Nullable DotdigitalAccount dotdigital,
    @Nullable Map<EventType, Event> events,
    @Nullable Map<String, String> metrics) {

  public DestinationSettings {
    BridgeSettings.require("destinations[].name", name);
    if ((emarsys == null) == (dotdigital == null)) {
      throw new IllegalArgumentException(
          "khaos-bridge.destinations, " + name + ": give either emarsys or dotdigital");
    }
    metricFields(name, metrics);
  }

  /**
   * An enabled event type.
   *
   * @param goLive facts older than this never cause it; default: the bridge's go-live
   * @param validFor how long it may go out after its ERP time; default: that of the type
   */
  public record Event(@Nullable Instant goLive, @Nullable Duration validFor) {}

  /**
   * An Emarsys account.
   *
   * @param returnSigns how returns are told from sales in the sales file: {@code
   *     quantity-and-price}, {@code price} or {@code sales-amount}; default quantity-and-price
   * @param externalEvents name of the external event for event types that have no standard one, or
   *     that are called otherwise in the account
   */
  public record EmarsysAccount(
      @Nullable String apiUrl,
      @Nullable String tokenUrl,
      String clientId,
      String clientSecret,
      @Nullable String salesUrl,
      @Nullable String merchantId,
      @Nullable String salesToken,
      @Nullable String returnSigns,
      @Nullable Map<EventType, String> externalEvents) {

    @Override
    public String toString() {
      return "EmarsysAccount[" + clientId + "]";
    }

    private ReturnSigns signs() {
      return returnSigns == null ? ReturnSigns.QUANTITY_AND_PRICE : ReturnSigns.named(returnSigns);
    }

    EmarsysSettings toSettings(String name, Map<Metric, String> metrics) {
      return EmarsysSettings.of(
              name,
              new EmarsysSettings.Access(
                  apiUrl == null ? "https://api.emarsys.net/api/v3" : apiUrl,
                  tokenUrl == null ? "https://auth.emarsys.net/oauth2/token" : tokenUrl,
                  clientId,
                  clientSecret),
              merchantId == null || salesToken == null
                  ? null
                  : new EmarsysSettings.SalesAccess(
                      salesUrl == null ? "https://admin.scarabresearch.com" : salesUrl,
                      merchantId,
                      salesToken))
          .withReturns(signs())
          .withEvents(externalEvents == null ? Map.of() : externalEvents)
          .withMetrics(metrics);
    }
  }

  /**
   * A Dotdigital account.
   *
   * @param campaigns the triggered campaign of each event type
   * @param importPoll how often an import job is asked after, default 5 s
   */
  public record DotdigitalAccount(
      @Nullable URI discoveryUrl,
      String apiUser,
      String apiPassword,
      @Nullable Map<EventType, Integer> campaigns,
      @Nullable Duration importPoll) {

    @Override
    public String toString() {
      return "DotdigitalAccount[" + apiUser + "]";
    }

    DotdigitalSettings toSettings(String name, Map<Metric, String> metrics) {
      return DotdigitalSettings.of(
              name,
              discoveryUrl == null ? DotdigitalSettings.DEFAULT_DISCOVERY : discoveryUrl,
              apiUser,
              apiPassword)
          .withCampaigns(campaigns == null ? Map.of() : campaigns)
          .withMetrics(metrics)
          .withImports(imports());
    }

    private DotdigitalSettings.Imports imports() {
      DotdigitalSettings.Imports standard = DotdigitalSettings.Imports.DEFAULT;
      return new DotdigitalSettings.Imports(
          standard.contactRows(),
          standard.orderRows(),
          standard.bytes(),
          importPoll == null ? standard.pollInterval() : importPoll,
          standard.patience());
    }
  }

  /** Makes the adapter. */
  public Destination open(SalesFiles salesFiles, Supplier<Instant> realTime) {
    if (emarsys != null) {
      return new Emarsys(
          emarsys.toSettings(name, metricFields(name, metrics)), salesFiles, realTime);
    }
    if (dotdigital != null) {
      return new Dotdigital(dotdigital.toSettings(name, metricFields(name, metrics)), realTime);
    }
    throw new IllegalStateException("checked at construction");
  }

  /** How the account tells returns from sales; empty where no sales rows are sent. */
  Optional<String> returnSigns() {
    return Optional.ofNullable(emarsys).map(account -> account.signs().words());
  }

  /** The field of each metric that is written. */
  public Map<Metric, String> metricFields() {
    return metricFields(name, metrics);
  }

  DestinationScope scope(Instant bridgeGoLive, int creationMonths) {
    Map<EventType, EventScope> enabled = new EnumMap<>(EventType.class);
    if (events != null) {
      events.forEach(
          (type, event) ->
              enabled.put(
                  type,
                  new EventScope(
                      event.goLive() == null ? bridgeGoLive : event.goLive(),
                      event.validFor() == null ? type.validFor() : event.validFor())));
    }
    return new DestinationScope(name, kinds(), enabled, creationMonths);
  }

  private Set<DeliveryKind> kinds() {
    Set<DeliveryKind> kinds =
        EnumSet.of(
            DeliveryKind.CONTACT,
            DeliveryKind.CONSENT,
            DeliveryKind.RETIREMENT,
            DeliveryKind.EVENT);
    if (dotdigital != null) {
      kinds.add(DeliveryKind.ORDER);
    } else if (emarsys != null && emarsys.merchantId() != null) {
      kinds.add(DeliveryKind.SALES_ROWS);
    }
    if (!metricFields(name, metrics).isEmpty()) {
      kinds.add(DeliveryKind.METRICS);
    }
    return kinds;
  }

  private static Map<Metric, String> metricFields(
      String destination, @Nullable Map<String, String> metrics) {
    Map<Metric, String> fields = new EnumMap<>(Metric.class);
    Map<String, String> given = metrics == null ? Map.of() : metrics;
    for (Map.Entry<String, String> each : given.entrySet()) {
      String setting = "khaos-bridge.destinations, " + destination + ": metrics." + each.getKey();
      Metric metric = Metric.named(each.getKey());
      if (metric == null) {
        throw new IllegalArgumentException(
            setting + " is no metric; there are " + String.join(", ", Metric.settingNames()));
      }
      if (each.getValue().isBlank()) {
        throw new IllegalArgumentException(
            setting + " needs the name of a contact field; leave it out to not write it");
      }
      if (fields.put(metric, each.getValue().strip()) != null) {
        throw new IllegalArgumentException(setting + " is given twice");
      }
    }
    return fields;
  }
}
