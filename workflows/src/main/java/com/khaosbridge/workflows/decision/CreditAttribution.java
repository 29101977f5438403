package com.khaosbridge.workflows.decision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which orders a credit note takes back. The order that it names, if it names one; else, line by
 * line, the newest earlier line of the same item that has something left; else the newest earlier
 * order that has value left. No order falls below zero; what finds no order is the person's
 * unallocated credit. Pure: the same note and orders always give the same.
 */
public final class CreditAttribution {
  /** The item that stands for the delivery charge of an order. */
  public static final String DELIVERY = "";

  /** The order line that stands for its delivery charge. */
  public static final int DELIVERY_LINE = 0;

  private static final int MORE_DECIMALS = 6;

  private final List<SoldOrder> orders;
  private final List<Part> parts = new ArrayList<>();
  private BigDecimal rest = BigDecimal.ZERO;

  private CreditAttribution(List<SoldOrder> orders) {
    this.orders = orders;
  }

  /**
   * A line of a credit note.
   *
   * @param item the SKU, or {@link #DELIVERY}
   * @param exVat what is credited for it; negative where the note charges something
   */
  public record CreditedLine(int ordinal, String item, BigDecimal quantity, BigDecimal exVat) {}

  /**
   * What a credit note takes back of one order.
   *
   * @param orderLine the order's line, null if only value was found
   * @param quantity how many of that line; zero if only value was found
   */
  public record Part(
      int creditLine,
      String orderCode,
      @Nullable Integer orderLine,
      BigDecimal quantity,
      BigDecimal exVat,
      Step step) {}

  /** By which rule a part found its order. */
  public enum Step {
    NAMED_ORDER,
    SAME_ITEM,
    EARLIER_ORDER
  }

  /**
   * @param unallocated what found no order; negative if the note charges more than it credits
   */
  public record Result(List<Part> parts, BigDecimal unallocated) {}

  /**
   * Attributes a note.
   *
   * @param orders the person's orders that were placed before the note, the newest first; what is
   *     taken back is taken off them
   * @param named the code of the order that the note names, null if it names none; it must be among
   *     the orders
   */
  public static Result attribute(
      List<CreditedLine> note, List<SoldOrder> orders, @Nullable String named) {
    CreditAttribution attribution = new CreditAttribution(orders);
    for (CreditedLine line : note) {
      attribution.place(line, named);
    }
    attribution.placeRest(note.isEmpty() ? 0 : note.get(0).ordinal());
    return new Result(List.copyOf(attribution.parts), attribution.rest);
  }

  private void place(CreditedLine line, @Nullable String named) {
    if (line.exVat().signum() < 0 || line.quantity().signum() < 0) {
      // What a note charges has no line to go back to.
      rest = rest.add(line.exVat());
      return;
    }
    BigDecimal exVat = line.exVat();
    BigDecimal quantity = line.quantity();
    BigDecimal priced = line.exVat();
    for (SoldOrder order : orders) {
      boolean isNamed = order.code().equals(named);
      if (named != null && !isNamed) {
        continue;
      }
      for (SoldOrder.SoldLine sold : order.lines()) {
        if (quantity.signum() == 0 || !sold.hasLeft(line.item())) {
          continue;
        }
        BigDecimal taken = quantity.min(sold.left());
        BigDecimal price = taken.compareTo(quantity) == 0 ? priced : proportion(line, taken);
        BigDecimal value = order.atMost(price);
        sold.takeBack(taken);
        order.takeBack(value);
        quantity = quantity.subtract(taken);
        priced = priced.subtract(price);
        exVat = exVat.subtract(value);
        parts.add(
            new Part(
                line.ordinal(),
                order.code(),
                sold.ordinal(),
                taken,
                value,
                isNamed ? Step.NAMED_ORDER : Step.SAME_ITEM));
      }
      if (isNamed && order.atMost(exVat).signum() > 0) {
        exVat = exVat.subtract(value(line.ordinal(), order, exVat, Step.NAMED_ORDER));
      }
    }
    rest = rest.add(exVat);
  }

  /** The price of one may have endless decimals; whoever takes the last of a line gets the rest. */
  private static BigDecimal proportion(CreditedLine line, BigDecimal taken) {
    return line.exVat()
        .multiply(taken)
        .divide(line.quantity(), line.exVat().scale() + MORE_DECIMALS, RoundingMode.DOWN)
        .stripTrailingZeros();
  }

  private void placeRest(int firstLine) {
    for (SoldOrder order : orders) {
      if (rest.signum() <= 0) {
        return;
      }
      if (order.left().signum() > 0) {
        rest = rest.subtract(value(firstLine, order, rest, Step.EARLIER_ORDER));
      }
    }
  }

  private BigDecimal value(int line, SoldOrder order, BigDecimal wanted, Step step) {
    BigDecimal value = order.atMost(wanted);
    order.takeBack(value);
    parts.add(new Part(line, order.code(), null, BigDecimal.ZERO, value, step));
    return value;
  }
}
