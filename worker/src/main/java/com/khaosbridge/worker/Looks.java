package com.khaosbridge.worker;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.credits.CreditSource;
import com.khaosbridge.activities.credits.MergeAudit;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.ContactRounds;
import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.books.CustomerLedger;
import com.khaosbridge.activities.ledger.books.CustomerLists;
import com.khaosbridge.activities.ledger.books.MergeDecision;
import com.khaosbridge.activities.ledger.books.MergeEvidence;
import com.khaosbridge.activities.ledger.books.OptOutSharing;
import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.activities.ledger.books.VanishedCustomers;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.FoundOptOuts;
import com.khaosbridge.activities.ledger.outbox.OptOutsNotInErp;
import com.khaosbridge.activities.observing.CountedMoney;
import com.khaosbridge.activities.observing.CreditObserver;
import com.khaosbridge.activities.observing.CustomerObserver;
import com.khaosbridge.activities.observing.FullListPoll;
import com.khaosbridge.activities.observing.KhaosFacts;
import com.khaosbridge.activities.observing.MergePoll;
import com.khaosbridge.activities.observing.OptOutPoll;
import com.khaosbridge.activities.observing.OrderObserver;
import com.khaosbridge.activities.observing.SplitInvoices;
import com.khaosbridge.activities.settings.BridgeSettings;
import com.khaosbridge.activities.settings.CreditSettings;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.feed.FeedRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What reads the ERP, and where else its facts are read, and records them.
 *
 * @param credits null if there is no source of credit notes
 */
record Looks(
    CustomerObserver customers,
    OrderObserver orders,
    @Nullable CreditObserver credits,
    List<CreditSource> creditSources) {
  /** A look that fails is repeated by its feed, which must be able to end meanwhile. */
  private static final ReadBack.Terms ASKING =
      new ReadBack.Terms(Set.of(), Duration.ofMinutes(1), Duration.ofSeconds(10));

  static Looks of(
      BridgeSettings settings,
      LedgerDatabase database,
      List<DestinationScope> scopes,
      KhaosControl erp,
      CustomerLedger customers,
      OrderLedger orders,
      KhaosFacts facts,
      CountedMoney money) {
    String source = settings.source();
    Cases cases = new Cases(database, source);
    CreditSettings credits = settings.credits();
    List<CreditSource> sources =
        credits == null ? List.of() : credits.open(settings.khaos().time());
    CustomerObserver customerLook = new CustomerObserver(erp, customers, cases, facts);
    return new Looks(
        customerLook,
        new OrderObserver(
            erp, customerLook, customers, orders, money, SplitInvoices.of(sources, cases)),
        sources.isEmpty()
            ? null
            : new CreditObserver(
                sources,
                new CreditLedger(database, source, scopes, settings.orderTimes()),
                cases,
                settings.goLive(),
                money),
        sources);
  }

  /** The list of all customers, and their details in turn. */
  FullListPoll fullList(
      BridgeSettings settings,
      LedgerDatabase database,
      List<DestinationScope> scopes,
      KhaosControl erp,
      BusinessTime businessTime) {
    return new FullListPoll(
        erp,
        customers,
        new CustomerLists(database, settings.source()),
        new VanishedCustomers(database, settings.source(), scopes),
        businessTime,
        settings.khaos().listing());
  }

  /** Customers that were merged in the ERP. */
  MergePoll merges(
      BridgeSettings settings,
      LedgerDatabase database,
      List<DestinationScope> scopes,
      KhaosControl erp,
      BusinessTime businessTime) {
    return new MergePoll(
        erp,
        customers,
        mergeAudit(),
        new MergeEvidence(database, settings.source()),
        new MergeDecision(database, settings.source(), scopes),
        new Cursors(database, settings.source()),
        businessTime,
        settings.goLive(),
        CreditSettings.overlapOf(settings.credits()));
  }

  /** Who opted out at destinations, by feed. */
  static Map<String, OptOutPoll> optOuts(
      BridgeSettings settings,
      LedgerDatabase database,
      List<DestinationScope> scopes,
      List<Destination> destinations,
      BusinessTime businessTime) {
    String source = settings.source();
    OptOutSharing sharing = new OptOutSharing(database, source, scopes, settings.sharesOptOuts());
    OptOutsNotInErp unfollowed = new OptOutsNotInErp(database, source);
    List<String> names = destinations.stream().map(Destination::name).toList();
    Runnable followUp =
        () -> {
          sharing.share(businessTime.now());
          unfollowed.tell(names, settings.optOutGrace());
        };
    Map<String, OptOutPoll> polls = new HashMap<>();
    for (Destination destination : destinations) {
      destination
          .optOuts(ASKING)
          .ifPresent(
              optOuts ->
                  polls.put(
                      FeedRef.optOuts(destination.name()),
                      new OptOutPoll(
                          destination.name(),
                          optOuts,
                          new FoundOptOuts(database, source),
                          new ContactRounds(database, source),
                          new Cursors(database, source),
                          settings.goLive(),
                          settings.contactsRound(),
                          followUp)));
    }
    return polls;
  }

  /** Only a reporting copy may know which customers were merged. */
  private MergeAudit mergeAudit() {
    for (CreditSource source : creditSources) {
      if (source instanceof MergeAudit audit) {
        return audit;
      }
    }
    return (since, problems) -> List.of();
  }
}
