package com.khaosbridge.activities.ledger.persons;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What tells two customers who have one e-mail to be one person or household, or not.
 *
 * @param surname keyed hash, null if there is none; so is {@code postcode}
 */
public record Likeness(byte @Nullable [] surname, byte @Nullable [] postcode) {

  /** Whether both are known of both customers, and both differ. */
  public boolean contradicts(Likeness other) {
    return differ(surname, other.surname) && differ(postcode, other.postcode);
  }

  private static boolean differ(byte @Nullable [] one, byte @Nullable [] other) {
    return one != null && other != null && !Arrays.equals(one, other);
  }
}
