package com.khaosbridge.activities.khaos.soap;

/** Who goes first at the ERP's one connection. */
public enum ErpPriority {
  /** Orders in warehouse stages. */
  HOT_ORDERS,
  /** Customers of live orders, and rows on their way to a destination in the live lane. */
  LIVE_CUSTOMERS,
  CUSTOMERS,
  FULL_LIST,
  /** Backfill: each call short, after everything else. */
  HISTORY
}
