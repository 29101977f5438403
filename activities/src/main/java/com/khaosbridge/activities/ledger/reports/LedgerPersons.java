package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.DeliveryLine;
import com.khaosbridge.workflows.person.PersonActivities;
import com.khaosbridge.workflows.person.PersonRef;
import java.util.List;

/** Tells a person's workflow what the ledger knows. */
public final class LedgerPersons implements PersonActivities {
  private final Outbox outbox;
  private final Persons persons;

  public LedgerPersons(Outbox outbox, Persons persons) {
    this.persons = persons;
    this.outbox = outbox;
  }

  @Override
  public List<DeliveryLine> readPerson(PersonRef person) {
    String id = person.personId();
    // An alias has nothing of its own any more, so that its workflow ends.
    return persons.resolve(id).equals(id) ? outbox.ofPerson(id) : List.of();
  }
}
