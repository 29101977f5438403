package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.persons.AddressState;
import com.khaosbridge.activities.ledger.persons.Customer;
import com.khaosbridge.activities.ledger.persons.Likeness;
import com.khaosbridge.workflows.delivery.Consent;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger keeps of a customer as just read from the ERP. Whoever reads the ERP makes the
 * keyed hashes, so that no name or address gets as far as the ledger.
 *
 * @param companyId the ERP's internal key, which never changes
 * @param urn the code by which documents name the customer
 * @param emailHash keyed hash of the selected e-mail, null if there is none
 * @param surnameHash keyed hash of the surname, null if there is none; so is {@code postcodeHash}
 * @param profileHash keyed hash of everything that a contact is made of
 * @param consentRaw the raw values behind the consent
 * @param byBox whether the subscription box alone says what the consent is, and no flag or hold
 */
public record CustomerFacts(
    String companyId,
    String urn,
    AddressState address,
    byte @Nullable [] emailHash,
    byte @Nullable [] surnameHash,
    byte @Nullable [] postcodeHash,
    byte[] profileHash,
    Consent consent,
    String consentRaw,
    boolean byBox,
    boolean supplier,
    boolean hidden,
    boolean held) {

  Likeness likeness() {
    return new Likeness(surnameHash, postcodeHash);
  }

  Customer of(String personId, Look look) {
    return new Customer(
        companyId,
        urn,
        personId,
        address,
        profileHash,
        consent,
        consentRaw,
        byBox,
        supplier,
        hidden,
        held,
        false,
        look.at(),
        look.begunAt());
  }
}
