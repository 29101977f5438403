package com.khaosbridge.workflows.reconciliation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a reconciliation found. Holds no personal data.
 *
 * @param at when it began
 * @param from first business date of the orders, null for all
 * @param to last business date, null for all
 * @param sides the ledger against the ERP, and each destination against the ledger
 */
public record ReconciliationReport(
    String source, Instant at, @Nullable LocalDate from, @Nullable LocalDate to, List<Side> sides) {
  public ReconciliationReport {
    sides = List.copyOf(sides);
  }

  /**
   * One place against what should be there.
   *
   * @param place a destination's name, or {@link Difference#LEDGER}
   * @param notes what can't be compared, in words
   * @param ordersReadable whether orders could be compared at all
   * @param expected what should be there
   * @param there what is there, of all that should be
   * @param nativeContacts contacts that are no persons of ours
   * @param foreignOrders records of others' contacts
   * @param pending records that are in flight or held, and so may be missing or older
   * @param excluded records that are excluded or were never owed
   * @param days only days with an order on either side
   * @param persons only persons whose money differs
   */
  public record Side(
      String place,
      List<String> notes,
      boolean ordersReadable,
      Sums expected,
      Sums there,
      long nativeContacts,
      long foreignOrders,
      long pending,
      long excluded,
      List<Day> days,
      List<PersonMoney> persons,
      List<Difference> differences) {
    public Side {
      notes = List.copyOf(notes);
      days = List.copyOf(days);
      persons = List.copyOf(persons);
      differences = List.copyOf(differences);
    }

    /** How many differences there are of each class, and their money. */
    public Map<DifferenceClass, Tally> byClass() {
      Map<DifferenceClass, Tally> tallies = new TreeMap<>();
      for (Difference difference : differences) {
        tallies.merge(
            difference.type(),
            new Tally(1, difference.repairable() ? 1 : 0, difference.amount()),
            Tally::plus);
      }
      return tallies;
    }
  }

  /**
   * Differences of one class.
   *
   * @param repairable how many of them writing anew would end
   */
  public record Tally(long count, long repairable, BigDecimal amount) {
    Tally plus(Tally more) {
      return new Tally(count + more.count, repairable + more.repairable, amount.add(more.amount));
    }
  }

  /** The orders of one business date. */
  public record Day(LocalDate day, Sums expected, Sums there) {
    /** What there is too much of, after credits; negative if money is missing. */
    public BigDecimal difference() {
      return there.afterCredits().subtract(expected.afterCredits());
    }
  }

  /** A person's money after credits, exVat. */
  public record PersonMoney(String person, BigDecimal expected, BigDecimal there) {}

  /** How many differences there are in all. */
  public long differences() {
    return sides.stream().mapToLong(side -> side.differences().size()).sum();
  }
}
