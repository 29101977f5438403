package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.history.HistorySettings;
import com.khaosbridge.activities.keys.EncryptionSettings;
import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import com.khaosbridge.activities.ledger.outbox.OutboxTerms;
import com.khaosbridge.activities.observing.FeedSettings;
import com.khaosbridge.activities.sending.AddressClaims;
import com.khaosbridge.activities.sending.CourierLinks;
import com.khaosbridge.activities.sending.SenderSettings;
import com.khaosbridge.workflows.decision.MarketingHours;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.decision.ReturnRules;
import com.khaosbridge.workflows.decision.Supplies;
import com.khaosbridge.workflows.decision.Thresholds;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.feed.FeedRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a bridge, under {@code khaos-bridge} in files and {@code KHAOS_BRIDGE_} in
 * the environment. What may be missing has a default; what decides over money, mails or history has
 * none.
 *
 * @param source the name of the Khaos Control installation; every ledger key begins with it
 * @param keysFile the key file, made at the first start if it is missing
 * @param goLive where history ends: older facts never cause an event. Mandatory
 * @param money what counts as money. Mandatory
 * @param consent what consents mean; see {@link ConsentSettings}. Mandatory
 * @param creationMonths a contact without consent needs an order within so many months, default 36
 * @param despatchHorizonDays how long a finalised order is still expected to be despatched, default
 *     60
 * @param despatchOverdueDays how many days in the warehouse make an order overdue, default 5
 * @param returnWindowDays how many days after its despatch an order may be returned, default 30
 * @param returnWindow rules for orders that may be returned longer or shorter; the first that
 *     matches decides
 * @param vipThreshold from which afterCredits on, exVat, the metric {@code vip} is true, default
 *     1000.00
 * @param reviewAfterDays how many days after its despatch a review request is due; none unless set
 * @param replenishment for how long items last, so that customers are asked to buy them again;
 *     nobody is asked unless set
 * @param courierLinks by courier, where a parcel can be followed
 * @param marketingHours when marketing events may go out; at any hour unless set
 * @param blastLimit how much may go out live to a destination within a time; see {@link
 *     BlastLimitSettings}
 * @param massFlip how many customers may change their consent at once; see {@link MassFlipSettings}
 * @param giveUpAfter how long a delivery is retried before a case opens, default 15 minutes
 * @param credits where credit notes are read; without it, none are known
 * @param reconciliation when a reconciliation runs by itself; daily unless set
 * @param dryRun whether everything is read and planned, and nothing sent, default no
 * @param encryption whether workflow payloads are encrypted, default no
 * @param businessClock base address of a sandbox whose clock rules, null for the machine's
 */
