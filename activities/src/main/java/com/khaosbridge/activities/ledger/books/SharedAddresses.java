package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.persons.AddressState;
import com.khaosbridge.activities.ledger.persons.Likeness;
import com.khaosbridge.workflows.delivery.CaseType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Customers who have one e-mail are one person, unless their surnames and postcodes speak against
 * it. Suppliers are nobody's.
 */
final class SharedAddresses {
  /** The kind of record that a case names. */
  private static final String CUSTOMER = "customer";

  /** So that a ledger that is built anew makes the same persons. */
  private static final Comparator<CustomerFacts> BY_COMPANY_ID =
      Comparator.comparingInt((CustomerFacts customer) -> customer.companyId().length())
          .thenComparing(CustomerFacts::companyId);

  private static final String FROM_CUSTOMERS_OF_ADDRESSES =
      """
       from customer c where c.source = ? and c.email_state = 'VALID' and not c.supplier
        and c.email_hash = any (select decode(hash, 'hex') from unnest(?::text[]) hash)
      """;

  private final LedgerDatabase database;
  private final String source;
  private final Cases cases;

  SharedAddresses(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
  }

  /** A customer at an address. */
  private record Resident(String companyId, String personId, String address, Likeness likeness) {
    boolean contradicts(Resident other) {
      return likeness.contradicts(other.likeness);
    }
  }

  /**
   * The persons of customers who were never seen before.
   *
   * @param read all that was read with them: what of them is known otherwise is out of date
   * @return by COMPANY_ID; of who is a person of its own, its own id
   */
  Map<String, String> personsOf(
      Collection<CustomerFacts> strangers, Map<String, CustomerFacts> read) {
    Map<String, List<Resident>> known = new HashMap<>();
    for (Resident resident : residents(addresses(strangers))) {
      CustomerFacts now = read.get(resident.companyId());
      if (now == null || resident.address().equals(address(now))) {
        known.computeIfAbsent(resident.address(), none -> new ArrayList<>()).add(resident);
      }
    }
    Map<String, String> persons = new HashMap<>();
    for (CustomerFacts facts : strangers.stream().sorted(BY_COMPANY_ID).toList()) {
      String id = facts.companyId();
      String address = address(facts);
      Likeness likeness = facts.likeness();
      List<Resident> here =
          address.isEmpty()
              ? new ArrayList<>()
              : known.computeIfAbsent(address, none -> new ArrayList<>());
      String personId =
          here.stream()
              .filter(resident -> !resident.likeness().contradicts(likeness))
              .map(Resident::personId)
              .findFirst()
              .orElse(id);
      here.add(new Resident(id, personId, address, likeness));
      persons.put(id, personId);
    }
    return persons;
  }

  private static List<String> addresses(Collection<CustomerFacts> customers) {
    return customers.stream()
        .map(SharedAddresses::address)
        .filter(address -> !address.isEmpty())
        .distinct()
        .toList();
  }

  /** The address by which a customer is found; empty if by none. */
  private static String address(CustomerFacts facts) {
    byte[] hash = facts.emailHash();
    return hash == null || facts.supplier() || facts.address() != AddressState.VALID
        ? ""
        : HexFormat.of().formatHex(hash);
  }

  /** Those at these addresses, the lowest id first. */
  private List<Resident> residents(List<String> addresses) {
    if (addresses.isEmpty()) {
      return List.of();
    }
    return database
        .sql()
        .sql(
            "select c.*"
                + FROM_CUSTOMERS_OF_ADDRESSES
                + " order by length(c.company_id), c.company_id")
        .params(source, addresses.toArray(String[]::new))
        .query(SharedAddresses::resident)
        .list();
  }

  private static Resident resident(ResultSet row, int n) throws SQLException {
    return new Resident(
        row.getString("company_id"),
        row.getString("person_id"),
        HexFormat.of().formatHex(row.getBytes("email_hash")),
        new Likeness(row.getBytes("surname_hash"), row.getBytes("postcode_hash")));
  }

  /**
   * What follows from the addresses that these customers have now: persons are to be joined, or a
   * case asks. Call it once they are written.
   *
   * @param at business time
   * @return the persons that share an address with somebody else, so that they may be mailed only
   *     if nobody there opted out
   */
  Set<String> settle(Set<String> changed, Instant at) {
    Set<String> looked = new TreeSet<>(changed);
    looked.addAll(cases.openAbout(CaseType.PERSON_CONFLICT, CUSTOMER));
    Map<String, List<Resident>> byAddress = new HashMap<>();
    for (Resident resident : residents(addressesOf(looked))) {
      byAddress.computeIfAbsent(resident.address(), none -> new ArrayList<>()).add(resident);
    }
    Set<String> apart = new TreeSet<>();
    Set<String> conflicts = new TreeSet<>();
    for (List<Resident> here : byAddress.values()) {
      Resident first = firstUnchanged(here, changed);
      for (Resident other : here) {
        if (other.personId().equals(first.personId())) {
          continue;
        }
        apart.addAll(List.of(first.personId(), other.personId()));
        if (!other.contradicts(first)) {
          joinLater(first, other, at);
        } else {
          conflicts.add(other.companyId());
          ask(first, other);
        }
      }
    }
    looked.removeAll(conflicts);
    cases.closeAbout(CaseType.PERSON_CONFLICT, CUSTOMER, looked);
    return apart;
  }

  private List<String> addressesOf(Set<String> companyIds) {
    return database
        .sql()
        .sql(
            """
            select distinct encode(email_hash, 'hex') from customer where source = ?
              and company_id = any (?) and email_state = 'VALID' and not supplier
            """)
        .params(source, companyIds.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  /** Who had the address before the others; their contact has it at destinations, too. */
  private static Resident firstUnchanged(List<Resident> here, Set<String> changed) {
    return here.stream()
        .filter(resident -> !changed.contains(resident.companyId()))
        .findFirst()
        .orElse(here.get(0));
  }

  private void joinLater(Resident stays, Resident goes, Instant at) {
    database
        .batches()
        .update(
            "insert into join_due (source, stays, goes, since) values (?, ?, ?, ?)"
                + " on conflict do nothing",
            source,
            stays.personId(),
            goes.personId(),
            Columns.at(at));
  }

  private void ask(Resident one, Resident other) {
    cases.openAbout(
        CaseType.PERSON_CONFLICT,
        CUSTOMER,
        other.companyId(),
        "customer " + other.companyId() + " has the e-mail of another",
        "Customer "
            + other.companyId()
            + " and customer "
            + one.companyId()
            + " have the same e-mail, but neither the same surname nor the same postcode.");
  }
}
