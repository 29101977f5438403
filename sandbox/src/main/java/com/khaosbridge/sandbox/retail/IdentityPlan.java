package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.retail.PlannedAct.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which customers become others in the scenario {@code identity}, and when. */
final class IdentityPlan {
  static final double GUEST = 0.02;

  private static final double MERGE = 0.06;
  private static final double EMAIL_SWAP = 0.01;
  private static final double EMAIL_CHANGE = 0.03;
  private static final double EMAIL_REMOVED = 0.01;
  private static final double FLIP = 0.05;
  private static final double OWN_OUT = 0.05;
  private static final double COMPLAINT = 0.005;
  private static final double ANONYMISE_WITH_URN = 0.005;
  private static final double ANONYMISE = 0.01;
  private static final double SILENT_OUT = 0.01;
  private static final double SILENT_EMAIL = 0.015;
  private static final double SILENT = 0.02;
  private static final List<String> DESTINATIONS = List.of("emarsys", "dotdigital");

  /** What somebody did in the second in which they are gone, no reader of the ERP could see. */
  private static final Duration BEFORE_MERGE = Duration.ofHours(24);

  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  private final Invention invention;
  private final Instant start;
  private final long spanSeconds;
  private final List<PlannedAct> acts = new ArrayList<>();

  /** Those whom the list of changed customers is to show. */
  private final Set<String> shown = new HashSet<>();

  private int ownOuts;
  private int complaints;

  private IdentityPlan(Invention invention, Instant start, int liveDays) {
    this.invention = invention;
    this.start = start;
    this.spanSeconds = liveDays * DAY_SECONDS * 2 / 3;
  }

  /**
   * All acts, by time; of the same time, by kind and then number.
   *
   * @param customers the file's, by number
   */
  static List<PlannedAct> of(
      List<String> customers,
      SecondNumbers guests,
      Invention invention,
      Instant start,
      int liveDays) {
    if (liveDays == 0) {
      return List.of();
    }
    IdentityPlan plan = new IdentityPlan(invention, start, liveDays);
    for (int i = 0; i < customers.size(); i++) {
      String next = i + 1 < customers.size() ? customers.get(i + 1) : null;
      plan.inErp(
          customers.get(i),
          next,
          guests.secondOf(customers.get(i)),
          next != null && guests.secondOf(next) != null);
      plan.atDestinations(customers.get(i));
    }
    customers.forEach(plan::silently);
    plan.acts.add(new PlannedAct(Kind.HALF_LIST, "", null, start.plus(Duration.ofHours(12))));
    plan.acts.add(new PlannedAct(Kind.EMPTY_LIST, "", null, start.plus(Duration.ofHours(36))));
    // Sorting is stable: what is equal stays in the order of the numbers.
    plan.acts.sort(Comparator.comparing(PlannedAct::at).thenComparing(PlannedAct::kind));
    return List.copyOf(plan.acts);
  }

  /**
   * Who has a guest does not take part in a swap of another: three would have been one person, and
   * then be two.
   */
  private void inErp(
      String n, @Nullable String next, @Nullable String guest, boolean nextHasGuest) {
    double email = invention.u("emailChange", n);
    if (email < EMAIL_SWAP && next != null && !nextHasGuest) {
      show(Kind.EMAIL_SWAP, n, next);
      shown.add(next);
    } else if (email >= EMAIL_SWAP && email < EMAIL_CHANGE) {
      show(Kind.EMAIL_CHANGE, n, null);
    }
    if (invention.u("emailRemoved", n) < EMAIL_REMOVED) {
      show(Kind.EMAIL_REMOVED, n, null);
    }
    if (guest != null) {
      show(Kind.GUEST_KNOWN, n, guest);
    }
    if (invention.u("flip", n) < FLIP) {
      show(Kind.FLIP, n, null);
    }
    double anonymise = invention.u("anonymise", n);
    if (anonymise < ANONYMISE_WITH_URN) {
      show(Kind.ANONYMISE_WITH_URN, n, "ANON" + n);
    } else if (anonymise < ANONYMISE) {
      show(Kind.ANONYMISE, n, null);
    }
    if (invention.u("merge", n) < MERGE && next != null) {
      shown.add(n);
      shown.add(next);
      acts.add(new PlannedAct(Kind.MERGE, n, next, at(n).plus(BEFORE_MERGE)));
    }
  }

  private void atDestinations(String n) {
    if (invention.u("ownOut", n) < OWN_OUT) {
      plan(Kind.OPT_OUT, n, DESTINATIONS.get(ownOuts % 2));
      ownOuts++;
    }
    if (invention.u("complaint", n) < COMPLAINT) {
      plan(Kind.COMPLAINT, n, DESTINATIONS.get(complaints % 2));
      complaints++;
    }
  }

  /** Not where another act would bring it to light. */
  private void silently(String n) {
    double silent = invention.u("silent", n);
    if (silent >= SILENT || shown.contains(n)) {
      return;
    }
    Kind other = silent < SILENT_EMAIL ? Kind.SILENT_EMAIL : Kind.SILENT_NAME;
    plan(silent < SILENT_OUT ? Kind.SILENT_OPT_OUT : other, n, null);
  }

  private void show(Kind kind, String n, @Nullable String other) {
    shown.add(n);
    plan(kind, n, other);
  }

  private void plan(Kind kind, String n, @Nullable String other) {
    acts.add(new PlannedAct(kind, n, other, at(n)));
  }

  private Instant at(String n) {
    return start.plusSeconds(invention.seconds("actAt", n, spanSeconds));
  }
}
