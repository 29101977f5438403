package com.khaosbridge.activities.ledger;

import com.khaosbridge.activities.ledger.books.CustomerFacts;
import com.khaosbridge.activities.ledger.persons.AddressState;
import com.khaosbridge.workflows.delivery.Consent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A customer as the ERP gives them, in words: {@code aCustomer().optedOut().withoutEmail()}. */
record CustomerInErp(
    String id,
    String urn,
    Consent consent,
    @Nullable String email,
    AddressState address,
    String firstName,
    String surname,
    String postcode,
    boolean supplier,
    boolean hidden,
    boolean held) {
  private static final AtomicInteger NUMBER = new AtomicInteger(1000);
  private static final KeyedHash HASH =
      new KeyedHash("a key of the tests".getBytes(StandardCharsets.UTF_8));

  /** Opted in, with an e-mail. */
  static CustomerInErp aCustomer() {
    int n = NUMBER.incrementAndGet();
    return new CustomerInErp(
        "10" + n,
        "U" + n,
        Consent.OPTED_IN,
        "c" + n + "@example.com",
        AddressState.VALID,
        "Ann",
        "Smith" + n,
        "ZZ" + n,
        false,
        false,
        false);
  }

  CustomerInErp with(Consent other) {
    return new CustomerInErp(
        id, urn, other, email, address, firstName, surname, postcode, supplier, hidden, held);
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
        id,
        urn,
        consent,
        null,
        AddressState.MISSING,
        firstName,
        surname,
        postcode,
        supplier,
        hidden,
        held);
  }

  CustomerInErp withMalformedEmail() {
    return new CustomerInErp(
        id,
        urn,
        consent,
        "c at example.com",
        AddressState.MALFORMED,
        firstName,
        surname,
        postcode,
        supplier,
        hidden,
        held);
  }

  CustomerInErp named(String other) {
    return new CustomerInErp(
        id, urn, consent, email, address, other, surname, postcode, supplier, hidden, held);
  }

  CustomerInErp withUrn(String other) {
    return new CustomerInErp(
        id, other, consent, email, address, firstName, surname, postcode, supplier, hidden, held);
  }

  CustomerInErp mailedAt(String address) {
    return new CustomerInErp(
        id,
        urn,
        consent,
        address,
        AddressState.VALID,
        firstName,
        surname,
        postcode,
        supplier,
        hidden,
        held);
  }

  /** With the same e-mail. */
  CustomerInErp atTheAddressOf(CustomerInErp other) {
    return mailedAt(Objects.requireNonNull(other.email));
  }

  /** In the same house. */
  CustomerInErp livingWith(CustomerInErp other) {
    return new CustomerInErp(
        id,
        urn,
        consent,
        email,
        address,
        firstName,
        surname,
        other.postcode,
        supplier,
        hidden,
        held);
  }

  CustomerInErp asSupplier() {
    return new CustomerInErp(
        id, urn, consent, email, address, firstName, surname, postcode, true, hidden, held);
  }

  /** On hold, which bars e-mail, too. */
  CustomerInErp onHold() {
    return new CustomerInErp(
        id,
        urn,
        Consent.OPTED_OUT,
        email,
        address,
        firstName,
        surname,
        postcode,
        supplier,
        hidden,
        true);
  }

  /** A flag forbids e-mail. */
  CustomerFacts flagged() {
    CustomerFacts its = optedOut().facts();
    return new CustomerFacts(
        its.companyId(),
        its.idHash(),
        its.urn(),
        its.address(),
        its.emailHash(),
        its.surnameHash(),
        its.postcodeHash(),
        its.profileHash(),
        its.consent(),
        "flag",
        false,
        its.supplier(),
        its.hidden(),
        its.held(),
        false);
  }

  /** The person is the customer as long as nothing merges them. */
  String person() {
    return id;
  }

  CustomerFacts facts() {
    return new CustomerFacts(
        id,
        HASH.of(List.of("COMPANY_ID", id)),
        urn,
        address,
        email == null ? null : HASH.of(List.of(email)),
        HASH.of(List.of(surname)),
        HASH.of(List.of(postcode)),
        HASH.of(
            Arrays.asList(
                urn,
                email,
                address.name(),
                firstName,
                surname,
                postcode,
                supplier + "/" + hidden + held)),
        consent,
        consent.name(),
        !held,
        supplier,
        hidden,
        held,
        false);
  }
}
