package com.khaosbridge.activities.destination;

import java.util.Set;

/**
 * Whose an address is, if another contact of the destination has it, too.
 *
 * @param personId our key of the person who has it in the ERP
 * @param otherIds other keys of ours by which the person's contacts may go: of their customers, and
 *     of persons who were joined to this one
 * @param alone whether nobody else whom the ledger knows has it
 * @param spareDomain where contacts that give it up go, e.g. {@code example.com}
 */
public record AddressClaim(
    String personId, Set<String> otherIds, boolean alone, String spareDomain) {
  public AddressClaim {
    otherIds = Set.copyOf(otherIds);
  }

  /** Whether a contact with this key of ours is the person's. */
  public boolean goesBy(String key) {
    return isOneOf(key, personId, otherIds);
  }

  /**
   * Whether a contact with this key of ours has to give the address up: it is one that the person
   * left behind, or of somebody who has another address by now. Contacts without a key are never
   * ours to change.
   */
  public boolean takesItFrom(String key) {
    return !key.isEmpty() && (alone || goesBy(key));
  }

  /** The address of a contact that gave it up: its own, and nobody reads what is sent there. */
  public String spare(String contactId) {
    return "moved-" + contactId + "@" + spareDomain;
  }

  /** Destinations may not mind letter case. */
  public static boolean isOneOf(String key, String personId, Set<String> otherIds) {
    return key.equalsIgnoreCase(personId) || otherIds.stream().anyMatch(key::equalsIgnoreCase);
  }
}
