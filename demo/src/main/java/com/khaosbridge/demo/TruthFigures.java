package com.khaosbridge.demo;

import com.khaosbridge.activities.ledger.reports.RunFigures;
import com.khaosbridge.workflows.delivery.CaseType;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What comes of comparing each destination with the ERP's truth. */
final class TruthFigures {
  private static final String IDENTITY = "identity";
  private static final int SHOWN_DIFFERENCES = 10;

  private final Truth truth;
  private final RunFigures ledger;
  private final Map<String, Side> sides;

  TruthFigures(Truth truth, RunFigures ledger, Map<String, Side> sides) {
    this.truth = truth;
    this.ledger = ledger;
    this.sides = new LinkedHashMap<>(sides);
  }

  /** The figures that only this scenario has, by name, in blocks by name. */
  Map<String, Map<String, Long>> ofScenario(String scenario, Map<String, ContactsBefore> before) {
    return switch (scenario) {
      case "retailer" -> Map.of("retailer", retailer(before));
      case IDENTITY -> identity();
      default -> Map.of();
    };
  }

  private Map<String, Long> retailer(Map<String, ContactsBefore> before) {
    RetailerFigures retailer = new RetailerFigures(truth);
    sides.forEach(
        (name, side) ->
            retailer.add(
                side.there().contactsThere(),
                Objects.requireNonNull(before.get(name)),
                ledger.heldConsents(name).size()));
    return retailer.byName();
  }

  private Map<String, Map<String, Long>> identity() {
    MergeFigures merges =
        new MergeFigures(
            truth,
            ledger.openCases(CaseType.CUSTOMER_VANISHED)
                + ledger.openCases(CaseType.MERGE_QUESTION));
    ConsentFigures consent = new ConsentFigures(truth);
    sides.forEach(
        (name, side) -> {
          consent.add(name, side.there(), ledger.heldConsents(name));
          if (name.equals(QuickStart.DOTDIGITAL)) {
            merges.addWithRecords(side.there(), ledger.heldKeys(name));
          } else {
            merges.addWithRows(side.there());
          }
        });
    Map<String, Map<String, Long>> blocks = new LinkedHashMap<>();
    blocks.put("merges", merges.byName());
    blocks.put("consent", consent.byName());
    return blocks;
  }

  /** Says all differences; true if there is none. */
  boolean audit(PrintStream out) {
    TruthAudit audit = new TruthAudit(truth);
    long found = 0;
    for (Map.Entry<String, Side> side : sides.entrySet()) {
      String name = side.getKey();
      List<String> differences =
          audit.differences(
              side.getValue().there().account(),
              ledger.heldKeys(name),
              ledger.heldConsents(name),
              name.equals(QuickStart.EMARSYS),
              name.equals(QuickStart.DOTDIGITAL));
      found += differences.size();
      differences.stream()
          .limit(SHOWN_DIFFERENCES)
          .forEach(difference -> out.println("  " + name + ": " + difference));
    }
    out.println("Audit against the ERP's truth: " + found + " differences.");
    return found == 0;
  }
}
