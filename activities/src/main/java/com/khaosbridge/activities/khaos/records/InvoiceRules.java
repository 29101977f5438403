package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.Setting;

/** What an invoice's stage means at one site, and what proves that its shipment left. */
public record InvoiceRules(Stages stages, DespatchRule despatch) {

  /** The usual stages, and a consignment as evidence. */
  public static final InvoiceRules DEFAULT = new InvoiceRules(Stages.DEFAULT, DespatchRule.DEFAULT);

  public InvoiceRules {
    Setting.requireDisjoint(
        despatch.stages(), stages.finalised(), "khaos.despatch.stages", "khaos.stages.finalised");
    Setting.requireDisjoint(
        despatch.stages(), stages.cancelled(), "khaos.despatch.stages", "khaos.stages.cancelled");
    Setting.require(
        stages.known().containsAll(despatch.stages()),
        "khaos.despatch.stages",
        "has stages that are not in khaos.stages.known",
        "Add them there, or take them out here.");
  }
}
