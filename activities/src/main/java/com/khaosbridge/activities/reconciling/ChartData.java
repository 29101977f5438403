package com.khaosbridge.activities.reconciling;

import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Day;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import com.khaosbridge.workflows.reconciliation.Sums;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The days of some places, as a page's script reads them. Amounts are decimal text.
 *
 * @param unit of all amounts
 */
record ChartData(String unit, List<Place> places) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A place.
   *
   * @param left what the expected is called
   * @param right what is there is called
   * @param there null if it can't be read, as the difference then is
   */
  record Place(
      String place,
      String left,
      String right,
      List<String> days,
      Money expected,
      @Nullable Money there,
      @Nullable List<String> difference) {

    static Place of(Side side) {
      SideNames names = SideNames.of(side);
      List<Day> days = side.days();
      boolean readable = side.ordersReadable();
      return new Place(
          side.place(),
          readable ? names.left() : "accepted",
          names.right(),
          days.stream().map(day -> day.day().toString()).toList(),
          Money.of(days, Day::expected),
          readable ? Money.of(days, Day::there) : null,
          readable ? texts(days, Day::difference) : null);
    }
  }

  /** Of each day. */
  record Money(List<String> gross, List<String> credits, List<String> afterCredits) {
    static Money of(List<Day> days, Function<Day, Sums> side) {
      return new Money(
          texts(days, side.andThen(Sums::gross)),
          texts(days, side.andThen(Sums::credits)),
          texts(days, side.andThen(Sums::afterCredits)));
    }
  }

  private static List<String> texts(List<Day> days, Function<Day, BigDecimal> amount) {
    return days.stream().map(amount).map(BigDecimal::toPlainString).toList();
  }

  /** As JSON that can stand in a script element: nothing in it ends that. */
  String json() {
    return JSON.writeValueAsString(this).replace("<", "\\u003c");
  }
}
