package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Customers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which customers are one person: those who have the same valid e-mail now. */
final class TruePersons {
  private final Map<String, Long> lowestByEmail = new HashMap<>();

  private TruePersons() {}

  static TruePersons of(Customers customers) {
    TruePersons persons = new TruePersons();
    customers.all(
        customer -> {
          String email = normal(customer);
          if (email != null) {
            persons.lowestByEmail.merge(email, customer.companyId(), Math::min);
          }
        });
    return persons;
  }

  /** The lowest companyId of the person's customers; their own without a valid e-mail. */
  long personOf(Customer customer) {
    String email = normal(customer);
    Long lowest = email == null ? null : lowestByEmail.get(email);
    return lowest == null ? customer.companyId() : lowest;
  }

  private static @Nullable String normal(Customer customer) {
    String email = customer.email();
    return email != null && customer.emailValid() ? email.toLowerCase(Locale.ROOT) : null;
  }
}
