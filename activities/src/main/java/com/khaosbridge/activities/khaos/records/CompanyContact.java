package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.XmlNode;
import org.jspecify.annotations.Nullable;

/** A contact of a customer, at its address. Holds personal data. */
record CompanyContact(XmlNode contact, XmlNode address) {

  boolean visible() {
    return !hidden() && !held();
  }

  boolean hidden() {
    return ErpFlag.unlessNo(contact.value("HIDE_CONTACT"))
        || ErpFlag.unlessNo(address.value("HIDE_ADDRESS"));
  }

  boolean held() {
    return ErpFlag.unlessNo(contact.value("HOLD_DATA"))
        || ErpFlag.unlessNo(address.value("HOLD_DATA"));
  }

  boolean preferredForInvoices() {
    return ErpFlag.ifYes(contact.value("IS_PREFERRED_INVOICE"));
  }

  boolean preferred() {
    return ErpFlag.ifYes(contact.value("IS_PREFERRED"));
  }

  /** Whoever only takes parcels: the recipient of a gift must never hear about the order. */
  boolean forDeliveryOnly() {
    return ErpFlag.ifYes(contact.value("IS_PREFERRED_DELIVERY"))
        && !preferred()
        && !preferredForInvoices();
  }

  @Nullable String email() {
    return contact.text("EMAIL");
  }

  @Override
  public String toString() {
    return "CompanyContact";
  }
}
