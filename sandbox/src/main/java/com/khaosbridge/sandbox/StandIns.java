package com.khaosbridge.sandbox;

import com.khaosbridge.sandbox.contacts.ContactAccount;
import com.khaosbridge.sandbox.dotdigital.DotdigitalLimits;
import com.khaosbridge.sandbox.dotdigital.DotdigitalStandIn;
import com.khaosbridge.sandbox.emarsys.EmarsysLimits;
import com.khaosbridge.sandbox.emarsys.EmarsysStandIn;
import com.khaosbridge.sandbox.http.StandIn;
import com.khaosbridge.sandbox.retail.Scenario;
import com.khaosbridge.sandbox.store.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Puts the stand-ins together. */
final class StandIns {
  private StandIns() {}

  /** What the stand-ins are made of. */
  record Parts(
      SandboxOptions options,
      StateStore store,
      Supplier<Instant> realTime,
      Supplier<String> baseUrl) {}

  /** Both destinations: this list is the one place to add another. */
  static List<StandIn> destinations(Parts parts) {
    SandboxOptions.Limits limits = parts.options().limits();
    return List.of(
        new EmarsysStandIn(parts.store(), new EmarsysLimits(limits.emarsys()), parts.realTime()),
        new DotdigitalStandIn(
            parts.store(),
            new DotdigitalLimits(
                limits.dotdigitalLow(),
                limits.dotdigitalMedium(),
                limits.dotdigitalHigh(),
                limits.dotdigitalImport()),
            parts.realTime(),
            parts.baseUrl()));
  }

  /** Every system on the sandbox's port. */
  static List<StandIn> of(StandIn erp, List<StandIn> destinations) {
    List<StandIn> all = new ArrayList<>(List.of(erp));
    all.addAll(destinations);
    return List.copyOf(all);
  }

  /** Puts the contacts that a scenario begins with into every account. */
  static void seed(List<StandIn> standIns, Scenario scenario) {
    for (StandIn standIn : standIns) {
      if (standIn instanceof ContactAccount account) {
        scenario.contactsBefore(account::seed);
      }
    }
  }
}
