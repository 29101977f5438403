package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.khaos.soap.ErpPriority;
import java.util.Set;

/**
 * One look at the ERP or at a destination. Everything it learned is durable when it returns, and
 * the cursor has moved.
 */
interface Poll {
  void once();

  /** The priorities of its calls to the ERP. */
  Set<ErpPriority> priorities();
}
