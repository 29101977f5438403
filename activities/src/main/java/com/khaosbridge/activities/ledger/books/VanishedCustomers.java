package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.cases.UnreadableRecord;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.persons.Customer;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Customers that the ERP has no more. Whoever has no other may not be mailed, and a case asks what
 * became of them; it closes when one of them is there again, or the person goes on as another.
 */
public final class VanishedCustomers {
  private static final String CUSTOMER = "customer";

  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Persons persons;
  private final Cases cases;

  public VanishedCustomers(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.persons = new Persons(database, source);
    this.cases = new Cases(database, source);
  }

  /**
   * These customers were on none of two complete lists and in no answer when asked for alone.
   *
   * @param urns by which they were asked for
   * @param at business time
   */
  public void vanish(Collection<String> urns, Instant at) {
    database.inTransaction(
        () -> {
          database.recordAlone(source);
          mark(absent(urns), at).stream().filter(Person::isVanished).forEach(this::ask);
          cases.readable(CUSTOMER, urns);
        });
  }

  /**
   * A customer was merged into another, and the ERP did not give it any more.
   *
   * @param at business time
   */
  void merged(String companyId, Instant at) {
    mark(List.of(companyId), at);
    cases.closeAbout(CaseType.MERGE_TAKEN_BACK, CUSTOMER, List.of(companyId));
    cases.readable(CUSTOMER, urnsOf(List.of(companyId)));
  }

  /**
   * The ERP listed these customers, but did not give them. A person must look, unless they were
   * merged away since they were listed.
   */
  void notGiven(Collection<UnreadableRecord> listed) {
    database.inTransaction(
        () -> {
          // A merge is decided before or after this, and closes the case if it is after.
          database.recordAlone(source);
          Set<String> merged = mergedAway(listed.stream().map(UnreadableRecord::key).toList());
          cases.unreadable(listed.stream().filter(it -> !merged.contains(it.key())).toList());
        });
  }

  private Set<String> mergedAway(Collection<String> urns) {
    return database
        .sql()
        .sql(
            """
            select c.urn from customer c
            join customer_merge m on m.source = c.source and m.loser = c.company_id
            where c.source = ? and c.urn = any (?) and m.absent and m.decided_at is not null
            """)
        .params(source, urns.toArray(String[]::new))
        .query(String.class)
        .set();
  }

  private List<String> urnsOf(List<String> companyIds) {
    return database
        .sql()
        .sql("select urn from customer where source = ? and company_id = any (?)")
        .params(source, companyIds.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  /** Gives the persons as they are then. */
  private Collection<Person> mark(List<String> ids, Instant at) {
    Map<String, Person> before = persons.ofCustomers(ids);
    database
        .sql()
        .sql(
            """
            update customer set vanished_at = ? where source = ? and company_id = any (?)
              and vanished_at is null
            """)
        .params(Columns.at(at), source, ids.toArray(String[]::new))
        .update();
    PersonDeliveries plan = new PersonDeliveries(database, source, scopes, at, Lane.LIVE);
    Map<String, Person> now = new TreeMap<>(persons.ofCustomers(ids));
    now.forEach((id, person) -> plan.changed(before.get(id), person));
    new PendingSignals(database, source).add(PendingSignals.Kind.PERSON_CHANGED, plan.write());
    return now.values();
  }

  private List<String> absent(Collection<String> urns) {
    return database
        .sql()
        .sql(
            "select company_id from customer where source = ? and urn = any (?) and absences >= ?"
                + " and vanished_at is null order by company_id for update")
        .params(source, urns.toArray(String[]::new), CustomerLists.ABSENCES)
        .query(String.class)
        .list();
  }

  private void ask(Person person) {
    String id = person.leading().companyId();
    cases.openAbout(
        CaseType.CUSTOMER_VANISHED,
        CUSTOMER,
        id,
        "customer " + id + " is no longer in Khaos Control",
        "Customer "
            + String.join(", ", person.companyIds())
            + " was missing in two complete lists of customers, and was not given when asked for.");
  }

  /**
   * Closes the case about whom the ERP has again, and opens one if it had merged them.
   *
   * @param before null if nobody has seen the person before
   */
  void found(@Nullable Person before, Person now) {
    if (before == null) {
      return;
    }
    if (before.isVanished() && !now.isVanished()) {
      cases.closeAbout(CaseType.CUSTOMER_VANISHED, CUSTOMER, now.companyIds());
    }
    Set<String> there =
        now.customers().stream()
            .filter(customer -> !customer.vanished())
            .map(Customer::companyId)
            .collect(Collectors.toSet());
    askAboutMerges(
        before.customers().stream()
            .filter(customer -> customer.vanished() && there.contains(customer.companyId()))
            .map(Customer::companyId)
            .toList());
  }

  private void askAboutMerges(List<String> back) {
    if (back.isEmpty()) {
      return;
    }
    database
        .sql()
        .sql(
            "select loser, survivor from customer_merge where source = ? and loser = any (?) and"
                + " survivor is not null order by loser")
        .params(source, back.toArray(String[]::new))
        .query(
            row -> {
              String loser = row.getString("loser");
              cases.openAbout(
                  CaseType.MERGE_TAKEN_BACK,
                  CUSTOMER,
                  loser,
                  "customer " + loser + " is in Khaos Control again after a merge",
                  "Customer "
                      + loser
                      + " had been merged into customer "
                      + row.getString("survivor")
                      + " and is in Khaos Control again.");
            });
  }
}
