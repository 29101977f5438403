package com.khaosbridge.activities.destination;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads what a destination has, page by page, within history's share of its quota. What is read may
 * change meanwhile: a contact or record that is written during a reading may come twice, and then
 * the later one counts.
 *
 * <p>Every method either hands over all that it was asked for, or throws {@link ReadBackException}:
 * pages that came before the exception are a part, from which nothing follows about what is not in
 * them.
 */
public interface ReadBack {

  /** Which contacts {@link #contacts(Consumer)} lists. */
  enum Listing {
    /** Every contact that the account has. */
    ALL,
    /**
     * Only contacts that carry one of our person ids. The pages are counted, not sought, so what is
     * created or deleted meanwhile can hide a contact: who is listed is there, but who is not may
     * be.
     */
    STAMPED
  }

  Listing listing();

  /** Lists contacts, as {@link #listing()} says. */
  void contacts(Consumer<List<ContactThere>> pages);

  /**
   * Reads these contacts.
   *
   * @return those of the ids that the destination says it has no contact for: deleted there, or in
   *     its recycle bin
   */
  Set<String> contacts(Collection<String> contactIds, Consumer<List<ContactThere>> pages);

  /** Whether orders can be read back at all. */
  boolean ordersReadable();

  /**
   * Lists every record of the orders, others' included.
   *
   * @throws UnsupportedOperationException if they can't be read back
   */
  void orders(Consumer<List<OrderThere>> pages);

  /**
   * Those of these order records that lie under a contact.
   *
   * @throws UnsupportedOperationException if orders can't be read back
   */
  Set<String> ordersOf(String contactId, Collection<String> orderKeys);

  /**
   * How to read.
   *
   * @param extraFields contact fields to read besides those of the profile, by the name that the
   *     destination's settings use: a data field at Dotdigital, a string id at Emarsys
   * @param patience how long one call may be tried again, counted from its first try
   * @param longestWait the most to wait before the next try, whatever the destination asks for; a
   *     spent quota is waited for in any case
   */
  record Terms(Set<String> extraFields, Duration patience, Duration longestWait) {
    public Terms {
      extraFields = Set.copyOf(extraFields);
      if (patience.isNegative() || longestWait.isNegative()) {
        throw new IllegalArgumentException("patience and longest wait must not be negative");
      }
    }

    /** Ten minutes of patience, which outlasts a spent quota and a restart of the vendor's. */
    public static Terms reading(Set<String> extraFields) {
      return new Terms(extraFields, Duration.ofMinutes(10), Duration.ofMinutes(1));
    }
  }
}
