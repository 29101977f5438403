package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.Json;
import com.khaosbridge.sandbox.store.StateStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.h2.mvstore.MVMap;

/**
 * The invoices of orders: one each, or two where a part was shipped by hand. The first of two has
 * what was shipped and the delivery charge, the second goes on as the order would have.
 * Thread-safe.
 */
public final class Invoices {
  private static final String SECOND = "-2";

  private final Shop shop;
  private final Invention invention;
  private final StateStore store;
  private final MVMap<String, String> shipped;

  public Invoices(Shop shop, Invention invention, StateStore store) {
    this.shop = shop;
    this.invention = invention;
    this.store = store;
    this.shipped = store.map("retail.shippedParts");
  }

  /** A part of an order that left before the rest of it. */
  private record ShippedPart(Set<Integer> ordinals, String at) {}

  /** All invoices of an order, in their order. */
  public List<Invoice> of(Document order) {
    OrderStory story = OrderStory.of(order, invention);
    String json = shipped.get(order.number());
    if (json == null) {
      return List.of(new Invoice(order.invoiceId(), order.number(), order, story, null));
    }
    ShippedPart part = Json.mapper().readValue(json, ShippedPart.class);
    Map<Integer, DocumentLine> first = new TreeMap<>();
    Map<Integer, DocumentLine> second = new TreeMap<>();
    numbered(order.number())
        .forEach(
            (ordinal, line) ->
                (part.ordinals.contains(ordinal) ? first : second).put(ordinal, line));
    Instant at = Instant.parse(part.at);
    return List.of(
        invoice(order, "", first, story.at(at)),
        invoice(order, SECOND, second, story.next(SECOND)));
  }

  private static Invoice invoice(
      Document order, String suffix, Map<Integer, DocumentLine> lines, OrderStory story) {
    return new Invoice(
        order.invoiceId() + suffix,
        order.number() + suffix,
        order.withLines(List.copyOf(lines.values())),
        story,
        Set.copyOf(lines.keySet()));
  }

  /** The numbers of the orders that have two. */
  public List<String> inParts() {
    return List.copyOf(shipped.keySet());
  }

  /**
   * Ships some lines of an order that has one invoice, which is neither issued nor shipped.
   *
   * @param ordinals of the goods to be shipped, within the document
   * @param at business time
   * @throws IllegalArgumentException if it has no such goods, or no others
   */
  public synchronized void ship(Document order, Set<Integer> ordinals, Instant at) {
    Set<Integer> goods = new TreeSet<>();
    Set<Integer> first = new TreeSet<>(ordinals);
    numbered(order.number())
        .forEach((ordinal, line) -> (line.delivery() ? first : goods).add(ordinal));
    if (ordinals.isEmpty() || !goods.containsAll(ordinals) || goods.size() == ordinals.size()) {
      throw new IllegalArgumentException(
          "lines must be some, but not all, of the order's goods: " + goods);
    }
    shipped.put(
        order.number(), Json.mapper().writeValueAsString(new ShippedPart(first, at.toString())));
    store.commit();
  }

  private Map<Integer, DocumentLine> numbered(String number) {
    Map<Integer, DocumentLine> numbered = new TreeMap<>();
    for (DocumentLine line : shop.lines(number)) {
      numbered.put(numbered.size() + 1, line);
    }
    return numbered;
  }
}
