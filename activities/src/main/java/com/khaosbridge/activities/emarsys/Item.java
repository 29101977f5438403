package com.khaosbridge.activities.emarsys;

import tools.jackson.databind.node.ObjectNode;

/**
 * One row's part of a call.
 *
 * @param key the value by which Emarsys names the row in its errors: a contact id or an address
 * @param json what goes into the call's {@code contacts}
 */
record Item(long deliveryId, String key, ObjectNode json) {
  @Override
  public String toString() {
    return "Item[" + deliveryId + "]";
  }
}
