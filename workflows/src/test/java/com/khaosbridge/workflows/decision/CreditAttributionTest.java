package com.khaosbridge.workflows.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.decision.CreditAttribution.CreditedLine;
import com.khaosbridge.workflows.decision.CreditAttribution.Part;
import com.khaosbridge.workflows.decision.CreditAttribution.Step;
import com.khaosbridge.workflows.decision.SoldOrder.SoldLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreditAttributionTest {

  @Test
  void anItemGoesBackToTheNewestEarlierLineThatHasSomethingLeft() {
    List<Part> parts =
        CreditAttribution.attribute(
            List.of(line(1, "MUG", 3, "6.00")),
            List.of(
                order("NEWEST", "10.00", sold(1, "PLATE", 5)),
                order("NEWER", "4.00", sold(7, "MUG", 2)),
                order("OLD", "20.00", sold(1, "MUG", 10))),
            null);

    assertThat(parts)
        .containsExactly(
            part(1, "MUG", "NEWER", 7, "2", "4", Step.SAME_ITEM),
            part(1, "MUG", "OLD", 1, "1", "2.00", Step.SAME_ITEM));
    assertThat(CreditAttribution.unallocated(parts)).isEqualByComparingTo("0");
  }

  @Test
  void anItemThatNobodyBoughtTakesValueOfTheNewestEarlierOrders() {
    List<Part> parts =
        CreditAttribution.attribute(
            List.of(line(1, "Discount", 1, "12.50")),
            List.of(order("NEW", "10.00", sold(1, "MUG", 5)), order("OLD", "20.00")),
            null);

    assertThat(parts)
        .containsExactly(
            part(1, "Discount", "NEW", null, "1", "10.00", Step.EARLIER_ORDER),
            part(1, "Discount", "OLD", null, "0", "2.50", Step.EARLIER_ORDER));
  }

  @Test
  void theNamedOrderComesFirstWhateverWasBoughtLater() {
    List<Part> parts =
        CreditAttribution.attribute(
            List.of(line(1, "MUG", 1, "2.00"), line(2, "Goodwill", 1, "1.00")),
            List.of(
                order("NEW", "10.00", sold(1, "MUG", 5)), order("OLD", "20.00", sold(4, "MUG", 5))),
            "OLD");

    assertThat(parts)
        .containsExactly(
            part(1, "MUG", "OLD", 4, "1", "2.00", Step.NAMED_ORDER),
            part(2, "Goodwill", "OLD", null, "1", "1.00", Step.NAMED_ORDER));
  }

  @Test
  void whatIsMoreThanTheOrderWasWorthIsUnallocated() {
    List<Part> parts =
        CreditAttribution.attribute(
            List.of(line(1, "MUG", 1, "25.00")),
            List.of(order("ONE", "20.00", sold(1, "MUG", 1))),
            null);

    assertThat(parts)
        .containsExactly(
            part(1, "MUG", "ONE", 1, "1", "20.00", Step.SAME_ITEM),
            part(1, "MUG", null, null, "0", "5.00", Step.UNALLOCATED));
  }

  @Test
  void whatANoteChargesIsTakenOffWhatItCredits() {
    List<Part> parts =
        CreditAttribution.attribute(
            List.of(line(1, "Goodwill", 1, "10.00"), line(2, "Restocking", 1, "-4.00")),
            List.of(order("ONE", "20.00")),
            null);

    assertThat(parts).extracting(Part::exVat).containsExactly(new BigDecimal("6.00"));
    assertThat(CreditAttribution.unallocated(parts)).isEqualByComparingTo("0");
  }

  @Test
  void whoNeverBoughtHasAnUnallocatedCredit() {
    List<Part> parts =
        CreditAttribution.attribute(List.of(line(1, "MUG", 1, "2.00")), List.of(), null);

    assertThat(parts).containsExactly(part(1, "MUG", null, null, "1", "2.00", Step.UNALLOCATED));
  }

  @Test
  void nothingIsLostOrInventedAndNoOrderFallsBelowZero() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      List<SoldOrder> orders = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        orders.add(
            order(
                "SO" + i,
                random.nextInt(5000) / 100.0 + "",
                sold(1, "A", 1 + random.nextInt(3)),
                sold(2, "B", 1 + random.nextInt(3))));
      }
      List<CreditedLine> note = new ArrayList<>();
      BigDecimal credited = BigDecimal.ZERO;
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        BigDecimal exVat = BigDecimal.valueOf(random.nextInt(3000) - 300, 2);
        String item = random.nextBoolean() ? "A" : random.nextBoolean() ? "B" : "C";
        note.add(new CreditedLine(i, item, BigDecimal.valueOf(1 + random.nextInt(5)), exVat));
        credited = credited.add(exVat);
      }
      String named = orders.isEmpty() || random.nextBoolean() ? null : orders.get(0).code();

      List<Part> parts = CreditAttribution.attribute(note, orders, named);

      BigDecimal told = parts.stream().map(Part::exVat).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(told).isEqualByComparingTo(credited);
      assertThat(orders).allSatisfy(order -> assertThat(order.left().signum()).isNotNegative());
      assertThat(parts)
          .filteredOn(part -> part.orderCode() != null)
          .allSatisfy(part -> assertThat(part.exVat().signum()).isNotNegative());
      for (CreditedLine line : note) {
        BigDecimal pieces =
            parts.stream()
                .filter(part -> part.creditLine() == line.ordinal())
                .map(Part::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(pieces).isLessThanOrEqualTo(line.quantity());
      }
    }
  }

  @Test
  void aNoteThatChargesMoreThanItCreditsOwesTheRest() {
    List<Part> parts =
        CreditAttribution.attribute(
            List.of(line(1, "MUG", 1, "1.00"), line(2, "Restocking", 1, "-4.00")),
            List.of(order("ONE", "20.00")),
            null);

    assertThat(parts)
        .containsExactly(part(2, "Restocking", null, null, "-1", "-3.00", Step.UNALLOCATED));
  }

  private static CreditedLine line(int ordinal, String item, int quantity, String exVat) {
    return new CreditedLine(ordinal, item, BigDecimal.valueOf(quantity), new BigDecimal(exVat));
  }

  private static SoldLine sold(int ordinal, String item, int left) {
    return new SoldLine(ordinal, item, BigDecimal.valueOf(left));
  }

  private static SoldOrder order(String code, String left, SoldLine... lines) {
    return new SoldOrder(code, new BigDecimal(left), List.of(lines));
  }

  private static Part part(
      int creditLine,
      String item,
      @Nullable String order,
      @Nullable Integer orderLine,
      String quantity,
      String exVat,
      Step step) {
    return new Part(
        creditLine, item, order, orderLine, new BigDecimal(quantity), new BigDecimal(exVat), step);
  }
}
