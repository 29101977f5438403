package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The differences of a destination's contacts, in words. */
final class ContactDifferences {
  private final String destination;
  private final List<Difference> all = new ArrayList<>();

  ContactDifferences(String destination) {
    this.destination = destination;
  }

  void add(
      DifferenceClass type,
      @Nullable String person,
      @Nullable String field,
      String what,
      boolean repairable) {
    all.add(
        new Difference(destination, type, person, null, field, BigDecimal.ZERO, what, repairable));
  }

  /**
   * Compares a contact's consent.
   *
   * @return false if nothing can be said yet
   */
  boolean consent(ExpectedPerson person, String contactId, ConsentThere there) {
    ConsentComparison.Result result = ConsentComparison.compare(person, there);
    String contact = "Contact " + contactId;
    switch (result) {
      case EQUAL, PENDING -> {}
      case MAILABLE ->
          drift(
              person,
              contact + " is opted in, and the ERP has no opt-in of the person.",
              !person.onHold());
      case NO_OPT_OUT -> drift(person, contact + " lacks the person's opt-out.", true);
      case STILL_OPTED_OUT ->
          drift(person, contact + " is opted out by us, and the ERP has an opt-in.", false);
      case EMPTIED -> drift(person, contact + " lost the opt-in that we wrote.", false);
    }
    return result != ConsentComparison.Result.PENDING;
  }

  private void drift(ExpectedPerson person, String what, boolean repairable) {
    add(DifferenceClass.CONSENT_DRIFT, person.personId(), "consent", what, repairable);
  }

  List<Difference> all() {
    return all;
  }
}
