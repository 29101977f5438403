package com.khaosbridge.sandbox.retail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The invented life of an order after it was placed. Spans are in whole seconds.
 *
 * @param path whether it ships or is issued first
 * @param shipped when it left the warehouse, null if it never does
 * @param issued when its invoice became final
 * @param consignment the shipment's reference
 * @param courier the courier's code
 */
public record OrderStory(
    Path path, @Nullable Instant shipped, Instant issued, String consignment, Courier courier) {
  private static final long HOUR = 3600;

  /** The order of the two facts. */
  public enum Path {
    SHIP_THEN_ISSUE("ship-then-issue"),
    ISSUE_THEN_SHIP("issue-then-ship");

    private final String label;

    Path(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Who carries the shipment. */
  public enum Courier {
    DPD("DPD UK"),
    RM("Royal Mail");

    private final String description;

    Courier(String description) {
      this.description = description;
    }

    public String description() {
      return description;
    }
  }

  /** The life of this document, the same for the same seed. */
  public static OrderStory of(Document document, Invention invention) {
    String i = document.number();
    Instant placed = document.placedAt();
    boolean stuck = invention.u("stuck", i) < 0.005;
    Instant shipped =
        stuck ? null : placed.plusSeconds(2 * HOUR + invention.seconds("ship", i, 22 * HOUR));
    Path path = invention.u("path", i) < 0.5 ? Path.SHIP_THEN_ISSUE : Path.ISSUE_THEN_SHIP;
    Courier courier = invention.u("courier", i) < 0.5 ? Courier.DPD : Courier.RM;
    return new OrderStory(
        path, shipped, issued(path, placed, shipped, i, invention), "CN" + i, courier);
  }

  private static Instant issued(
      Path path, Instant placed, @Nullable Instant shipped, String i, Invention invention) {
    if (path == Path.ISSUE_THEN_SHIP) {
      return placed.plusSeconds(invention.seconds("issue", i, 2 * HOUR));
    }
    return shipped == null
        ? placed.plusSeconds(26 * HOUR)
        : shipped.plusSeconds(invention.seconds("issue", i, 8 * HOUR));
  }

  /** The same for goods that were shipped and issued at once. */
  OrderStory at(Instant instant) {
    return new OrderStory(path, instant, instant, consignment, courier);
  }

  /** The same for another parcel of the order. */
  OrderStory next(String suffix) {
    return new OrderStory(path, shipped, issued, consignment + suffix, courier);
  }

  /** When nothing more happens to the order. */
  public Instant end() {
    return shipped == null || shipped.isBefore(issued) ? issued : shipped;
  }
}
