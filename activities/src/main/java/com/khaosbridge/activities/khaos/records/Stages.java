package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.Setting;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the ERP's invoice stages mean at one site. Stage numbers are only ever looked up in these
 * sets, never compared: their order is the site's own. Defaults: the stage table of Khaos' own
 * Magento module; a set that configuration leaves out (null) is its default.
 *
 * @param finalised the invoice's money is final
 * @param cancelled the shipment was cancelled
 * @param known all stages that may occur; any other makes its order a problem
 * @param warehouse the order is being worked on, so it is polled first
 * @param held the order waits for a date, stock, terms or a person, so it is polled rarely
 */
public record Stages(
    Set<Integer> finalised,
    Set<Integer> cancelled,
    Set<Integer> known,
    Set<Integer> warehouse,
    Set<Integer> held) {

  /** The stages of an installation that renamed none. */
  public static final Stages DEFAULT =
      new Stages(
          Set.of(70, 71, 72, 73),
          Set.of(1),
          Set.of(1, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 70, 71, 72, 73),
          Set.of(9, 10, 11, 12, 13, 14, 15, 16, 20),
          Set.of(17, 18, 19, 21));

  public Stages {
    finalised = Set.copyOf(finalised == null ? DEFAULT.finalised : finalised);
    cancelled = Set.copyOf(cancelled == null ? DEFAULT.cancelled : cancelled);
    known = Set.copyOf(known == null ? DEFAULT.known : known);
    warehouse = Set.copyOf(warehouse == null ? DEFAULT.warehouse : warehouse);
    held = Set.copyOf(held == null ? DEFAULT.held : held);
    Setting.require(
        !finalised.isEmpty(),
        "khaos.stages.finalised",
        "an empty set",
        "Name the stages in which an invoice's money is final, by default 70 to 73.");
    requireKnown(finalised, known, "khaos.stages.finalised");
    requireKnown(cancelled, known, "khaos.stages.cancelled");
    requireKnown(warehouse, known, "khaos.stages.warehouse");
    requireKnown(held, known, "khaos.stages.held");
    Setting.requireDisjoint(
        finalised, cancelled, "khaos.stages.finalised", "khaos.stages.cancelled");
    Setting.requireDisjoint(warehouse, held, "khaos.stages.warehouse", "khaos.stages.held");
  }

  private static void requireKnown(Set<Integer> stages, Set<Integer> known, String name) {
    Set<Integer> strangers = new TreeSet<>(stages);
    strangers.removeAll(known);
    Setting.require(
        strangers.isEmpty(),
        name,
        "has " + strangers + ", not in khaos.stages.known",
        "Add the stages there, or take them out here.");
  }
}
