package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.contacts.GivenConsent;
import com.khaosbridge.sandbox.contacts.PersonAct;
import com.khaosbridge.sandbox.contacts.SeededContact;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What persons do with their contacts. An act is done to all contacts of its e-mail, which is not
 * unique here. The facts name no trace of a complaint but the opt-out.
 */
final class PersonActs {
  private static final String EMAIL = "3";
  private static final String OPT_IN = "31";
  private static final String YES = "1";
  private static final String NO = "2";

  private final ContactStore contacts;
  private final KeyField byEmail;
  private final Supplier<Instant> realTime;

  PersonActs(AccountFields fields, ContactStore contacts, Supplier<Instant> realTime) {
    this.contacts = contacts;
    this.byEmail = new KeyField(EMAIL, fields.find(EMAIL));
    this.realTime = realTime;
  }

  int act(PersonAct act) {
    synchronized (contacts) {
      List<Contact> found = contacts.find(byEmail, act.email());
      return switch (act.kind()) {
        case OPT_OUT, COMPLAIN -> optIn(found, NO);
        case OPT_IN -> optIn(found, YES);
        case DELETE -> {
          found.forEach(contacts::delete);
          yield found.size();
        }
        case CREATE -> {
          contacts.create(values(act.email(), act.consent()), realTime.get());
          yield 1;
        }
      };
    }
  }

  @Nullable GivenConsent consentOf(String email) {
    synchronized (contacts) {
      List<Contact> found = contacts.find(byEmail, email);
      return switch (found.isEmpty() ? "" : found.get(0).fields().path(OPT_IN).asString("")) {
        case YES -> GivenConsent.OPTED_IN;
        case NO -> GivenConsent.OPTED_OUT;
        default -> null;
      };
    }
  }

  void seed(SeededContact seed) {
    if (!contacts.find(byEmail, seed.email()).isEmpty()) {
      return;
    }
    contacts.seed(values(seed.email(), seed.consent()), realTime.get(), seed.kind().label());
  }

  private int optIn(List<Contact> found, String value) {
    for (Contact contact : found) {
      ObjectNode fields = contact.fields().deepCopy().put(OPT_IN, value);
      contacts.replace(contact, contact.changedByPerson(fields, realTime.get()));
    }
    return found.size();
  }

  private static ObjectNode values(String email, @Nullable GivenConsent consent) {
    ObjectNode values = Json.object().put(EMAIL, email);
    if (consent != null) {
      values.put(OPT_IN, consent == GivenConsent.OPTED_IN ? YES : NO);
    }
    return values;
  }
}
