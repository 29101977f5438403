package com.khaosbridge.sandbox.credits;

import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.Merge;
import com.khaosbridge.sandbox.retail.Ownership;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whose the credit notes are, by the keys of the ERP's database. Thread-safe. */
public final class Owners {
  private final Ownership ownership;
  private final Customers customers;

  public Owners(Ownership ownership, Customers customers) {
    this.ownership = ownership;
    this.customers = customers;
  }

  /** Null for a guest. */
  @Nullable Owner of(Document document) {
    String number = ownership.customerOf(document);
    return number == null ? null : owner(number);
  }

  /** Whose a document is without any merge, null for a guest. */
  @Nullable Owner firstOf(Document document) {
    String number = ownership.firstCustomerOf(document);
    return number == null ? null : owner(number);
  }

  /** The owners of the documents of all those who were merged or have another URN. */
  Map<String, Owner> changed() {
    Map<String, Owner> owners = new TreeMap<>();
    for (String number : customers.withOtherIdentity()) {
      owners.put(companyId(number), owner(ownership.successorOf(number)));
    }
    return owners;
  }

  List<Merge> merges() {
    return ownership.merges();
  }

  private Owner owner(String number) {
    return new Owner(companyId(number), customers.urnOf(number));
  }

  static String companyId(String number) {
    return Long.toString(Customer.companyId(number));
  }
}
