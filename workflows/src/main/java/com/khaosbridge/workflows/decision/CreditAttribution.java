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
  private final List<Rest> rests = new ArrayList<>();
  private final List<Rest> charges = new ArrayList<>();

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
   * What a credit note takes back of one order, or could take back of none.
   *
   * @param item the credited SKU, or {@link #DELIVERY}
   * @param orderCode null if no order was found
   * @param orderLine the order's line, null if only value was found
   * @param quantity how many; of a line whose value comes from several orders, the first has all
   *     that found no line of its own
   * @param exVat negative for what the note charges
   */
  public record Part(
      int creditLine,
      String item,
      @Nullable String orderCode,
      @Nullable Integer orderLine,
      BigDecimal quantity,
      BigDecimal exVat,
      Step step) {}

  /** By which rule a part found its order. */
  public enum Step {
    NAMED_ORDER,
    SAME_ITEM,
    EARLIER_ORDER,
    /** By none. */
    UNALLOCATED
  }

  /** What of a line found no line of an order. */
  private static final class Rest {
    private final CreditedLine line;
    private BigDecimal quantity;
    private BigDecimal exVat;

    Rest(CreditedLine line, BigDecimal quantity) {
      this.line = line;
      this.quantity = quantity;
      this.exVat = line.exVat();
    }
  }

  /**
   * Attributes a note.
   *
   * @param orders the person's orders that were placed before the note, the newest first; what is
   *     taken back is taken off them
   * @param named the code of the order that the note names, null if it names none; it must be among
   *     the orders
   */
  public static List<Part> attribute(
      List<CreditedLine> note, List<SoldOrder> orders, @Nullable String named) {
    CreditAttribution attribution = new CreditAttribution(orders);
    for (CreditedLine line : note) {
      attribution.place(line, named);
    }
    attribution.takeOffCharges();
    attribution.placeRests();
    return List.copyOf(attribution.parts);
  }

  /** What of these parts found no order; negative if the note charges more than it credits. */
  public static BigDecimal unallocated(List<Part> parts) {
    return parts.stream()
        .filter(part -> part.orderCode() == null)
        .map(Part::exVat)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void place(CreditedLine line, @Nullable String named) {
    if (line.exVat().signum() < 0 || line.quantity().signum() < 0) {
      // What a note charges has no line to go back to.
      charges.add(new Rest(line, line.quantity().abs().negate()));
      return;
    }
    Rest rest = new Rest(line, line.quantity());
    BigDecimal priced = line.exVat();
    for (SoldOrder order : orders) {
      boolean isNamed = order.code().equals(named);
      if (named != null && !isNamed) {
        continue;
      }
      for (SoldOrder.SoldLine sold : order.lines()) {
        if (rest.quantity.signum() == 0 || !sold.hasLeft(line.item())) {
          continue;
        }
        BigDecimal taken = rest.quantity.min(sold.left());
        BigDecimal price = taken.compareTo(rest.quantity) == 0 ? priced : proportion(line, taken);
        BigDecimal value = order.atMost(price);
        sold.takeBack(taken);
        order.takeBack(value);
        rest.quantity = rest.quantity.subtract(taken);
        rest.exVat = rest.exVat.subtract(value);
        priced = priced.subtract(price);
        parts.add(
            new Part(
                line.ordinal(),
                line.item(),
                order.code(),
                sold.ordinal(),
                taken,
                value,
                isNamed ? Step.NAMED_ORDER : Step.SAME_ITEM));
      }
      if (isNamed) {
        takeValue(rest, order, Step.NAMED_ORDER);
      }
    }
    rests.add(rest);
  }

  /** The price of one may have endless decimals; whoever takes the last of a line gets the rest. */
  private static BigDecimal proportion(CreditedLine line, BigDecimal taken) {
    return line.exVat()
        .multiply(taken)
        .divide(line.quantity(), line.exVat().scale() + MORE_DECIMALS, RoundingMode.DOWN)
        .stripTrailingZeros();
  }

  private void takeOffCharges() {
    for (Rest charge : charges) {
      for (Rest rest : rests) {
        BigDecimal off = rest.exVat.min(charge.exVat.negate()).max(BigDecimal.ZERO);
        rest.exVat = rest.exVat.subtract(off);
        charge.exVat = charge.exVat.add(off);
      }
    }
  }

  private void placeRests() {
    for (Rest rest : rests) {
      for (SoldOrder order : orders) {
        takeValue(rest, order, Step.EARLIER_ORDER);
      }
    }
    rests.addAll(charges);
    for (Rest rest : rests) {
      if (rest.exVat.signum() != 0) {
        add(rest, null, rest.exVat, Step.UNALLOCATED);
      }
    }
  }

  private void takeValue(Rest rest, SoldOrder order, Step step) {
    BigDecimal value = order.atMost(rest.exVat);
    if (value.signum() > 0) {
      order.takeBack(value);
      add(rest, order.code(), value, step);
    }
  }

  private void add(Rest rest, @Nullable String orderCode, BigDecimal value, Step step) {
    CreditedLine line = rest.line;
    parts.add(new Part(line.ordinal(), line.item(), orderCode, null, rest.quantity, value, step));
    rest.quantity = BigDecimal.ZERO;
    rest.exVat = rest.exVat.subtract(value);
  }
}
