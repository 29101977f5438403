package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.Json;
import com.khaosbridge.sandbox.store.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Credit notes on top of the file's: the k-th, from 1, has the number {@code C9} and k in six
 * digits. A number that the file has is passed over. Thread-safe.
 */
public final class AddedCredits {
  private final Shop shop;
  private final StateStore store;
  private final MVMap<String, String> origins;

  /** Those of this shop that the store has. */
  public AddedCredits(Shop shop, StateStore store) {
    this.shop = shop;
    this.store = store;
    this.origins = store.map("retail.addedCredits");
  }

  /**
   * What a credit note has that no document of the file has.
   *
   * @param orderCode the order that it belongs to, null for none
   * @param reason possibly empty
   */
  public record Origin(@Nullable String orderCode, String reason) {}

  /** Whether a document is one of these, not the file's. */
  public boolean holds(Document document) {
    return origins.containsKey(document.number());
  }

  /** Null for a number that is the file's or nobody's. */
  public @Nullable Origin origin(String number) {
    String json = origins.get(number);
    return json == null ? null : Json.mapper().readValue(json, Origin.class);
  }

  /**
   * Their numbers, in the order in which they were added.
   *
   * @param last the last one that is not wanted, empty for all
   */
  public List<String> numbersAfter(String last) {
    List<String> numbers = new ArrayList<>();
    for (Iterator<String> keys = origins.keyIterator(last); keys.hasNext(); ) {
      String number = keys.next();
      if (!number.equals(last)) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /**
   * Adds a credit note.
   *
   * @param customer the customer number as digits, null for a guest
   * @param lines at least one; what is given back has a negative quantity
   * @param at business time, kept to the second
   */
  public synchronized Document add(
      Origin origin,
      @Nullable String customer,
      String country,
      List<DocumentLine> lines,
      Instant at) {
    int k = origins.size() + 1;
    while (shop.document(number(k)) != null) {
      k++;
    }
    Document document = Document.of(number(k), UkTime.local(at), customer, country, lines);
    // First of all, so that nobody ever sees the document and takes it for the file's.
    origins.put(document.number(), Json.mapper().writeValueAsString(origin));
    shop.put(document, lines);
    // A number that a client may have seen must not come again for another after a crash.
    store.commit();
    return document;
  }

  private static String number(int k) {
    return String.format(Locale.ROOT, "C9%06d", k);
  }
}
