package com.khaosbridge.workflows.person;

import com.khaosbridge.workflows.delivery.DeliveryLine;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What a person's workflow asks the ledger. */
@ActivityInterface
public interface PersonActivities {

  /**
   * What the ledger knows of the person's deliveries: the open ones, and the last ones that ended.
   */
  List<DeliveryLine> readPerson(PersonRef person);
}
