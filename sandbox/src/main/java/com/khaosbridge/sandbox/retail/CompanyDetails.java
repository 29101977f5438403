package com.khaosbridge.sandbox.retail;

/**
 * What the ERP holds of a customer that the shop invents nothing about: the same for all until a
 * clerk changes it.
 *
 * @param mailingFlag the contact's data protection flag
 * @param hold whether the record is held by data protection
 * @param hide whether the record is inactive
 * @param supplier whether it is a supplier, who share the customers' table
 * @param companyClass the class's name
 * @param anonymised whether all that was personal was replaced
 */
public record CompanyDetails(
    int mailingFlag,
    boolean hold,
    boolean hide,
    boolean supplier,
    String postcode,
    String companyClass,
    boolean anonymised) {

  /** Of a customer whom no clerk has changed. */
  static final CompanyDetails STANDARD =
      new CompanyDetails(Customer.OUR_USE_ONLY, false, false, false, "ZZ9 9ZZ", "Retail", false);

  /** Whether a clerk has changed any of it. */
  public boolean standard() {
    return equals(STANDARD);
  }
}
