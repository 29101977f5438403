package com.khaosbridge.sandbox;

import com.khaosbridge.sandbox.acts.OwnActs;
import com.khaosbridge.sandbox.acts.Performer;
import com.khaosbridge.sandbox.acts.Timetable;
import com.khaosbridge.sandbox.clock.BusinessClock;
import com.khaosbridge.sandbox.control.Control;
import com.khaosbridge.sandbox.control.RunInfo;
import com.khaosbridge.sandbox.control.TricklePace;
import com.khaosbridge.sandbox.control.Truth;
import com.khaosbridge.sandbox.credits.CopiedInvoices;
import com.khaosbridge.sandbox.credits.CreditNotes;
import com.khaosbridge.sandbox.credits.CreditPublisher;
import com.khaosbridge.sandbox.http.Edge;
import com.khaosbridge.sandbox.http.Faults;
import com.khaosbridge.sandbox.http.FileJournal;
import com.khaosbridge.sandbox.http.Journal;
import com.khaosbridge.sandbox.http.StandIn;
import com.khaosbridge.sandbox.khaos.Erp;
import com.khaosbridge.sandbox.khaos.KhaosStandIn;
import com.khaosbridge.sandbox.retail.AddedCredits;
import com.khaosbridge.sandbox.retail.Chronicle;
import com.khaosbridge.sandbox.retail.Clerk;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Invention;
import com.khaosbridge.sandbox.retail.Invoices;
import com.khaosbridge.sandbox.retail.Ownership;
import com.khaosbridge.sandbox.retail.PlannedAct;
import com.khaosbridge.sandbox.retail.RetailSource;
import com.khaosbridge.sandbox.retail.Scenario;
import com.khaosbridge.sandbox.retail.Shop;
import com.khaosbridge.sandbox.retail.ShopFacts;
import com.khaosbridge.sandbox.retail.Trickle;
import com.khaosbridge.sandbox.retail.UkTime;
import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A running sandbox: all stand-ins and the control paths on one port. */
public final class Sandbox implements AutoCloseable {
  private final Edge edge;
  private final StateDirectory state;
  private final Journal journal;
  private final BusinessClock clock;
  private final TricklePace pace;
  private final Timetable timetable;
  private final CreditPublisher publisher;
  private final RunInfo run;
  private final String baseUrl;

  private Sandbox(
      Edge edge,
      StateDirectory state,
      Journal journal,
      BusinessClock clock,
      TricklePace pace,
      Timetable timetable,
      CreditPublisher publisher,
      RunInfo run,
      String baseUrl) {
    this.edge = edge;
    this.state = state;
    this.journal = journal;
    this.clock = clock;
    this.pace = pace;
    this.timetable = timetable;
    this.publisher = publisher;
    this.run = run;
    this.baseUrl = baseUrl;
  }

  /**
   * Reads the transactions, unless the state has them, and begins to answer.
   *
   * @throws IOException if the port is taken, or a file can't be read or written
   * @throws IllegalArgumentException if the transactions file has no usable line or another format,
   *     or the state is of another run; the message is for a person
   */
  public static Sandbox start(SandboxOptions options) throws IOException {
    Supplier<Instant> realTime = Instant::now;
    Edge edge = Edge.bind(options.host(), options.port(), realTime);
    @Nullable StateDirectory state = null;
    try {
      state = StateDirectory.open(options.state());
      return start(options, realTime, edge, state);
    } catch (IOException | RuntimeException e) {
      edge.close();
      if (state != null) {
        state.close();
      }
      throw e;
    }
  }

