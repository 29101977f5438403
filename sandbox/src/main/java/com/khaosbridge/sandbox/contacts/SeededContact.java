package com.khaosbridge.sandbox.contacts;

/** A contact that was there before any client came, without any client's ids. */
public record SeededContact(String email, GivenConsent consent, Kind kind) {

  /** Whose it is. */
  public enum Kind {
    /** A customer's of the ERP. */
    ADOPTABLE("adoptable"),
    /** Of somebody whom the ERP does not know. */
    NATIVE("native");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As the state names it. */
    public String label() {
      return label;
    }
  }
}
