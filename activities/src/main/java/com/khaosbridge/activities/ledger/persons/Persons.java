package com.khaosbridge.activities.ledger.persons;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.Consent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is true of persons, as decided from all their customers. Whatever is asked may be asked by
 * an alias, too.
 */
public final class Persons {
  private final LedgerDatabase database;
  private final String source;

  public Persons(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** The id by which a person goes on, for an id that a merge made an alias of it; else the id. */
  public String resolve(String personId) {
    return resolve(List.of(personId)).getOrDefault(personId, personId);
  }

  /** The ids by which these persons go on, by the id that was asked for. */
  public Map<String, String> resolve(Collection<String> personIds) {
    Map<String, String> resolved = new HashMap<>();
    personIds.forEach(id -> resolved.put(id, id));
    database
        .sql()
        .sql("select alias_id, person_id from person_alias where source = ? and alias_id = any (?)")
        .params(source, personIds.toArray(String[]::new))
        .query(
            row -> {
              resolved.put(row.getString("alias_id"), row.getString("person_id"));
            });
    return resolved;
  }

  /** The ids of persons behind this one, in their order; an empty one begins. */
  public List<String> after(String personId, int limit) {
    return database
        .sql()
        .sql(
            """
            select person_id from person where source = ? and person_id > ?
            order by person_id limit ?
            """)
        .params(source, personId, limit)
        .query(String.class)
        .list();
  }

  /** Those of these persons that the ledger knows, by the id that was asked for. */
  public Map<String, Person> known(Collection<String> personIds) {
    Map<String, String> resolved = resolve(personIds);
    Map<String, Person> byId =
        byId(
            customers(
                "c.person_id = any (?)", new HashSet<>(resolved.values()).toArray(String[]::new)));
    Map<String, Person> known = new HashMap<>();
    resolved.forEach(
        (asked, id) -> {
          Person person = byId.get(id);
          if (person != null) {
            known.put(asked, person);
          }
        });
    return known;
  }

  /** The persons of those of these customers that the ledger knows, by person id. */
  public Map<String, Person> ofCustomers(Collection<String> companyIds) {
    List<String> personIds =
        database
            .sql()
            .sql(
                "select distinct person_id from customer where source = ? and company_id = any (?)")
            .params(source, companyIds.toArray(String[]::new))
            .query(String.class)
            .list();
    return byId(customers("c.person_id = any (?)", personIds.toArray(String[]::new)));
  }

  /** Whose these URNs are, by URN; of several, whose customer was seen last with it. */
  public Map<String, Owner> owners(Collection<String> urns) {
    List<Customer> customers = customers("c.urn = any (?)", urns.toArray(String[]::new));
    Map<String, Person> persons = known(customers.stream().map(Customer::personId).toList());
    Map<String, Owner> owners = new HashMap<>();
    for (Customer customer : customers) {
      Person person = Objects.requireNonNull(persons.get(customer.personId()));
      owners.put(customer.urn(), new Owner(customer.companyId(), person.id(), person.exclusion()));
    }
    return owners;
  }

  /** URNs among these that the ledger does not know. */
  public List<String> unknown(Collection<String> urns) {
    Set<String> known =
        customers("c.urn = any (?)", urns.toArray(String[]::new)).stream()
            .map(Customer::urn)
            .collect(Collectors.toSet());
    return urns.stream().distinct().filter(urn -> !known.contains(urn)).toList();
  }

  /**
   * The consent that contacts of these persons must have: nobody is mailed at an address at which
   * somebody opted out, whoever that was.
   */
  public Map<String, Consent> mailConsents(Collection<String> personIds) {
    Map<String, Consent> consents = new HashMap<>();
    Map<String, Person> known = known(personIds);
    Map<String, Consent> neighbours =
        consentOfNeighbours(known.values().stream().map(Person::id).distinct().toList());
    known.forEach(
        (id, person) ->
            consents.put(
                id,
                neighbours.containsKey(person.id())
                    ? person.mailConsent().strictest(neighbours.get(person.id()))
                    : person.mailConsent()));
    return consents;
  }

  /** Of those who share an address with somebody else, the strictest of the others'. */
  private Map<String, Consent> consentOfNeighbours(List<String> personIds) {
    Map<String, Consent> consents = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select c.person_id, o.consent from customer c
            join customer o on o.source = c.source and o.email_hash = c.email_hash
              and o.email_state = 'VALID' and not o.supplier and o.person_id <> c.person_id
              and (o.vanished_at is null or o.consent = 'OPTED_OUT')
            where c.source = ? and c.person_id = any (?) and c.email_state = 'VALID'
              and not c.supplier
            """)
        .params(source, personIds.toArray(String[]::new))
        .query(
            row -> {
              consents.merge(
                  row.getString("person_id"),
                  Consent.valueOf(row.getString("consent")),
                  Consent::strictest);
            });
    return consents;
  }

  /** Other ids by which contacts of these persons may go: of their customers and their aliases. */
  public Map<String, Set<String>> otherIds(Collection<String> personIds) {
    Map<String, Set<String>> others = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select person_id, company_id as id from customer
            where source = ? and person_id = any (?) and company_id <> person_id
            union
            select person_id, alias_id from person_alias where source = ? and person_id = any (?)
            """)
        .params(source, personIds.toArray(String[]::new), source, personIds.toArray(String[]::new))
        .query(
            row -> {
              others
                  .computeIfAbsent(row.getString("person_id"), id -> new HashSet<>())
                  .add(row.getString("id"));
            });
    return others;
  }

