package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.Setting;
import java.util.Set;

/**
 * What proves that a shipment left the warehouse. Being finalised never does: the two are
 * independent facts.
 *
 * @param stages with {@link Evidence#CONSIGNMENT_OR_STAGE}, the stages behind shipping. A stage
 *     that an invoice passed between two polls isn't seen
 */
public record DespatchRule(Evidence evidence, Set<Integer> stages) {

  /** The kinds of evidence. */
  public enum Evidence {
    /** A consignment with a reference. */
    CONSIGNMENT,
    /** A consignment with a reference, or one of the configured stages. */
    CONSIGNMENT_OR_STAGE
  }

  /** A consignment reference and nothing else. */
  public static final DespatchRule DEFAULT = new DespatchRule(Evidence.CONSIGNMENT, Set.of());

  public DespatchRule {
    evidence = evidence == null ? Evidence.CONSIGNMENT : evidence;
    stages = stages == null ? Set.of() : Set.copyOf(stages);
    boolean byStage = evidence == Evidence.CONSIGNMENT_OR_STAGE;
    Setting.require(
        byStage != stages.isEmpty(),
        "khaos.despatch.stages",
        stages.isEmpty() ? "an empty set" : stages.size() + " stages without effect",
        byStage
            ? "Name the stages behind shipping at this site, e.g. 16."
            : "Empty it, or set khaos.despatch.evidence to CONSIGNMENT_OR_STAGE.");
  }

  boolean despatched(boolean consigned, int stage) {
    return consigned || stages.contains(stage);
  }
}
