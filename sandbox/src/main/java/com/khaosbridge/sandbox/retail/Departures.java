package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.Json;
import com.khaosbridge.sandbox.store.StateStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Who was a customer of the ERP and is none now. Thread-safe. */
final class Departures {
  private final MVMap<String, String> departed;

  Departures(StateStore store) {
    this.departed = store.map("khaos.departures");
  }

  /** Null for a customer who is there. */
  @Nullable Departure of(String number) {
    String json = departed.get(number);
    return json == null ? null : Json.mapper().readValue(json, Departure.class);
  }

  /** Who has this customer's documents now: themselves, or the last of those merged into. */
  String successorOf(String number) {
    String last = number;
    // Nobody is merged into who is gone, so this ends.
    for (Departure gone = of(last); gone != null && gone.into() != null; gone = of(last)) {
      last = gone.into();
    }
    return last;
  }

  /** The merges that were not undone, in their order. */
  List<Merge> merges() {
    List<Merge> merges = new ArrayList<>();
    for (Iterator<String> numbers = departed.keyIterator(""); numbers.hasNext(); ) {
      String number = numbers.next();
      Departure gone = of(number);
      if (gone != null && gone.into() != null && gone.mergeId() != null) {
        merges.add(new Merge(gone.mergeId(), number, gone.into(), gone.at()));
      }
    }
    merges.sort(Comparator.comparing(Merge::id));
    return merges;
  }

  void put(String number, Departure departure) {
    departed.put(number, Json.mapper().writeValueAsString(departure));
  }

  void undo(String number) {
    departed.remove(number);
  }
}
