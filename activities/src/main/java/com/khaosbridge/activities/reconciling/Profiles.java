package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.ledger.books.CustomersToRead;
import com.khaosbridge.activities.ledger.persons.Customer;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.observing.KhaosFacts;
import com.khaosbridge.activities.sending.PersonInErp;
import com.khaosbridge.activities.sending.PersonsInErp;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads customers from the ERP, some at a time and after everything live, and has contacts compared
 * with them. Whom the ERP leaves out is not compared: absence is no fact. Of whom it has news, the
 * full list's feed is asked to record them.
 */
final class Profiles {
  private static final int AT_ONCE = 200;

  private final PersonsInErp erp;
  private final Persons persons;
  private final CustomersToRead toRead;
  private final @Nullable KhaosFacts facts;

  /**
   * @param toRead who is put on it whom the ERP has news of
   * @param facts made with the ledger's hash key; without it, a change that the ledger has not seen
   *     yet is told as a difference
   */
  Profiles(PersonsInErp erp, Persons persons, CustomersToRead toRead, @Nullable KhaosFacts facts) {
    this.erp = erp;
    this.persons = persons;
    this.toRead = toRead;
    this.facts = facts;
  }

  void compare(Map<String, ExpectedPerson> expected, ContactComparison contacts) {
    List<String> all = new ArrayList<>(contacts.toCompare());
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      Set<String> news = new TreeSet<>();
      List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      Map<String, Person> known = persons.known(some);
      erp.read(Lane.HISTORY, some)
          .forEach(
              (id, person) -> {
                if (hasNews(person, known.get(id), expected.get(id))) {
                  contacts.newsOf(id);
                  person.customers().forEach(customer -> news.add(customer.urn()));
                } else {
                  String email = person.email();
                  if (email != null) {
                    contacts.profile(id, contacts.hashes(person.profile(email)));
                  }
                }
              });
      // Only the feeds record customers: a look at them that is older must not come after theirs.
      toRead.add(news, false);
    }
  }

  private boolean hasNews(
      PersonInErp person, @Nullable Person known, @Nullable ExpectedPerson expected) {
    if (known == null || expected == null) {
      return true;
    }
    if (person.customers().size() == known.customers().size()
        && person.strictest(Consent.OPTED_IN) != known.consent()) {
      return true;
    }
    return facts != null
        && person.customers().stream()
            .anyMatch(company -> !isRecorded(facts, company, known.customers()));
  }

  private static boolean isRecorded(KhaosFacts facts, Company company, List<Customer> customers) {
    return customers.stream()
        .filter(customer -> customer.companyId().equals(company.companyId()))
        .allMatch(customer -> facts.isRecorded(company, customer.profileHash()));
  }
}
