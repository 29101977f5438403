package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a row's contact is looked up by.
 *
 * @param contactId the contact that the ledger knows; null means that it is to be found by our key,
 *     else by e-mail
 * @param email empty if there is none, where the contact is known
 */
record Wanted(
    long deliveryId,
    String personId,
    Set<String> otherIds,
    @Nullable String contactId,
    String email) {
  static Wanted of(Row.Contact row) {
    return new Wanted(
        row.deliveryId(),
        row.personId(),
        row.claim().otherIds(),
        row.contactId(),
        row.profile().email());
  }

  static Wanted of(Row.Metrics row) {
    return new Wanted(row.deliveryId(), row.personId(), row.otherIds(), row.contactId(), "");
  }

  @Override
  public String toString() {
    return "Wanted[" + deliveryId + "]";
  }
}
