package com.khaosbridge.activities.destination;

import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One configured account of a marketing platform. A new kind of destination implements this
 * interface in a package of its own and passes the destination contract tests. Implementations are
 * thread-safe; each lane calls from threads of its own.
 */
public interface Destination {

  /** The configured name, e.g. {@code emarsys}. */
  String name();

  /** The kinds of delivery that this destination takes. */
  Set<DeliveryKind> kinds();

  /** How many rows of a kind go into one call of {@link #deliver} at most, 1 or more. */
  int batchSize(DeliveryKind kind, Lane lane);

  /**
   * Whether sending a row of this kind twice has the effect of sending it once. If not, the row is
   * recorded before the call, is never repeated blindly, and an unknown outcome becomes a case.
   */
  boolean repeatable(DeliveryKind kind);

  /** Whether events are addressed by e-mail, so that the row must carry it. */
  default boolean addressesEventsByEmail() {
    return false;
  }

  /**
   * Finds out what the account has: fields, events, region, collections. Called before the first
   * delivery and again after a {@link Verdict.Config}.
   *
   * @return what is missing or wrong, in words a person can act on; empty if the destination can be
   *     used
   */
  List<String> discover();

  /** What {@link #discover} asks for, thing by thing, and how to make it. */
  AccountSetup setup();

  /**
   * Sends rows of one kind, in as few calls as the API allows, and waits until the outcome of each
   * is known. Never throws for what a destination or the network does: that is a verdict. For
   * marketing events it reads the contact's consent just before, and excludes whoever is not opted
   * in there.
   *
   * @param rows between 1 and {@link #batchSize} rows, of the record that belongs to the kind; at
   *     most one a contact for contacts and consent
   * @return a verdict for every row, by delivery id
   */
  Map<Long, Verdict> deliver(DeliveryKind kind, Lane lane, List<Row> rows);

  /** Reads back what the account has; empty if it can't be read. */
  default Optional<ReadBack> readBack(ReadBack.Terms terms) {
    return Optional.empty();
  }

  /** How it is found out who opted out there; empty if it can't be. */
  default Optional<OptOuts> optOuts(ReadBack.Terms terms) {
    return Optional.empty();
  }

  /** How many HTTP calls this destination has been sent since it was made, retries included. */
  long calls();
}
