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
 * Which customers are one person: those who have the same valid e-mail now, and whoever was merged
 * into one of them.
 */
final class TruePersons {
  private final Map<String, Long> lowestByEmail = new HashMap<>();
  private final Map<String, Long> byNumber = new HashMap<>();
  private final Set<Long> living = new HashSet<>();
  private final Set<Long> notIn = new HashSet<>();
  private final Map<Long, Long> lastIn = new HashMap<>();
  private final Map<Long, Long> lastOwnOut = new HashMap<>();

  private TruePersons() {}

  static TruePersons of(Customers customers, Ownership ownership, Chronicle chronicle) {
    TruePersons persons = new TruePersons();
    customers.all(
        customer -> {
          String email = normal(customer);
          if (email != null && !merged(customers, customer)) {
            persons.lowestByEmail.merge(email, customer.companyId(), Math::min);
          }
        });
    customers.all(customer -> persons.place(customer, customers, ownership));
    persons.remember(chronicle);
    return persons;
  }

  private static boolean merged(Customers customers, Customer customer) {
    Departure gone = customers.departure(customer.number());
    return gone != null && gone.into() != null;
  }

  private void place(Customer customer, Customers customers, Ownership ownership) {
    Customer last = customers.customer(ownership.successorOf(customer.number()));
    long person = personOf(last == null ? customer : last);
    byNumber.put(customer.number(), person);
    if (customers.departure(customer.number()) == null) {
      living.add(person);
      if (customer.consent() != Consent.OPTED_IN) {
        notIn.add(person);
      }
    }
  }

  private void remember(Chronicle chronicle) {
    long[] place = {0};
    chronicle.all(
        happening -> {
          place[0]++;
          Long person = byNumber.get(happening.customer());
          if (happening.type() != Happening.Type.CONSENT_FLIP || person == null) {
            return;
          }
          boolean in = Consent.OPTED_IN.name().equals(happening.to());
          if (in && happening.side().equals(Happening.ERP)) {
            lastIn.put(person, place[0]);
          } else if (!in && !happening.side().equals(Happening.ERP)) {
            lastOwnOut.put(person, place[0]);
          }
        });
  }

  /** The lowest companyId of the person's customers. */
  long personOf(String number) {
    Long person = byNumber.get(number);
    return person == null ? Customer.companyId(number) : person;
  }

  /**
   * Whether all the person's customers whom the ERP has are opted in there, and the person has not
   * opted out anywhere since the last of them came to be so.
   */
  boolean mayBeOptedIn(String number) {
    long person = personOf(number);
    return living.contains(person)
        && !notIn.contains(person)
        && lastOwnOut.getOrDefault(person, 0L) <= lastIn.getOrDefault(person, 0L);
  }

  private long personOf(Customer customer) {
    String email = normal(customer);
    Long lowest = email == null ? null : lowestByEmail.get(email);
    return lowest == null ? customer.companyId() : lowest;
  }

  private static @Nullable String normal(Customer customer) {
    String email = customer.email();
    return email != null && customer.emailValid() ? email.toLowerCase(Locale.ROOT) : null;
  }
}
