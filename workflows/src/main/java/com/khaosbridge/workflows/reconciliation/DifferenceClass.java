package com.khaosbridge.workflows.reconciliation;

/** How what is at a place differs from what should be. The words are for people. */
public enum DifferenceClass {
  MISSING("missing", "should be there, and is not"),
  NOT_IN_ERP("not in the ERP", "there under a key of ours, and the ERP has no such record"),
  OTHER_AMOUNT("other amount", "the order is there with other money, units, currency or status"),
  OTHER_OWNER(
      "other owner", "an order under another contact, or a contact with another person's id"),
  OTHER_PROFILE("other profile", "a contact's field differs from the ERP's customer"),
  CONSENT_DRIFT("consent drift", "the consent there is not the one that the ERP has"),
  STALE_METRIC("stale metric", "a figure on a contact is not what the person's orders add up to"),
  DUPLICATE("duplicate", "two contacts of one person, or one order under two keys"),
  ORPHAN(
      "orphan", "an order whose contact is gone, or a contact of a person that has none any more");

  private final String words;
  private final String meaning;

  DifferenceClass(String words, String meaning) {
    this.words = words;
    this.meaning = meaning;
  }

  public String words() {
    return words;
  }

  public String meaning() {
    return meaning;
  }
}
