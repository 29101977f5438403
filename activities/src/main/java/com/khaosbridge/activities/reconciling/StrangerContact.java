package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.destination.ConsentThere;
import org.jspecify.annotations.Nullable;

/**
 * A contact that is ours by its stamp or its URN, and is not linked.
 *
 * @param person whose it would be, null if the ledger does not know them
 */
record StrangerContact(@Nullable String stamp, @Nullable String person, ConsentThere consent) {

  /** It bears the id of somebody who goes on under another, and is opted out. */
  boolean isRetired() {
    return stamp != null && !stamp.equals(person) && consent == ConsentThere.OPTED_OUT;
  }
}
