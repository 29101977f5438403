package com.khaosbridge.activities.destination;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How it is found out who opted out at a destination. Reads within history's share of the quota,
 * and hands over ids of contacts, never what else is known of them. Whoever comes may have been
 * opted out by us.
 */
public sealed interface OptOuts {

  /** The destination lists them by when it was. */
  non-sealed interface Listed extends OptOuts {
    /**
     * Lists who opted out since then and is still opted out.
     *
     * @param since by the destination's clock
     * @param contactIds takes one page after the other; a contact may come twice
     * @throws ReadBackException if it can't be read to its end
     */
    void since(Instant since, Consumer<Set<String>> contactIds);
  }

  /** The destination lists nobody, but can be asked for contacts. */
  non-sealed interface Asked extends OptOuts {
    /** How many contacts one call asks for at most. */
    int atOnce();

    /**
     * Those of these contacts who are opted out.
     *
     * @throws ReadBackException if any can't be read; one that is gone is no such contact
     */
    Set<String> among(Collection<String> contactIds);
  }
}
