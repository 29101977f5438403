package com.khaosbridge.workflows.history;

import io.temporal.activity.ActivityInterface;

/** The steps of a backfill. Each goes on from what the ledger says is done. */
@ActivityInterface(namePrefix = "History.")
public interface HistoryActivities {

  /** Reads and records the next customers. */
  Page observeCustomers(String source);

  /** Reads and records the next orders. */
  Page observeOrders(String source);

  /** Reads and records the credit notes, where there is a source of them. */
  void observeCredits(String source);

  /**
   * Decides on everything recorded that needs the whole picture, such as which contacts are created
   * at all.
   */
  void decide(String source);

  /**
   * Lets a stage of a destination's history go, and returns when all of it has ended or waits for a
   * person.
   */
  void send(Stage stage);

  /**
   * One step of reading.
   *
   * @param records how many records it brought
   * @param last whether there is nothing more to read
   */
  record Page(int records, boolean last) {}

  /** What goes to one destination at a time. */
  record Stage(String source, String destination, Part part) {}

  /** The parts of a destination's history, in their order. */
  enum Part {
    CONTACTS,
    ORDERS
  }
}
