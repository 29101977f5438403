package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.InvoicedOrder;
import com.khaosbridge.activities.ledger.books.InvoicedOrders;
import com.khaosbridge.activities.ledger.outbox.BindingOptOuts;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.OrderLine;
import com.khaosbridge.workflows.reconciliation.ExpectedOrder;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import com.khaosbridge.workflows.reconciliation.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What must be at a destination, by what the ERP was seen to have and what the ledger owes. */
public final class Expectations {
  private static final int AT_ONCE = 1000;

  private final LedgerDatabase database;
  private final String source;
  private final InvoicedOrders invoiced;
  private final Persons persons;
  private final BindingOptOuts binding;

  public Expectations(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.invoiced = new InvoicedOrders(database, source);
    this.persons = new Persons(database, source);
    this.binding = new BindingOptOuts(database, source);
  }

  /** The invoiced orders, by key. */
  public Map<String, ExpectedOrder> orders(String destination) {
    Map<String, Standing> standings = standings(destination, DeliveryKind.ORDER, "business_key");
    Map<String, Owner> owners = owners(destination);
    Map<String, ExpectedOrder> orders = new TreeMap<>();
    for (List<String> codes : batches(owners.keySet())) {
      for (InvoicedOrder order : invoiced.byCode(codes).values()) {
        BigDecimal total = order.totalExVat();
        if (total != null && order.finalised()) {
          Owner owner = owners.getOrDefault(order.orderCode(), Owner.NOBODY);
          orders.put(
              order.orderCode(),
              new ExpectedOrder(
                  order.orderCode(),
                  owner.personId(),
                  owner.contactId(),
                  order.businessDate(),
                  order.currency(),
                  order.status(),
                  total,
                  order.takenBack().exVat(),
                  order.sold().stream()
                      .map(OrderLine::quantity)
                      .reduce(BigDecimal.ZERO, BigDecimal::add),
                  standings.getOrDefault(order.orderCode(), Standing.NOT_OWED)));
        }
      }
    }
    return orders;
  }

  /** All persons, by id. */
  public Map<String, ExpectedPerson> persons(String destination) {
    Map<String, Standing> contacts = standings(destination, DeliveryKind.CONTACT, "person_id");
    Map<String, Standing> consents = standings(destination, DeliveryKind.CONSENT, "person_id");
    Set<String> held = heldConsents(destination);
    Map<String, Link> links = links(destination);
    List<String> ids =
        database
            .sql()
            .sql("select distinct person_id from customer where source = ?")
            .param(source)
            .query(String.class)
            .list();
    Map<String, ExpectedPerson> expected = new TreeMap<>();
    for (List<String> some : batches(ids)) {
      Map<String, Person> known = persons.known(some);
      Map<String, Consent> erp = new HashMap<>();
      known.values().forEach(person -> erp.put(person.id(), person.mailConsent()));
      Map<String, Consent> owed = binding.over(destination, erp);
      for (Person person : known.values()) {
        Link link = links.getOrDefault(person.id(), Link.NONE);
        expected.put(
            person.id(),
            new ExpectedPerson(
                person.id(),
                link.contactId(),
                link.writtenByUs(),
                Objects.requireNonNull(owed.get(person.id())),
                link.written(),
                person.onHold(),
                contacts.getOrDefault(person.id(), Standing.NOT_OWED),
                consents.getOrDefault(person.id(), Standing.NOT_OWED),
                held.contains(person.id()),
                person.urns()));
      }
    }
    return expected;
  }

  /** The person by which each alias goes on. */
  public Map<String, String> aliases() {
    Map<String, String> aliases = new HashMap<>();
    database
        .sql()
        .sql("select alias_id, person_id from person_alias where source = ?")
        .param(source)
        .query(
            row -> {
              aliases.put(row.getString("alias_id"), row.getString("person_id"));
            });
    return aliases;
  }

