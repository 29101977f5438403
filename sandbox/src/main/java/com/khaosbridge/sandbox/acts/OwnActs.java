package com.khaosbridge.sandbox.acts;

import com.khaosbridge.sandbox.contacts.ContactAccount;
import com.khaosbridge.sandbox.contacts.GivenConsent;
import com.khaosbridge.sandbox.contacts.PersonAct;
import com.khaosbridge.sandbox.http.StandIn;
import com.khaosbridge.sandbox.retail.Chronicle;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Happening;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What persons do with their contacts at the destinations, which is kept in mind. Thread-safe. */
public final class OwnActs {
  private final Map<String, ContactAccount> accounts = new HashMap<>();
  private final Customers customers;
  private final Chronicle chronicle;

  public OwnActs(List<StandIn> standIns, Customers customers, Chronicle chronicle) {
    for (StandIn standIn : standIns) {
      if (standIn instanceof ContactAccount account) {
        accounts.put(standIn.system(), account);
      }
    }
    this.customers = customers;
    this.chronicle = chronicle;
  }

  /** Whether there is a destination of this name. */
  public boolean knows(String system) {
    return accounts.containsKey(system);
  }

  /**
   * Does what a person does at a destination.
   *
   * @param at business time
   * @return how many contacts it changed: 0 if there is none with this e-mail
   * @throws IllegalArgumentException if the account can't have such a contact, or there is no such
   *     destination; the message is for a person
   */
  public int act(String system, PersonAct act, Instant at) {
    ContactAccount account = accounts.get(system);
    if (account == null) {
      throw new IllegalArgumentException("no destination " + system);
    }
    GivenConsent before = account.consentOf(act.email());
    int contacts = account.act(act);
    GivenConsent told = told(act);
    if (contacts > 0 && told != null) {
      remember(system, act.email(), before, told, at);
    }
    return contacts;
  }

  /** Of who gave the e-mail up at that very instant, the contact had it still. */
  private void remember(
      String system, String email, @Nullable GivenConsent from, GivenConsent to, Instant at) {
    Set<String> former = new HashSet<>();
    chronicle.all(
        happening -> {
          if (happening.type() == Happening.Type.EMAIL_CHANGE
              && email.equalsIgnoreCase(happening.from())
              && happening.at().equals(at.truncatedTo(ChronoUnit.SECONDS))) {
            former.add(happening.customer());
          }
        });
    customers.living(
        customer -> {
          if (email.equalsIgnoreCase(customer.email()) || former.contains(customer.number())) {
            chronicle.add(
                new Happening(
                    Happening.Type.CONSENT_FLIP,
                    customer.number(),
                    system,
                    from == null ? null : from.name(),
                    to.name(),
                    at));
          }
        });
  }

  private static @Nullable GivenConsent told(PersonAct act) {
    return switch (act.kind()) {
      case OPT_OUT, COMPLAIN -> GivenConsent.OPTED_OUT;
      case OPT_IN -> GivenConsent.OPTED_IN;
      case CREATE -> act.consent();
      case DELETE -> null;
    };
  }
}
