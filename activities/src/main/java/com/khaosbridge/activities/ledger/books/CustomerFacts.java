package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.persons.AddressState;
import com.khaosbridge.activities.ledger.persons.Customer;
import com.khaosbridge.activities.ledger.persons.Likeness;
import com.khaosbridge.workflows.delivery.Consent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger keeps of a customer as just read from the ERP. Whoever reads the ERP makes the
 * keyed hashes, so that no name or address gets as far as the ledger.
 *
 * @param companyId the ERP's internal key, which never changes
 * @param idHash keyed hash of the COMPANY_ID
 * @param urn the code by which documents name the customer
 * @param emailHash keyed hash of the selected e-mail, null if there is none
 * @param surnameHash keyed hash of the surname, null if there is none; so is {@code postcodeHash}
 * @param profileHash keyed hash of everything that a contact is made of
 * @param consentRaw the raw values behind the consent
 * @param erased whether who asked to be forgotten is this customer or had its address
 * @param byBox whether the subscription box alone says what the consent is, and no flag or hold
 */
public record CustomerFacts(
    String companyId,
    byte[] idHash,
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
    boolean held,
    boolean erased) {
  private static final byte[] NOTHING = {};

  /** Of somebody who asked to be forgotten: nothing but that. */
  CustomerFacts forgotten() {
    return new CustomerFacts(
        companyId,
        idHash,
        urn,
        AddressState.MISSING,
        null,
        null,
        null,
        NOTHING,
        Consent.OPTED_OUT,
        "",
        false,
        false,
        false,
        false,
        true);
  }

  /** Of somebody else who has the address of who asked to be forgotten. */
  CustomerFacts atErasedAddress() {
    return new CustomerFacts(
        companyId,
        idHash,
        urn,
        address,
        emailHash,
        surnameHash,
        postcodeHash,
        profileHash,
        consent,
        consentRaw,
        byBox,
        supplier,
        hidden,
        held,
        true);
  }

  Likeness likeness() {
    return new Likeness(surnameHash, postcodeHash);
  }

  /**
   * The customer as just seen.
   *
   * @param before null at first sight and after a time without the customer
   */
  Customer of(String personId, Look look, @Nullable Customer before) {
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
        erased,
        optedInAt(look, before),
        null,
        look.at(),
        look.begunAt());
  }

  private @Nullable Instant optedInAt(Look look, @Nullable Customer before) {
    if (before == null || consent != Consent.OPTED_IN) {
      return null;
    }
    if (before.consent() == consent) {
      return before.optedInAt();
    }
    // What only our settings turned is no turn.
    return before.consentRaw().equals(consentRaw) ? null : look.at();
  }
}
