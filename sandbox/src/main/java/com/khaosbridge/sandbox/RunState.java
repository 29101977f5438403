package com.khaosbridge.sandbox;

import com.khaosbridge.sandbox.clock.BusinessClock;
import com.khaosbridge.sandbox.clock.ClockState;
import com.khaosbridge.sandbox.retail.RetailSource;
import com.khaosbridge.sandbox.retail.Shop;
import com.khaosbridge.sandbox.retail.ShopFacts;
import com.khaosbridge.sandbox.retail.ShopImport;
import com.khaosbridge.sandbox.store.Json;
import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;

/** What a state directory says about its run: which one it is, and where its clock stands. */
final class RunState {
  private static final String RUN = "run";
  private static final String CLOCK = "clock";

  private final MVMap<String, String> map;

  RunState(StateStore store) {
    this.map = store.map("sandbox.run");
  }

  /** What makes two runs the same. */
  private record Identity(long seed, String scenario, int liveDays, String sha256) {}

  /**
   * Fills an empty shop from the source, or takes a full one as it is.
   *
   * @throws IllegalArgumentException if the state is of another run
   */
  ShopFacts shop(Shop shop, RetailSource source, SandboxOptions options) throws IOException {
    String sha256 = source.sha256();
    Identity now = new Identity(options.seed(), options.scenario(), options.liveDays(), sha256);
    String kept = map.get(RUN);
    if (kept == null) {
      map.put(RUN, Json.mapper().writeValueAsString(now));
    } else {
      Identity earlier = Json.mapper().readValue(kept, Identity.class);
      if (!earlier.equals(now)) {
        throw new IllegalArgumentException(
            "The state directory %s holds another run (%s), this one is %s. Give it a directory of its own or remove that one."
                .formatted(options.state(), describe(earlier), describe(now)));
      }
    }
    return shop.complete() ? shop.facts() : ShopImport.run(source, sha256, shop);
  }

  /** Does what belongs to the beginning of a run; after a crash within it, again from its start. */
  void once(String what, Runnable beginning) {
    if (!map.containsKey(what)) {
      beginning.run();
      map.put(what, "done");
    }
  }

  /** A clock that stands at the start in a new run and else goes on as if it had never stopped. */
  BusinessClock clock(Instant start, Supplier<Instant> realTime) {
    String kept = map.get(CLOCK);
    ClockState state =
        kept == null
            ? new ClockState(start, realTime.get(), 0)
            : Json.mapper().readValue(kept, ClockState.class);
    return new BusinessClock(
        state, realTime, changed -> map.put(CLOCK, Json.mapper().writeValueAsString(changed)));
  }

  private static String describe(Identity run) {
    return "seed %d, scenario %s, live days %d, data with SHA-256 %s"
        .formatted(run.seed(), run.scenario(), run.liveDays(), run.sha256());
  }
}
