package com.khaosbridge.activities.feed;

/**
 * One look at the ERP. Everything it learned is durable when it returns, and the cursor has moved.
 */
interface Poll {
  void once();
}
