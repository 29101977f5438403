package com.khaosbridge.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bridge's configuration in the quick start: the sandbox's three systems, everything else at
 * its default but pace.
 */
final class QuickStartProperties {
  private static final String EMARSYS = "khaos-bridge.destinations[0].";
  private static final String DOTDIGITAL = "khaos-bridge.destinations[1].";

  private static final int HISTORY_YEARS = 3;

  /** Limits hold in real time, in which the sandbox's clock lets weeks pass. */
  private static final String NO_LIMIT = "1000000";

  /** The fields of metrics at both stand-ins: Emarsys' string id, Dotdigital's data field. */
  private static final Map<String, String[]> METRICS =
      Map.ofEntries(
          fields("orders", "khaos_orders", "KHAOS_ORDERS"),
          fields("items", "khaos_items", "KHAOS_ITEMS"),
          fields("distinct-skus", "khaos_distinct_skus", "KHAOS_SKUS"),
          fields("gross", "khaos_gross", "KHAOS_GROSS"),
          fields("refunded", "khaos_refunded", "KHAOS_REFUNDED"),
          fields("after-credits", "khaos_after_credits", "KHAOS_AFTER_CREDITS"),
          fields("average-order", "khaos_average_order", "KHAOS_AVERAGE_ORDER"),
          fields("unallocated-credit", "khaos_unallocated_credit", "KHAOS_UNALLOCATED"),
          fields("first-order", "khaos_first_order", "KHAOS_FIRST_ORDER"),
          fields("last-order", "khaos_last_order", "KHAOS_LAST_ORDER"),
          fields("last-despatch", "khaos_last_despatch", "KHAOS_LAST_DESPATCH"),
          fields("since-last-order", "khaos_since_last_order", "KHAOS_SINCE_ORDER"),
          fields("last-returned-skus", "khaos_last_returned_skus", "KHAOS_RETURNED_SKUS"),
          fields("returned-only", "khaos_returned_only", "KHAOS_RETURNED_ONLY"),
          fields("vip", "khaos_vip", "KHAOS_VIP"));

  private QuickStartProperties() {}

  /**
   * A change that the ERP does not list as one is found by the time that a run of days ends, and a
   * merge though the copy comes seconds late, which are hours there.
   */
  static Map<String, Object> whereCustomersBecomeOthers() {
    return Map.of(
        "khaos-bridge.khaos.full-list.nights", "2", "khaos-bridge.credits.look-back", "12h");
  }

  private static Map.Entry<String, String[]> fields(
      String metric, String emarsys, String dotdigital) {
    return Map.entry(metric, new String[] {emarsys, dotdigital});
  }

  private static String historyFrom(Instant goLive) {
    return goLive.atZone(ZoneOffset.UTC).toLocalDate().minusYears(HISTORY_YEARS).toString();
  }

  static Map<String, Object> of(
      String sandbox, String ledger, String temporal, Path keys, Instant goLive) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("KHAOS_BRIDGE_TEMPORAL_TARGET", temporal);
    settings.put("logging.level.root", "WARN");
    settings.put("logging.level.com.khaosbridge", "WARN");
    settings.put("khaos-bridge.source", QuickStart.SOURCE);
    settings.put("khaos-bridge.keys-file", keys.toString());
    settings.put("khaos-bridge.ledger.url", ledger);
    settings.put("khaos-bridge.ledger.connections", "32");
    settings.put("khaos-bridge.go-live", goLive.toString());
    settings.put("khaos-bridge.business-clock", sandbox);
    settings.put("khaos-bridge.money.vat-basis", "ex-vat");
    settings.put("khaos-bridge.money.delivery", "included");
    settings.put("khaos-bridge.money.account-currency", "GBP");
    settings.put("khaos-bridge.money.order-number", "associated-ref");
    settings.put("khaos-bridge.money.item-code", "stock-code");
    settings.put("khaos-bridge.money.history-from", historyFrom(goLive));
    settings.put("khaos-bridge.consent.first-sight", "erp-wins");
    settings.put("khaos-bridge.consent.share-opt-outs", "true");
    settings.put("khaos-bridge.khaos.endpoint", sandbox + "/Khaos.exe/soap/IKosWeb");
    settings.put("khaos-bridge.khaos.consent.may-contact-flags", "1,3,5");
    settings.put("khaos-bridge.khaos.consent.no-contact-flags", "6");
    settings.put("khaos-bridge.senders.sales-window", "1s");
    settings.put("khaos-bridge.senders.idle-poll", "500ms");
    settings.put("khaos-bridge.senders.outage-pause", "2s");
    for (String limited : new String[] {"events", "opt-outs", "opt-ins", "deletions"}) {
      settings.put("khaos-bridge.blast-limit." + limited, NO_LIMIT);
    }
    settings.put("khaos-bridge.mass-flip.customers", NO_LIMIT);
    settings.put("khaos-bridge.feeds.floor", "1s");
    settings.put("khaos-bridge.feeds.customers-floor", "2s");
    settings.put("khaos-bridge.feeds.opt-outs-floor", "20s");
    settings.put("khaos-bridge.feeds.contacts-round", "30s");
    settings.put(EMARSYS + "name", QuickStart.EMARSYS);
    settings.put(EMARSYS + "emarsys.api-url", sandbox + "/api/v3");
    settings.put(EMARSYS + "emarsys.token-url", sandbox + "/oauth2/token");
    settings.put(EMARSYS + "emarsys.client-id", "sandbox-client");
    settings.put(EMARSYS + "emarsys.client-secret", "sandbox-secret");
    settings.put(EMARSYS + "emarsys.sales-url", sandbox);
    settings.put(EMARSYS + "emarsys.merchant-id", "sandbox");
    settings.put(EMARSYS + "emarsys.sales-token", "sandbox-sales-token");
    settings.put(DOTDIGITAL + "name", QuickStart.DOTDIGITAL);
    settings.put(DOTDIGITAL + "dotdigital.discovery-url", sandbox);
    settings.put(DOTDIGITAL + "dotdigital.api-user", "apiuser-sandbox@apiconnector.com");
    settings.put(DOTDIGITAL + "dotdigital.api-password", "sandbox-password");
    settings.put(DOTDIGITAL + "dotdigital.campaigns.order-confirmed", "1002");
    settings.put(DOTDIGITAL + "dotdigital.campaigns.despatched", "1003");
    settings.put(DOTDIGITAL + "dotdigital.import-poll", "250ms");
    METRICS.forEach((metric, field) -> settings.put(EMARSYS + "metrics." + metric, field[0]));
    METRICS.forEach((metric, field) -> settings.put(DOTDIGITAL + "metrics." + metric, field[1]));
    for (String destination : new String[] {EMARSYS, DOTDIGITAL}) {
      settings.put(destination + "events.order-confirmed.valid-for", "60d");
      settings.put(destination + "events.despatched.valid-for", "60d");
    }
    return settings;
  }
}
