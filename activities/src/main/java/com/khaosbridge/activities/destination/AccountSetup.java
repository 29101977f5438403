package com.khaosbridge.activities.destination;

import java.util.List;
import java.util.Optional;

/** What an account needs, and making what the vendor's API can make of it. */
public interface AccountSetup {

  /** Reads the account anew, and changes nothing there. */
  Standing read();

  /**
   * Makes one thing that is {@link Requirement#makeable}. Whether it is there then, only another
   * reading tells.
   *
   * @return why it was not made, in words; empty if the account did not refuse
   */
  Optional<String> make(Requirement missing);

  /** What a reading came to. */
  sealed interface Standing {
    record Read(List<Requirement> requirements) implements Standing {
      public Read {
        requirements = List.copyOf(requirements);
      }
    }

    /** The account could not be asked, or not for all. */
    record NotRead(String why) implements Standing {}
  }
}
