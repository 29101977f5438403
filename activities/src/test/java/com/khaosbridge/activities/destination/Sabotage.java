package com.khaosbridge.activities.destination;

/**
 * Changes contacts behind the bridge's back, as a marketer or another tool would: by the vendor's
 * own API.
 */
public interface Sabotage {
  void deleteContact(String contactId);

  /** Turns an opt-in into an opt-out, or the other way round. */
  void flipConsent(String contactId);

  /**
   * Overwrites a field.
   *
   * @param field a data field at Dotdigital, a string id at Emarsys
   */
  void alterField(String contactId, String field, String value);

  void changeFirstName(String contactId, String firstName);

  /**
   * Makes a second contact for the same customer: the same URN and name under another e-mail.
   *
   * @return its id
   */
  String doubleContact(String contactId, String otherEmail);
}
