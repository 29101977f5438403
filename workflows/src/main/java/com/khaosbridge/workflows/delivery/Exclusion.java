package com.khaosbridge.workflows.delivery;

/**
 * An exclusion with what else is to be said of it.
 *
 * @param detail e.g. the reason that a person gave; empty if the reason says it all
 */
public record Exclusion(ExclusionReason reason, String detail) {
  public static Exclusion of(ExclusionReason reason) {
    return new Exclusion(reason, "");
  }

  /** As people read it. */
  public String words() {
    return detail.isEmpty() ? reason.words() : reason.words() + ": " + detail;
  }
}
