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
