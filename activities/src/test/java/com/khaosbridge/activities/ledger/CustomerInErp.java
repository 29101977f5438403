package com.khaosbridge.activities.ledger;

import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.records.EmailState;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A customer as the ERP gives them, in words: {@code aCustomer().optedOut().withoutEmail()}. */
record CustomerInErp(
    String id,
    String urn,
    Consent consent,
    @Nullable String email,
    EmailState emailState,
    String firstName,
    boolean supplier,
    boolean hidden,
    boolean held) {
  private static final AtomicInteger NUMBER = new AtomicInteger(1000);

  /** Opted in, with an e-mail. */
  static CustomerInErp aCustomer() {
    int n = NUMBER.incrementAndGet();
    return new CustomerInErp(
        "10" + n,
        "U" + n,
        Consent.OPTED_IN,
        "c" + n + "@example.com",
        EmailState.VALID,
        "Ann",
        false,
        false,
        false);
  }

  CustomerInErp with(Consent other) {
    return new CustomerInErp(id, urn, other, email, emailState, firstName, supplier, hidden, held);
  }

  CustomerInErp optedIn() {
    return with(Consent.OPTED_IN);
  }

  CustomerInErp optedOut() {
    return with(Consent.OPTED_OUT);
  }

  CustomerInErp ofUnknownConsent() {
    return with(Consent.UNKNOWN);
  }

  CustomerInErp withoutEmail() {
    return new CustomerInErp(
        id, urn, consent, null, EmailState.MISSING, firstName, supplier, hidden, held);
  }

  CustomerInErp withMalformedEmail() {
    return new CustomerInErp(
        id,
        urn,
        consent,
        "c at example.com",
        EmailState.MALFORMED,
        firstName,
        supplier,
        hidden,
        held);
  }

  CustomerInErp named(String other) {
    return new CustomerInErp(id, urn, consent, email, emailState, other, supplier, hidden, held);
  }

  CustomerInErp withUrn(String other) {
    return new CustomerInErp(
        id, other, consent, email, emailState, firstName, supplier, hidden, held);
  }

  CustomerInErp asSupplier() {
    return new CustomerInErp(id, urn, consent, email, emailState, firstName, true, hidden, held);
  }

  /** On hold, which bars e-mail, too. */
  CustomerInErp onHold() {
    return new CustomerInErp(
        id, urn, Consent.OPTED_OUT, email, emailState, firstName, supplier, hidden, true);
  }

  /** The person is the customer as long as nothing merges them. */
  String person() {
    return id;
  }

  Company company() {
    return new Company(
        id,
        urn,
        email,
        emailState,
        consent,
        consent.name(),
        firstName,
        "O'Hara",
        "United Kingdom",
        "GB",
        "AB1 2CD",
        supplier,
        hidden,
        held);
  }
}
