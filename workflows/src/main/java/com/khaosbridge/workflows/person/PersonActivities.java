package com.khaosbridge.workflows.person;

import com.khaosbridge.workflows.delivery.DeliveryRef;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What a person's workflow asks the ledger. */
@ActivityInterface(namePrefix = "Person.")
public interface PersonActivities {

  /** The contact and consent deliveries of this person that have not ended, held ones included. */
  Situation situation(PersonRef person);

  /** What is open about a person. */
  record Situation(List<DeliveryRef> open) {}
}
