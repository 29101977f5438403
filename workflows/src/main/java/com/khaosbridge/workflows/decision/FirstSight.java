package com.khaosbridge.workflows.decision;

/**
 * What an opt-out in the ERP means that was there when we first looked, where the contact was there
 * before us and is opted in: it may be a "no", or a box that nobody ever ticked.
 */
public enum FirstSight {
  /** It is a "no": the contact is opted out. */
  ERP_WINS,

  /** It says nothing: the contact stays opted in until the ERP says something new. */
  DESTINATION_WINS,

  /** A person decides. */
  HOLD
}
