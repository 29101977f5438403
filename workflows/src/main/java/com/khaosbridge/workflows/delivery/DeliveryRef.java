package com.khaosbridge.workflows.delivery;

/**
 * A delivery as a workflow knows it: a reference into the ledger.
 *
 * @param id the ledger's id of the delivery
 * @param destination the destination's name
 * @param about what people know it by: an event with its document, a document, or a person, e.g.
 *     {@code despatched INV000000536365}
 */
public record DeliveryRef(long id, String destination, DeliveryKind kind, String about) {

  /** What people read at its activity, e.g. {@code emarsys · despatched INV000000536365}. */
  public String summary() {
    return destination + " · " + about;
  }
}
