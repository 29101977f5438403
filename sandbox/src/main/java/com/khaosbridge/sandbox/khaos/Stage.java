package com.khaosbridge.sandbox.khaos;

/** The stages of an invoice that orders of the sandbox go through. */
enum Stage {
  PICKING(12, "Picking"),
  SHIPPING(14, "Shipping"),
  INVOICING(15, "Invoice Print"),
  ISSUED(70, "Issued");

  private final int id;
  private final String description;

  Stage(int id, String description) {
    this.id = id;
    this.description = description;
  }

  int id() {
    return id;
  }

  String description() {
    return description;
  }
}