public record BridgeSettings(
    String source,
    String keysFile,
    LedgerSettings ledger,
    Khaos khaos,
    Instant goLive,
    MoneySettings money,
    ConsentSettings consent,
    @Nullable Integer creationMonths,
    @Nullable Integer despatchHorizonDays,
    @Nullable Integer despatchOverdueDays,
    @Nullable Integer returnWindowDays,
    @Nullable List<ReturnRuleSettings> returnWindow,
    @Nullable BigDecimal vipThreshold,
    @Nullable Integer reviewAfterDays,
    @Nullable List<ReplenishmentSettings> replenishment,
    @Nullable Map<String, String> courierLinks,
    @Nullable MarketingHoursSettings marketingHours,
    BlastLimitSettings blastLimit,
    MassFlipSettings massFlip,
    @Nullable Duration giveUpAfter,
    List<DestinationSettings> destinations,
    @Nullable SendersSettings senders,
    FeedsSettings feeds,
    @Nullable CreditSettings credits,
    ReconciliationSettings reconciliation,
    @Nullable Boolean dryRun,
    EncryptionSettings encryption,
    @Nullable String businessClock) {
  private static final int DEFAULT_MONTHS = 36;
  private static final Duration DEFAULT_GIVE_UP = Duration.ofMinutes(15);
  private static final Duration HISTORY_WINDOW = Duration.ofDays(28);
  private static final int HISTORY_CUSTOMERS = 200;

  public BridgeSettings {
    require("source", source);
    require("keys-file", keysFile);
    require("ledger", ledger);
    require("khaos", khaos);
    require("go-live", goLive);
    require("money", money);
    require("consent", consent);
    require("destinations", destinations);
    encryption = encryption == null ? EncryptionSettings.off() : encryption;
    reconciliation = reconciliation == null ? ReconciliationSettings.standard() : reconciliation;
    blastLimit = blastLimit == null ? BlastLimitSettings.standard() : blastLimit;
    feeds = feeds == null ? FeedsSettings.standard() : feeds;
    massFlip = massFlip == null ? MassFlipSettings.standard() : massFlip;
    ReturnRuleSettings.rules(returnWindow);
    ReplenishmentSettings.supplies(replenishment);
    links(courierLinks);
    if (marketingHours != null) {
      MarketingHours unused = marketingHours.toHours(khaos.calendar());
    }
    destinations = List.copyOf(destinations);
    if (destinations.isEmpty()) {
      throw new IllegalArgumentException(
          "khaos-bridge.destinations is empty: name one account of Emarsys or Dotdigital or more");
    }
    if (destinations.stream().map(DestinationSettings::name).distinct().count()
        != destinations.size()) {
      throw new IllegalArgumentException(
          "khaos-bridge.destinations: each needs a name of its own, got "
              + destinations.stream().map(DestinationSettings::name).toList());
    }
  }

  public int connections() {
    return ledger.pool();
  }

  public Duration retriedFor() {
    return giveUpAfter == null ? DEFAULT_GIVE_UP : giveUpAfter;
  }

  public boolean isDryRun() {
    return dryRun != null && dryRun;
  }

  /** How long an order may take. */
  public OrderTimes orderTimes() {
    OrderTimes standard = OrderTimes.standard();
    return new OrderTimes(
        days(despatchOverdueDays, standard.despatchOverdue()),
        days(despatchHorizonDays, standard.despatchHorizon()),
        new ReturnRules(
            days(returnWindowDays, standard.returns().standard()),
            ReturnRuleSettings.rules(returnWindow),
            khaos.calendar()),
        reviewAfterDays == null ? null : Duration.ofDays(reviewAfterDays),
        supplies());
  }

  /** How long what customers buy lasts. */
  public Supplies supplies() {
    return ReplenishmentSettings.supplies(replenishment);
  }

  /** From which afterCredits on a person is in a group of customers. */
  public Thresholds thresholds() {
    return vipThreshold == null ? Thresholds.standard() : new Thresholds(vipThreshold);
  }

  private static Duration days(@Nullable Integer days, Duration standard) {
    return days == null ? standard : Duration.ofDays(days);
  }

  /** What may go out, and when. */
  public OutboxTerms outboxTerms() {
    return new OutboxTerms(
        marketingHours == null ? null : marketingHours.toHours(khaos.calendar()),
        blastLimit.limits(),
        consent.firstSight());
  }

  /** Where parcels can be followed. */
  public CourierLinks trackingLinks() {
    return links(courierLinks);
  }

  private static CourierLinks links(@Nullable Map<String, String> templates) {
    try {
      return templates == null ? CourierLinks.none() : new CourierLinks(templates);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("khaos-bridge.courier-links." + e.getMessage(), e);
    }
  }

  /** What concerns each destination. */
  public List<DestinationScope> scopes() {
    int months = creationMonths == null ? DEFAULT_MONTHS : creationMonths;
    return destinations.stream().map(settings -> settings.scope(goLive, months)).toList();
  }

  /** The settings that may not change once the ledger has figures, with their values. */
  public Map<String, String> frozenTerms() {
    Map<String, String> terms = new TreeMap<>(money.frozen());
    destinations.forEach(
        each ->
            each.returnSigns()
                .ifPresent(
                    signs -> terms.put("destinations." + each.name() + ".return-signs", signs)));
    return terms;
  }

  public HistorySettings history() {
    return new HistorySettings(
        money.historyFrom().atStartOfDay(khaos.calendar()).toInstant(),
        goLive,
        HISTORY_WINDOW,
        HISTORY_CUSTOMERS);
  }

  public SenderSettings senderSettings() {
    return senders == null ? SenderSettings.standard() : senders.toSettings();
  }

  /** Where contacts go that give up an address that is somebody else's now. */
  public String spareAddressDomain() {
    String domain = senders == null ? null : senders.spareAddressDomain();
    return domain == null ? AddressClaims.STANDARD_SPARE_DOMAIN : domain;
  }

  /** The names of the feeds that are followed. */
  public List<String> feedNames() {
    List<String> names =
        new ArrayList<>(
            List.of(FeedRef.ORDER_STATUS, FeedRef.CUSTOMERS, FeedRef.FULL_LIST, FeedRef.MERGES));
    if (credits != null) {
      names.add(FeedRef.CREDIT_NOTES);
    }
    destinations.forEach(each -> names.add(FeedRef.optOuts(each.name())));
    return List.copyOf(names);
  }

  public FeedSettings orderFeed() {
    return feeds.orders();
  }

  public FeedSettings customerFeed() {
    return feeds.customers();
  }

  /** How often destinations are asked who opted out. */
  public FeedSettings optOutFeed() {
    return feeds.destinations();
  }

  /** Whether who opts out at one destination is opted out at the others. */
  public boolean sharesOptOuts() {
    return consent.shares();
  }

  /** How long Khaos Control has until it says what people did at a destination. */
  public Duration optOutGrace() {
    return consent.grace();
  }

  /** How long it may take until every contact was looked at for an opt-out. */
  public Duration contactsRound() {
    return feeds.round();
  }

  /** How many customers may change their consent at once. */
  public MassFlipLimit massFlipLimit() {
    return massFlip.limit();
  }

  static void require(String name, @Nullable Object value) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw new IllegalArgumentException(
          "khaos-bridge." + name + " is missing; see the configuration reference");
    }
  }
}
