package com.khaosbridge.workflows.delivery;

/** What makes us say that a delivery is delivered. */
public enum Evidence {
  /** The destination said yes. */
  ACCEPTED,
  /** We read it at the destination afterwards. */
  READ_BACK
}
