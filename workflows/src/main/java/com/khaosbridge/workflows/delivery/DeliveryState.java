package com.khaosbridge.workflows.delivery;

/** Where a delivery stands. Every delivery is in exactly one of these. */
public enum DeliveryState {
  IN_FLIGHT,
  DELIVERED,
  EXCLUDED,
  HELD
}