  /**
   * Those of these persons at whose address the ledger has nobody else who speaks.
   *
   * @param addresses the keyed hash of each person's e-mail
   */
  public Set<String> alone(Map<String, byte[]> addresses) {
    Set<String> alone = new HashSet<>(addresses.keySet());
    String[] persons = addresses.keySet().toArray(String[]::new);
    String[] hashes =
        Arrays.stream(persons)
            .map(person -> HexFormat.of().formatHex(addresses.get(person)))
            .toArray(String[]::new);
    database
        .sql()
        .sql(
            """
            select p.id from unnest(?::text[], ?::text[]) p (id, hash)
            join customer o on o.source = ? and o.email_hash = decode(p.hash, 'hex')
              and o.email_state = 'VALID' and not o.supplier and o.person_id <> p.id
              and (o.vanished_at is null or o.consent = 'OPTED_OUT')
            """)
        .params(persons, hashes, source)
        .query(String.class)
        .list()
        .forEach(alone::remove);
    return alone;
  }

  private static Map<String, Person> byId(List<Customer> customers) {
    Map<String, List<Customer>> byId = new HashMap<>();
    for (Customer customer : customers) {
      byId.computeIfAbsent(customer.personId(), id -> new ArrayList<>()).add(customer);
    }
    Map<String, Person> persons = new HashMap<>();
    byId.forEach((id, theirs) -> persons.put(id, new Person(id, theirs)));
    return persons;
  }

  private List<Customer> customers(String which, String[] values) {
    return database
        .sql()
        .sql(
            "select c.* from customer c where c.source = ? and "
                + which
                + " order by c.observed_at, c.company_id")
        .params(source, values)
        .query(Persons::customer)
        .list();
  }

  private static Customer customer(ResultSet row, int n) throws SQLException {
    return new Customer(
        row.getString("company_id"),
        row.getString("urn"),
        row.getString("person_id"),
        AddressState.valueOf(row.getString("email_state")),
        Objects.requireNonNull(row.getBytes("profile_hash")),
        Consent.valueOf(row.getString("consent")),
        row.getString("consent_raw"),
        row.getBoolean("by_box"),
        row.getBoolean("supplier"),
        row.getBoolean("hidden"),
        row.getBoolean("held"),
        row.getBoolean("erased"),
        Columns.instant(row, "opted_in_at"),
        Columns.instant(row, "vanished_at"),
        Columns.requiredInstant(row, "observed_at"),
        Columns.requiredInstant(row, "looked_at"));
  }
}
