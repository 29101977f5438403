package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.StateStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose the documents are: the scenario's word, then what merges made of it. Thread-safe. */
public final class Ownership {
  private final Scenario scenario;
  private final Departures departures;

  /** The owners of a scenario's documents, and the merges that this store has. */
  public Ownership(Scenario scenario, StateStore store) {
    this.scenario = scenario;
    this.departures = new Departures(store);
  }

  /** The number of the customer whose a document is now, null for a guest. */
  public @Nullable String customerOf(Document document) {
    String first = firstCustomerOf(document);
    return first == null ? null : departures.successorOf(first);
  }

  /** The number of the customer whose a document is without any merge, null for a guest. */
  public @Nullable String firstCustomerOf(Document document) {
    return scenario.ownerOf(document);
  }

  /** The number of the customer who has this one's documents now. */
  public String successorOf(String number) {
    return departures.successorOf(number);
  }

  /** The merges that were not undone, in their order. */
  public List<Merge> merges() {
    return departures.merges();
  }
}
