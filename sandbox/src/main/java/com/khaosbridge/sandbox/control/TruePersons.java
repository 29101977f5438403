package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.retail.Chronicle;
import com.khaosbridge.sandbox.retail.Consent;
import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Departure;
import com.khaosbridge.sandbox.retail.Happening;
import com.khaosbridge.sandbox.retail.Ownership;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which customers are one person: those who have the same valid e-mail, be it the last one of
 * somebody who was merged, and whoever was merged with whom they were merged into.
 */
final class TruePersons {
  /** By number, another number of the same person, nearer to the one that stands for it. */
  private final Map<String, String> nearer = new HashMap<>();

  private final Map<String, Long> idOfFirst = new HashMap<>();
  private final Set<String> in = new HashSet<>();
  private final Set<String> out = new HashSet<>();
  private final Map<String, Long> lastIn = new HashMap<>();
  private final Map<String, Long> lastOut = new HashMap<>();

  private TruePersons() {}

  static TruePersons of(Customers customers, Ownership ownership, Chronicle chronicle) {
    TruePersons persons = new TruePersons();
    Map<String, String> firstByEmail = new HashMap<>();
    customers.all(
        customer -> {
          String number = customer.number();
          persons.one(number, ownership.successorOf(number));
          String email = normal(customer);
          if (email != null) {
            persons.one(number, firstByEmail.computeIfAbsent(email, none -> number));
          }
        });
    Map<String, Consent> consents = new HashMap<>();
    customers.all(
        customer -> {
          consents.put(customer.number(), customer.consent());
          persons.place(customer, customers.departure(customer.number()));
        });
    persons.remember(chronicle, consents);
    return persons;
  }

  private void one(String number, String other) {
    String first = first(number);
    String otherFirst = first(other);
    if (!first.equals(otherFirst)) {
      nearer.put(first, otherFirst);
    }
  }

  /** The number that stands for the person. */
  private String first(String number) {
    String first = number;
    while (nearer.containsKey(first)) {
      first = nearer.get(first);
    }
    return first;
  }

  private void place(Customer customer, @Nullable Departure gone) {
    String person = first(customer.number());
    if (gone == null || gone.into() == null) {
      idOfFirst.merge(person, customer.companyId(), Math::min);
    }
    if (gone == null && customer.consent() == Consent.OPTED_IN) {
      in.add(person);
    } else if (gone == null && customer.consent() == Consent.OPTED_OUT) {
      out.add(person);
    }
  }

  /**
   * @param consents of customers, of who is gone the last
   */
  private void remember(Chronicle chronicle, Map<String, Consent> consents) {
    long[] place = {0};
    chronicle.all(
        happening -> {
          place[0]++;
          String person = first(happening.customer());
          if (isTurnToIn(happening)) {
            lastIn.put(person, place[0]);
          } else if (isOwnOptOut(happening) || isDepartureOptedOut(happening, consents)) {
            lastOut.put(person, place[0]);
          }
        });
  }

  private static boolean isTurnToIn(Happening happening) {
    return happening.type() == Happening.Type.CONSENT_FLIP
        && happening.side().equals(Happening.ERP)
        && Consent.OPTED_IN.name().equals(happening.to());
  }

  /** Whoever was opted out there already leaves no trace that anybody could find. */
  private static boolean isOwnOptOut(Happening happening) {
    return happening.type() == Happening.Type.CONSENT_FLIP
        && !happening.side().equals(Happening.ERP)
        && Consent.OPTED_OUT.name().equals(happening.to())
        && !Consent.OPTED_OUT.name().equals(happening.from());
  }

  /** The strictest consent of a merge is that of the customer who went, too. */
  private static boolean isDepartureOptedOut(Happening happening, Map<String, Consent> consents) {
    return (happening.type() == Happening.Type.MERGE || happening.type() == Happening.Type.VANISHED)
        && consents.get(happening.customer()) == Consent.OPTED_OUT;
  }

  /** The lowest companyId of the person's customers, but for those who were merged. */
  long personOf(String number) {
    Long lowest = idOfFirst.get(first(number));
    return lowest == null ? Customer.companyId(number) : lowest;
  }

  /**
   * Whether one of the person's customers whom the ERP has is opted in there and none opted out,
   * and nothing since the last of them came to be opted in speaks against it: no opt-out by the
   * person's own act, and nobody opted out who was merged or vanished.
   */
  boolean mayBeOptedIn(String number) {
    String person = first(number);
    return in.contains(person)
        && !out.contains(person)
        && lastOut.getOrDefault(person, 0L) <= lastIn.getOrDefault(person, 0L);
  }

  private static @Nullable String normal(Customer customer) {
    String email = customer.email();
    return email != null && customer.emailValid() ? email.toLowerCase(Locale.ROOT) : null;
  }
}
