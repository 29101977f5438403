package com.khaosbridge.demo;

import com.khaosbridge.workflows.delivery.Consent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether contacts' consents are as the ERP's truth lets them be, at all destinations. */
final class ConsentFigures {
  private final Truth truth;
  private long wronglyOptedIn;
  private long wronglyOptedOut;
  private long held;
  private long optedOutAtDestination;
  private long awaitingPerson;

  ConsentFigures(Truth truth) {
    this.truth = truth;
  }

  /**
   * Counts a destination.
   *
   * @param heldConsents the persons whose consent the ledger holds there
   */
  void add(String destination, StandInFigures there, Set<String> heldConsents) {
    held += heldConsents.size();
    awaitingPerson += there.awaitingPerson();
    Set<Truth.Person> ownOut =
        truth.turns().stream()
            .filter(turn -> turn.side().equals(destination) && turn.to().equals("OPTED_OUT"))
            .map(Truth.Turn::person)
            .collect(Collectors.toSet());
    LiveContacts live = new LiveContacts(truth, there.contactsThere());
    for (ContactThere contact : there.contactsThere()) {
      Truth.Person person = truth.personOf(contact);
      if (contact.isOptedIn()) {
        boolean ours = person != null || contact.personId() != null;
        wronglyOptedIn += ours && (person == null || !person.mayBeOptedIn()) ? 1 : 0;
      } else if (contact.consent() == Consent.OPTED_OUT && person != null) {
        optedOutAtDestination += ownOut.contains(person) && !contact.awaitingPerson() ? 1 : 0;
        if (person.mayBeOptedIn()
            && !person.emails().isEmpty()
            && !contact.awaitingPerson()
            && !contact.suppressed()
            && live.of(person).contains(contact)
            && person.ids().stream().noneMatch(heldConsents::contains)) {
          wronglyOptedOut++;
        }
      }
    }
  }

  /** By name, as the summary has them. */
  Map<String, Long> byName() {
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("wronglyOptedIn", wronglyOptedIn);
    figures.put("wronglyOptedOut", wronglyOptedOut);
    figures.put("held", held);
    figures.put("optedOutAtDestination", optedOutAtDestination);
    figures.put("awaitingPerson", awaitingPerson);
    return figures;
  }
}
