package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.AddressClaim;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What is to be done for a person whose contact we don't know yet. */
sealed interface ContactMatch {

  /** The account has no contact of this person or address. */
  record Absent() implements ContactMatch {}

  /**
   * One contact is the person's: without an id of ours, and then adopted, or with the person's, as
   * after a crash between its creation and our note of it.
   *
   * @param consent what it has, as read just now
   */
  record Existing(String contactId, Consent consent) implements ContactMatch {}

  /** A person has to decide. */
  record Conflict(Verdict.Reject verdict) implements ContactMatch {}

  /**
   * Decides.
   *
   * @param claim by which ids the person's contacts may go
   * @param byPerson contacts that carry the person's id
   * @param byEmail contacts that have the person's address
   */
  static ContactMatch of(
      AddressClaim claim, Set<ContactLookup.Seen> byPerson, Set<ContactLookup.Seen> byEmail) {
    String personId = claim.personId();
    for (ContactLookup.Seen seen : byEmail) {
      if (!seen.personId().isEmpty() && !claim.goesBy(seen.personId())) {
        return conflict(
            EmarsysVerdicts.ANOTHER_PERSON,
            "contact "
                + seen.contactId()
                + " has the address of person "
                + personId
                + " and carries the id of another person");
      }
    }
    if (byPerson.size() > 1) {
      return conflict(
          EmarsysVerdicts.SAME_PERSON_TWICE,
          byPerson.size() + " contacts carry the id of person " + personId);
    }
    Map<String, ContactLookup.Seen> all = new LinkedHashMap<>();
    byPerson.forEach(seen -> all.put(seen.contactId(), seen));
    byEmail.forEach(seen -> all.put(seen.contactId(), seen));
    if (all.size() > 1) {
      return conflict(
          EmarsysVerdicts.SEVERAL_CONTACTS, "contacts " + String.join(", ", all.keySet()));
    }
    return all.values().stream()
        .findFirst()
        .<ContactMatch>map(seen -> new Existing(seen.contactId(), seen.consent()))
        .orElseGet(Absent::new);
  }

  private static Conflict conflict(String cause, String detail) {
    return new Conflict(new Verdict.Reject(cause, detail));
  }
}
