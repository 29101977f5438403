package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.retail.Customer;

/** The data protection flags of this installation; every installation has its own. */
enum MailingStatus {
  OUR_USE_ONLY(Customer.OUR_USE_ONLY, "Our use only"),
  NO_THIRD_PARTIES(Customer.NO_THIRD_PARTIES, "Our use, no third parties"),
  ANY_THIRD_PARTY(Customer.ANY_THIRD_PARTY, "Any third party"),
  NO_CONTACT(Customer.NO_CONTACT, "No contact");

  private final int id;
  private final String description;

  MailingStatus(int id, String description) {
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