  private static Sandbox start(
      SandboxOptions options, Supplier<Instant> realTime, Edge edge, StateDirectory state)
      throws IOException {
    StateStore store = state.store();
    RunState runState = new RunState(store);
    Path data = options.data();
    RetailSource source = data == null ? RetailSource.smallShop() : RetailSource.file(data);
    Shop shop = new Shop(store);
    ShopFacts facts = runState.shop(shop, source, options);
    LocalDate firstLiveDay = facts.firstOfLastDays(options.liveDays());
    Instant start = UkTime.startOf(firstLiveDay);
    BusinessClock clock = runState.clock(start, realTime);
    Invention invention = new Invention(options.seed());
    Trickle trickle = new Trickle(shop, invention, firstLiveDay, store);
    AddedCredits addedCredits = new AddedCredits(shop, store);
    Scenario scenario = Scenario.of(options.scenario(), shop, trickle, invention);
    Customers customers = new Customers(scenario, invention, UkTime.instant(facts.first()), store);
    Ownership ownership = new Ownership(scenario, store);
    Chronicle chronicle = new Chronicle(store);
    Clerk clerk = new Clerk(customers, store);
    Faults faults = new Faults(options.seed());
    String publicUrl = options.publicUrl();
    String baseUrl = publicUrl == null ? "http://" + options.host() + ":" + edge.port() : publicUrl;
    List<StandIn> destinations =
        StandIns.destinations(new StandIns.Parts(options, store, realTime, () -> baseUrl));
    OwnActs ownActs = new OwnActs(destinations, customers, chronicle);
    List<PlannedAct> acts = scenario.acts(start, options.liveDays());
    Timetable timetable =
        new Timetable(
            acts,
            new Performer(customers, ownership, clerk, ownActs, faults, chronicle),
            clock::now,
            store);
    Supplier<Instant> caughtUp =
        () -> {
          // Time first: all that was due by then has happened once it is told.
          Instant now = clock.now();
          timetable.catchUp();
          return now;
        };
    CreditNotes credits =
        new CreditNotes(shop, customers, ownership, addedCredits, store, caughtUp);
    Invoices invoices = new Invoices(shop, invention, store);
    Erp erp = new Erp(shop, trickle, addedCredits, invention, invoices, firstLiveDay, clock::now);
    StandIn khaos =
        new KhaosStandIn(
            shop,
            erp,
            customers,
            ownership,
            options.khaosDelay(),
            timetable::catchUp,
            () -> baseUrl);
    List<StandIn> standIns = StandIns.of(khaos, destinations);
    runState.once("contactsBefore", () -> StandIns.seed(standIns, scenario));
    RunInfo run =
        new RunInfo(
            options.seed(),
            options.scenario(),
            options.liveDays(),
            facts,
            start,
            timetable.end(erp.end()),
            acts);
    Truth truth =
        new Truth(
            run,
            shop,
            trickle,
            customers,
            ownership,
            chronicle,
            erp,
            invoices,
            addedCredits,
            credits,
            options.creditSources().any());
    TricklePace pace = new TricklePace(trickle, clock, store);
    Control control =
        new Control(
            standIns, clock, timetable, customers, clerk, ownActs, credits, erp, truth, pace,
            faults, run);
    Path journalDirectory = options.journal();
    Journal journal = journalDirectory == null ? Journal.none() : new FileJournal(journalDirectory);
    CreditPublisher publisher =
        options
            .creditSources()
            .open(credits, new CopiedInvoices(shop, trickle, invoices, erp), store);
    if (options.factor() > 0) {
      clock.run(options.factor());
    }
    edge.start(standIns, control, faults, journal);
    pace.resume();
    timetable.start();
    return new Sandbox(edge, state, journal, clock, pace, timetable, publisher, run, baseUrl);
  }

  /** Where clients reach it, e.g. {@code http://127.0.0.1:8090}, without a slash at the end. */
  public String baseUrl() {
    return baseUrl;
  }

  /** Business time, which drives the ERP's data. */
  public BusinessClock clock() {
    return clock;
  }

  /** Business time at which all that is invented has happened. */
  public Instant end() {
    return run.end();
  }

  /** Stops answering, and deletes the state if it was not to be kept. */
  @Override
  public void close() throws IOException {
    edge.close();
    pace.close();
    timetable.close();
    publisher.close();
    journal.close();
    state.close();
  }
}
