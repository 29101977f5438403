package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.contacts.GivenConsent;
import com.khaosbridge.sandbox.contacts.PersonAct;
import com.khaosbridge.sandbox.contacts.SeededContact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What persons do with their contacts. Who asks for the account's suppressed domain stays so. */
final class PersonActs {
  private final ContactStore contacts;
  private final ContactWriter writer;
  private final RecordStore records;
  private final Supplier<Instant> realTime;

  PersonActs(ContactStore contacts, RecordStore records, Supplier<Instant> realTime) {
    this.contacts = contacts;
    this.writer = new ContactWriter(contacts);
    this.records = records;
    this.realTime = realTime;
  }

  int act(PersonAct act) {
    try {
      ContactIdentifier email = ContactIdentifier.of(ContactIdentifier.EMAIL, act.email());
      if (act.kind() == PersonAct.Kind.CREATE) {
        create(email, act.consent());
        return 1;
      }
      Contact contact = contacts.findLive(email);
      if (contact == null) {
        return 0;
      }
      switch (act.kind()) {
        case OPT_OUT -> status(contact, EmailChannel.UNSUBSCRIBED);
        case OPT_IN -> status(contact, EmailChannel.SUBSCRIBED);
        case COMPLAIN -> status(contact, EmailChannel.COMPLAINED);
        default -> delete(contact);
      }
      return 1;
    } catch (ContactRejected rejected) {
      throw new IllegalArgumentException(rejected.description(), rejected);
    }
  }

  @Nullable GivenConsent consentOf(String email) {
    Contact contact;
    try {
      contact = contacts.findLive(ContactIdentifier.of(ContactIdentifier.EMAIL, email));
    } catch (ContactRejected rejected) {
      return null;
    }
    if (contact == null) {
      return null;
    }
    return EmailChannel.SUBSCRIBED.equals(contact.emailStatus())
        ? GivenConsent.OPTED_IN
        : GivenConsent.OPTED_OUT;
  }

  void seed(SeededContact seed) {
    try {
      ContactIdentifier email = ContactIdentifier.of(ContactIdentifier.EMAIL, seed.email());
      if (contacts.find(email) != null) {
        return;
      }
      Contact contact = writer.create(request(email, seed.consent()), now());
      contact.seeded(seed.kind().label());
      contacts.keep(contact);
    } catch (ContactRejected rejected) {
      throw new IllegalStateException("a contact to begin with is refused", rejected);
    }
  }

  /** Whoever signs up again while in the recycle bin comes back. */
  private void create(ContactIdentifier email, @Nullable GivenConsent consent)
      throws ContactRejected {
    Contact binned = contacts.find(email);
    if (binned == null || !binned.binned()) {
      writer.create(request(email, consent), now());
      return;
    }
    binned.restore();
    status(binned, consent == null ? binned.emailStatus() : status(consent));
  }

  private void status(Contact contact, @Nullable String wanted) {
    String now = now();
    String current = contact.emailStatus();
    if (wanted != null && !EmailChannel.DOMAIN_SUPPRESSED.equals(current)) {
      ContactWriter.setEmailStatus(contact, wanted, now);
    }
    contact.touch(now);
    contacts.keep(contact);
  }

  private void delete(Contact contact) {
    contact.bin();
    contact.touch(now());
    contacts.keep(contact);
    records.removeOwnedBy(contact.id());
  }

  private static ContactRequest request(ContactIdentifier email, @Nullable GivenConsent consent) {
    EmailChannel.Wish wish =
        consent == null
            ? EmailChannel.Wish.NONE
            : new EmailChannel.Wish(null, null, status(consent), true);
    return new ContactRequest(
        Map.of(email.name(), email),
        JsonText.object(),
        wish,
        null,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  private static String status(GivenConsent consent) {
    return consent == GivenConsent.OPTED_IN ? EmailChannel.SUBSCRIBED : EmailChannel.UNSUBSCRIBED;
  }

  private String now() {
    return ApiTime.write(realTime.get());
  }
}
