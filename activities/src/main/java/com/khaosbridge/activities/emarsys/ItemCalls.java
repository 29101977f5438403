package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Sends items in as few calls as Emarsys allows and sorts the answers out by row. A call that was
 * refused for what one of its rows holds is sent again in halves, so that one bad row costs the
 * others nothing.
 */
final class ItemCalls {
  /** Emarsys takes 8 MB in an update, 10 MB elsewhere (miscellaneous guide); we stay below. */
  private static final int MAX_BYTES = 7_500_000;

  /**
   * Refused calls that are halved at most in one use: many bad rows must not eat up the quota. What
   * is left then has fewer bad rows the next time.
   */
  private static final int MAX_SPLITS = 50;

  private final int maxItems;

  /**
   * Reads the outcome of the rows that had no error. {@code unplaced} counts the errors that belong
   * to no row of the call by their key, so that some of these rows may have failed after all.
   */
  interface Taken {
    Map<Long, Verdict> verdicts(List<Item> items, JsonNode data, int unplaced);
  }

  ItemCalls(int maxItems) {
    this.maxItems = maxItems;
  }

  /**
   * Sends all items and waits for the answers.
   *
   * @param call which one it is, for its verdicts
   * @param sender sends one call with these items
   * @param taken reads the outcome of the rows without an error
   * @return a verdict for each item
   */
  Map<Long, Verdict> send(
      CoreCall call, List<Item> items, Function<List<Item>, Reply> sender, Taken taken) {
    Sending sending = new Sending(call, sender, taken);
    calls(items).forEach(sending::send);
    return sending.verdicts;
  }

  /** One use of {@link #send}. */
  private static final class Sending {
    private final CoreCall call;
    private final Function<List<Item>, Reply> sender;
    private final Taken taken;
    private final Map<Long, Verdict> verdicts = new HashMap<>();
    private int splits;

    Sending(CoreCall call, Function<List<Item>, Reply> sender, Taken taken) {
      this.call = call;
      this.sender = sender;
      this.taken = taken;
    }

    private void send(List<Item> items) {
      Reply reply = sender.apply(items);
      if (reply instanceof Reply.Stop stop) {
        all(items, stop.verdict());
      } else if (reply instanceof Reply.Refused refused) {
        if (items.size() == 1 || !EmarsysVerdicts.worthSplitting(refused)) {
          all(items, EmarsysVerdicts.ofRefusal(refused));
        } else if (++splits > MAX_SPLITS) {
          all(items, EmarsysVerdicts.notToldApart());
        } else {
          int half = items.size() / 2;
          send(items.subList(0, half));
          send(items.subList(half, items.size()));
        }
      } else if (reply instanceof Reply.Data answer) {
        sort(items, answer.data());
      }
    }

    private void all(List<Item> items, Verdict verdict) {
      items.forEach(item -> verdicts.put(item.deliveryId(), verdict));
    }

    private void sort(List<Item> items, JsonNode data) {
      RowErrors errors = RowErrors.in(data, fieldsOf(items));
      Refusal ofAll = errors.ofAll();
      List<Item> good = new ArrayList<>();
      for (Item item : items) {
        Refusal error = ofAll != null ? ofAll : errors.of(item.key());
        if (error == null) {
          good.add(item);
        } else {
          verdicts.put(item.deliveryId(), EmarsysVerdicts.ofRow(call, error));
        }
      }
      if (!good.isEmpty()) {
        int unplaced = errors.size() - (items.size() - good.size());
        verdicts.putAll(taken.verdicts(good, data, unplaced));
      }
    }
  }

  private static Set<String> fieldsOf(List<Item> items) {
    Set<String> fields = new HashSet<>();
    items.forEach(item -> fields.addAll(item.json().propertyNames()));
    return fields;
  }

  /**
   * Emarsys names rows by key in its errors and refuses a key that comes twice, so rows of one key
   * go in successive calls, in their order.
   */
  private List<List<Item>> calls(List<Item> items) {
    List<List<Item>> calls = new ArrayList<>();
    List<Item> rest = items;
    while (!rest.isEmpty()) {
      List<Item> later = new ArrayList<>();
      Set<String> keys = new HashSet<>();
      List<Item> now = new ArrayList<>();
      for (Item item : rest) {
        (keys.add(item.key().strip().toLowerCase(Locale.ROOT)) ? now : later).add(item);
      }
      bySize(now, calls);
      rest = later;
    }
    return calls;
  }

  private void bySize(List<Item> items, List<List<Item>> calls) {
    List<Item> together = new ArrayList<>();
    long bytes = 0;
    for (Item item : items) {
      long size = WireJson.bytes(item.json()).length;
      if (!together.isEmpty() && (together.size() == maxItems || bytes + size > MAX_BYTES)) {
        calls.add(together);
        together = new ArrayList<>();
        bytes = 0;
      }
      together.add(item);
      bytes += size;
    }
    if (!together.isEmpty()) {
      calls.add(together);
    }
  }
}
