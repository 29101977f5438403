package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.StateStore;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The URNs that were changed; all others are the customers' numbers. Thread-safe. */
final class Urns {
  private final MVMap<String, String> byNumber;
  private final MVMap<String, String> byUrn;

  Urns(StateStore store) {
    this.byNumber = store.map("khaos.urns");
    this.byUrn = store.map("khaos.urnOwners");
  }

  String of(String number) {
    return byNumber.getOrDefault(number, number);
  }

  /** The number of who may have this URN, null if its owner has another one now. */
  @Nullable String numberOf(String urn) {
    String owner = byUrn.get(urn);
    if (owner != null) {
      return owner;
    }
    return byNumber.containsKey(urn) ? null : urn;
  }

  /** The numbers of those who have another one. */
  Set<String> changed() {
    return Set.copyOf(byNumber.keySet());
  }

  void change(String number, String urn) {
    byUrn.remove(of(number));
    byUrn.put(urn, number);
    byNumber.put(number, urn);
  }
}
