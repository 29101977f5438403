package com.khaosbridge.workflows.delivery;

/**
 * A delivery as a workflow knows it: a reference into the ledger.
 *
 * @param id the ledger's id of the delivery
 * @param destination the destination's name
 */
public record DeliveryRef(long id, String destination, DeliveryKind kind) {}