  /** Persons and orders of which something began, ended or is still open since an instant. */
  public Moved moved(String destination, Instant since) {
    Set<String> people = new HashSet<>();
    Set<String> orders = new HashSet<>();
    database
        .sql()
        .sql(
            """
            select distinct person_id, order_code, kind from delivery
            where source = ? and destination = ? and (created_at >= ? or ended_at >= ?)
            """)
        .params(source, destination, Columns.at(since), Columns.at(since))
        .query(
            row -> {
              String order = row.getString("order_code");
              if (order != null) {
                orders.add(order);
              } else if (row.getString("person_id") != null) {
                people.add(row.getString("person_id"));
              }
            });
    return new Moved(people, orders);
  }

  /** What changed meanwhile, so that a comparison says nothing of it. */
  public record Moved(Set<String> persons, Set<String> orders) {
    public Moved {
      persons = Set.copyOf(persons);
      orders = Set.copyOf(orders);
    }
  }

  /** When the ledger's database thinks it is. */
  public Instant now() {
    return database.now();
  }

  /** The persons whose metrics must be at this destination as the books have them. */
  public Set<String> withMetrics(String destination) {
    Map<String, Standing> standings = standings(destination, DeliveryKind.METRICS, "person_id");
    standings.values().removeIf(standing -> standing != Standing.EXPECTED);
    return standings.keySet();
  }

  private Map<String, Standing> standings(String destination, DeliveryKind kind, String key) {
    Map<String, Standing> standings = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select coalesce(a.person_id, d.%s) as key,
              bool_or(d.status %s or d.status %s) as open,
              (array_agg(d.status %s order by d.seq desc, d.id desc)
                filter (where d.reason is distinct from 'SUPERSEDED'))[1] as last_delivered
            from delivery d
            left join person_alias a on a.source = d.source and a.alias_id = d.%s
            where d.source = ? and d.destination = ? and d.kind = ? and d.%s is not null
            group by 1
            """
                .formatted(
                    key,
                    StatusSql.IN_FLIGHT,
                    StatusSql.HELD,
                    StatusSql.in(DeliveryStatus.DELIVERED),
                    key,
                    key))
        .params(source, destination, kind.name())
        .query(
            row -> {
              standings.put(
                  row.getString("key"),
                  Standing.of(row.getBoolean("open"), row.getBoolean("last_delivered")));
            });
    return standings;
  }

  private Set<String> heldConsents(String destination) {
    return new HashSet<>(
        database
            .sql()
            .sql(
                "select distinct person_id from delivery where source = ? and destination = ? and"
                    + " kind = 'CONSENT' and person_id is not null and status "
                    + StatusSql.HELD)
            .params(source, destination)
            .query(String.class)
            .list());
  }

  private Map<String, Owner> owners(String destination) {
    Map<String, Owner> owners = new TreeMap<>();
    database
        .sql()
        .sql(
            """
            select o.order_code, c.person_id, l.contact_id
            from sales_order o
            left join customer c on c.source = o.source and c.company_id = o.company_id
            left join contact_link l on l.source = o.source and l.destination = ?
              and l.person_id = c.person_id
            where o.source = ?
            """)
        .params(destination, source)
        .query(
            row -> {
              owners.put(
                  row.getString("order_code"),
                  new Owner(row.getString("person_id"), row.getString("contact_id")));
            });
    return owners;
  }

  private Map<String, Link> links(String destination) {
    Map<String, Link> links = new HashMap<>();
    database
        .sql()
        .sql(
            "select person_id, contact_id, consent_by_us, consent_written from contact_link"
                + " where destination = ? and source = ?")
        .params(destination, source)
        .query(
            row -> {
              String written = row.getString("consent_written");
              links.put(
                  row.getString("person_id"),
                  new Link(
                      row.getString("contact_id"),
                      row.getBoolean("consent_by_us"),
                      written == null ? null : Consent.valueOf(written)));
            });
    return links;
  }

  private static List<List<String>> batches(Iterable<String> all) {
    List<List<String>> batches = new ArrayList<>();
    List<String> batch = new ArrayList<>();
    for (String one : all) {
      batch.add(one);
      if (batch.size() == AT_ONCE) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
    }
    batches.add(batch);
    return batches;
  }

  private record Owner(@Nullable String personId, @Nullable String contactId) {
    private static final Owner NOBODY = new Owner(null, null);
  }

  private record Link(@Nullable String contactId, boolean writtenByUs, @Nullable Consent written) {
    private static final Link NONE = new Link(null, false, null);
  }
}
