package com.khaosbridge.activities.emarsys;

import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One Emarsys account.
 *
 * @param name the destination's name, e.g. {@code emarsys}
 * @param salesAccess null if the account has no sales data: then no sales rows are taken
 */
public record EmarsysSettings(
    String name,
    Access access,
    @Nullable SalesAccess salesAccess,
    Names names,
    SalesShape salesShape,
    Limits limits) {

  public EmarsysSettings {
    requireText("name", name);
  }

  /** An account with the standard names, columns and limits. */
  public static EmarsysSettings of(String name, Access access, @Nullable SalesAccess salesAccess) {
    return new EmarsysSettings(
        name, access, salesAccess, Names.standard(), SalesShape.standard(), Limits.standard());
  }

  /** The same account with external events of these names besides, or instead of, those it has. */
  public EmarsysSettings withEvents(Map<EventType, String> others) {
    Map<EventType, String> events = new EnumMap<>(EventType.class);
    events.putAll(names.events());
    events.putAll(others);
    return new EmarsysSettings(
        name,
        access,
        salesAccess,
        new Names(
            names.personField(),
            names.urnField(),
            names.customerIdsField(),
            events,
            names.metrics()),
        salesShape,
        limits);
  }

  /** The same account with these contact fields for metrics. */
  public EmarsysSettings withMetrics(Map<Metric, String> fields) {
    return new EmarsysSettings(
        name,
        access,
        salesAccess,
        new Names(
            names.personField(),
            names.urnField(),
            names.customerIdsField(),
            names.events(),
            fields),
        salesShape,
        limits);
  }

  /** The same account, which tells returns from sales like this. */
  public EmarsysSettings withReturns(ReturnSigns returns) {
    return new EmarsysSettings(name, access, salesAccess, names, SalesShape.of(returns), limits);
  }

  /** The same account with other limits. */
  public EmarsysSettings with(Limits other) {
    return new EmarsysSettings(name, access, salesAccess, names, salesShape, other);
  }

  /**
   * How to reach the Core API v3.
   *
   * @param apiUrl usually {@code https://api.emarsys.net/api/v3}
   * @param tokenUrl usually {@code https://auth.emarsys.net/oauth2/token}
   * @param clientId of an API credential of type OpenID Connect
   */
  public record Access(String apiUrl, String tokenUrl, String clientId, String clientSecret) {
    public Access {
      requireUrl("apiUrl", apiUrl);
      requireUrl("tokenUrl", tokenUrl);
      requireText("clientId", clientId);
      requireText("clientSecret", clientSecret);
    }

    @Override
    public String toString() {
      return "Access[" + apiUrl + ", client " + clientId + "]";
    }
  }

  /**
   * How to reach the Sales Data API, which has a token of its own.
   *
   * @param url usually {@code https://admin.scarabresearch.com}
   * @param merchantId as shown in the account under Data Sources, Sales data
   */
  public record SalesAccess(String url, String merchantId, String token) {
    public SalesAccess {
      requireUrl("salesUrl", url);
      requireText("merchantId", merchantId);
      requireText("salesToken", token);
      requireAscii("salesToken", token);
    }

    @Override
    public String toString() {
      return "SalesAccess[" + url + ", merchant " + merchantId + "]";
    }
  }

  /**
   * What things are called in the account.
   *
   * @param personField string id of the contact field for our person id, which must be indexed and
   *     be the account's external id for sales data
   * @param urnField string id of the contact field for the customer's URN
   * @param customerIdsField string id of the contact field for the ERP's customer ids, separated by
   *     commas
   * @param events name of the external event for each event type that is in use
   * @param metrics string id of the contact field for each metric that is in use
   */
  public record Names(
      String personField,
      String urnField,
      String customerIdsField,
      Map<EventType, String> events,
      Map<Metric, String> metrics) {
    public Names {
      requireText("personField", personField);
      requireText("urnField", urnField);
      requireText("customerIdsField", customerIdsField);
      events = Map.copyOf(events);
      events.forEach((type, event) -> requireText("event for " + type.words(), event));
      if (events.size() != events.values().stream().distinct().count()) {
        throw new IllegalArgumentException(
            "Emarsys settings: each event type needs an external event of its own");
      }
      metrics = Map.copyOf(metrics);
      Set<String> fields = new HashSet<>(Set.of(personField, urnField, customerIdsField));
      metrics.forEach(
          (metric, field) -> {
            requireText("field for the metric " + metric.settingName(), field);
            if (!fields.add(field)) {
              throw new IllegalArgumentException(
                  "Emarsys settings: each metric needs a contact field of its own, but "
                      + field
                      + " is named twice");
            }
          });
    }

    public static Names standard() {
      return new Names(
          "khaos_person_id",
          "khaos_urn",
          "khaos_customer_ids",
          Map.of(
              EventType.ORDER_RECEIVED, "order_received",
              EventType.ORDER_CONFIRMED, "order_confirmed",
              EventType.DESPATCHED, "despatched"),
          Map.of());
    }
  }

  /**
   * How a sales file looks.
   *
   * @param columns all columns, in the order agreed for the account
   * @param deliveryItem the item code that stands for the delivery charge
   * @param returns how returns are told from sales
   */
  public record SalesShape(List<SalesColumn> columns, String deliveryItem, ReturnSigns returns) {
    public SalesShape {
      columns = List.copyOf(columns);
      Set<SalesColumn> needed = EnumSet.copyOf(SalesColumn.STANDARD);
      if (returns == ReturnSigns.SALES_AMOUNT) {
        needed.add(SalesColumn.SALES_AMOUNT);
      }
      if (columns.size() != needed.size() || !needed.equals(Set.copyOf(columns))) {
        throw new IllegalArgumentException(
            "Emarsys settings: salesColumns must name each of " + needed + " once, got " + columns);
      }
      requireText("deliveryItem", deliveryItem);
    }

    /** As it is unless something else was agreed for the account. */
    public static SalesShape of(ReturnSigns returns) {
      List<SalesColumn> columns = new ArrayList<>(SalesColumn.STANDARD);
      if (returns == ReturnSigns.SALES_AMOUNT) {
        columns.add(SalesColumn.SALES_AMOUNT);
      }
      return new SalesShape(columns, "DELIVERY", returns);
    }

    public static SalesShape standard() {
      return of(ReturnSigns.QUANTITY_AND_PRICE);
    }
  }

  /**
   * Limits, Emarsys' own unless lowered.
   *
   * @param callsPerMinute of the API credential, documented as 1,000
   * @param liveShare share of them that history never touches, 0 to 1
   * @param contactBatch contacts a call, 1 to 1,000
   * @param salesLines lines a sales file, 1 or more; Emarsys documents no limit
   * @param salesBytes bytes a sales file, 1 or more
   * @param readTimeout how long an answer may take
   */
  public record Limits(
      int callsPerMinute,
      double liveShare,
      int contactBatch,
      int salesLines,
      int salesBytes,
      Duration readTimeout) {
    public Limits {
      requireRange("callsPerMinute", callsPerMinute, Integer.MAX_VALUE);
      requireRange("contactBatch", contactBatch, 1000);
      requireRange("salesLines", salesLines, Integer.MAX_VALUE);
      requireRange("salesBytes", salesBytes, Integer.MAX_VALUE);
      if (!(liveShare >= 0 && liveShare <= 1)) {
        throw new IllegalArgumentException(
            "Emarsys settings: liveShare must be 0 to 1, was " + liveShare);
      }
      if (readTimeout.isNegative() || readTimeout.isZero()) {
        throw new IllegalArgumentException(
            "Emarsys settings: readTimeout must be more than zero, was " + readTimeout);
      }
    }

    public static Limits standard() {
      return new Limits(1000, 0.3, 1000, 10_000, 5 * 1024 * 1024, Duration.ofSeconds(60));
    }

    /** The same with another quota. */
    public Limits withCalls(int newCallsPerMinute, double newLiveShare) {
      return new Limits(
          newCallsPerMinute, newLiveShare, contactBatch, salesLines, salesBytes, readTimeout);
    }
  }

  private static void requireText(String setting, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("Emarsys settings: " + setting + " is missing");
    }
  }

  /** What can't be a header's value would fail each call. */
  private static void requireAscii(String setting, String value) {
    if (!value.matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException(
          "Emarsys settings: " + setting + " must be printable ASCII without spaces");
    }
  }

  private static void requireUrl(String setting, String value) {
    if (HttpUrl.parse(value) == null) {
      throw new IllegalArgumentException(
          "Emarsys settings: " + setting + " must be an http or https URL");
    }
  }

  private static void requireRange(String setting, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "Emarsys settings: "
              + setting
              + " must be 1 or more"
              + (max == Integer.MAX_VALUE ? "" : " and at most " + max)
              + ", was "
              + value);
    }
  }
}
