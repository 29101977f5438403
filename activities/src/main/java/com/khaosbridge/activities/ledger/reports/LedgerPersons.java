package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.workflows.delivery.DeliveryLine;
import com.khaosbridge.workflows.person.PersonActivities;
import com.khaosbridge.workflows.person.PersonRef;
import java.util.List;

/** Tells a person's workflow what the ledger knows. */
public final class LedgerPersons implements PersonActivities {
  private final Outbox outbox;

  public LedgerPersons(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public List<DeliveryLine> readPerson(PersonRef person) {
    return outbox.ofPerson(person.personId());
  }
}
