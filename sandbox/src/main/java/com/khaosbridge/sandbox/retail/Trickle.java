package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.StateStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Orders on top of the file's: the k-th, from 1, has the number {@code T} and k in six digits, and
 * customer and lines of a history order. That one is chosen by {@code u(trickle, k)} among the
 * invoices with a customer that were placed before the live days, by time and then number. A number
 * that the file has is passed over. Thread-safe.
 */
public final class Trickle {
  private final Shop shop;
  private final Invention invention;
  private final LocalDate firstLiveDay;
  private final StateStore store;
  private final MVMap<String, String> copied;
  private @Nullable List<String> history;

  /** The trickle into this shop, going on where this store's left off. */
  public Trickle(Shop shop, Invention invention, LocalDate firstLiveDay, StateStore store) {
    this.shop = shop;
    this.invention = invention;
    this.firstLiveDay = firstLiveDay;
    this.store = store;
    this.copied = store.map("retail.trickle");
  }

  /** Whether a document is of the trickle, not of the file. */
  public boolean holds(Document document) {
    return copied.containsKey(document.number());
  }

  /** The number of the order that a document is a copy of; its own if it is the file's. */
  String original(Document document) {
    return copied.getOrDefault(document.number(), document.number());
  }

  /** How many orders it has placed so far. */
  public int placed() {
    return copied.size();
  }

  /**
   * Their numbers, in the order in which they were placed.
   *
   * @param last the last one that is not wanted, empty for all
   */
  public synchronized List<String> numbersAfter(String last) {
    List<String> numbers = new ArrayList<>();
    for (Iterator<String> keys = copied.keyIterator(last); keys.hasNext(); ) {
      String number = keys.next();
      if (!number.equals(last)) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** Whether the file's history has an order to copy. */
  public synchronized boolean possible() {
    return !history().isEmpty();
  }

  /**
   * Places the next order.
   *
   * @param at business time, kept to the second
   * @throws IllegalStateException if it is not {@link #possible()}
   */
  public synchronized void place(Instant at) {
    int k = copied.size() + 1;
    while (shop.document(number(k)) != null) {
      k++;
    }
    List<String> choices = history();
    String chosen =
        choices.isEmpty()
            ? ""
            : choices.get(invention.choice("trickle", Integer.toString(k), choices.size()));
    Document original = shop.document(chosen);
    if (original == null) {
      throw new IllegalStateException("there is no history order to copy");
    }
    String number = number(k);
    // First of all, so that nobody ever sees the document and takes it for the file's.
    copied.put(number, chosen);
    shop.put(original.again(number, UkTime.local(at)), shop.lines(chosen));
    // A number that a client may have seen must not come again with another time after a crash.
    store.commit();
  }

  private static String number(int k) {
    return String.format(Locale.ROOT, "T%06d", k);
  }

  /** Read once: the file's history does not change. */
  private List<String> history() {
    List<String> known = history;
    if (known == null) {
      List<String> numbers = new ArrayList<>();
      shop.documents(
          null,
          firstLiveDay.atStartOfDay().minusSeconds(1),
          document -> {
            boolean invoice = document.kind() == Document.Kind.INVOICE;
            if (invoice && document.customer() != null && !holds(document)) {
              numbers.add(document.number());
            }
          });
      known = List.copyOf(numbers);
      history = known;
    }
    return known;
  }
}
