package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.persons.Customer;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.ledger.reports.Explanation.Line;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Answers why a customer or an order is, or is not, at the destinations. From the ledger alone. */
public final class Explanations {
  private final LedgerDatabase database;
  private final String source;
  private final Persons persons;
  private final ExplainedDeliveries deliveries;

  public Explanations(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.persons = new Persons(database, source);
    this.deliveries = new ExplainedDeliveries(database, source);
  }

  /** Of the person of a customer; empty if the ledger does not know the URN. */
  public Optional<Explanation> ofCustomer(String urn) {
    return person(urn).map(this::explain);
  }

  /** The person of who has this URN, or had it last. */
  public Optional<Person> person(String urn) {
    return Optional.ofNullable(persons.owners(List.of(urn)).get(urn))
        .map(owner -> persons.known(List.of(owner.personId())).get(owner.personId()));
  }

  /** Of an order; empty if the ledger does not know its code. */
  public Optional<Explanation> ofOrder(String code) {
    OrderTimeline order = new OrderTimeline(database, source, code);
    return order
        .about()
        .map(
            about -> {
              List<ExplainedDeliveries.Told> told = deliveries.where("d.order_code = ?", code);
              List<Line> lines = new ArrayList<>(order.lines());
              told.forEach(delivery -> lines.addAll(delivery.lines()));
              List<Explanation.Stand> stands = new ArrayList<>();
              order
                  .person()
                  .ifPresent(
                      person ->
                          stands.addAll(
                              ExplainedDeliveries.stands(
                                  deliveries.where(
                                      "d.kind = 'CONTACT' and d.person_id = ?", person))));
              stands.addAll(ExplainedDeliveries.stands(told));
              List<String> all = new ArrayList<>(about);
              all.addAll(openCases("order", Set.of(code)));
              return explanation(all, lines, stands);
            });
  }

  /**
   * What is known of something that the ledger has no facts of.
   *
   * @param record {@code customer} or {@code order}
   */
  public List<String> ofUnknown(String record, String key) {
    List<String> about = new ArrayList<>();
    about.add(
        "The ledger has no "
            + record
            + " "
            + key
            + ": it was not seen in Khaos Control, or can't be read.");
    about.addAll(openCases(record, Set.of(key)));
    if (record.equals("customer") && isStillToBeRead(key)) {
      about.add("It is listed there, and is still to be read.");
    }
    return about;
  }

  private boolean isStillToBeRead(String urn) {
    return database
        .sql()
        .sql(
            """
            select exists (select 1 from customer_to_read where source = ? and urn = ?)
              or exists (select 1 from backfill_customer where source = ? and urn = ?
                and not observed)
            """)
        .params(source, urn, source, urn)
        .query(Boolean.class)
        .single();
  }

  private Explanation explain(Person person) {
    Set<String> ids = new TreeSet<>(aliases(person.id()));
    ids.add(person.id());
    List<Line> lines =
        new ArrayList<>(new PersonTimeline(database, source, ids, person.companyIds()).lines());
    List<ExplainedDeliveries.Told> told =
        deliveries.where("d.person_id = any (?)", new Object[] {ids.toArray(String[]::new)});
    told.forEach(delivery -> lines.addAll(delivery.lines()));
    List<String> about = new ArrayList<>(about(person));
    about.addAll(contacts(ids));
    Set<String> keys = new TreeSet<>(person.companyIds());
    keys.addAll(person.urns());
    about.addAll(openCases("customer", keys));
    return explanation(about, lines, ExplainedDeliveries.stands(told));
  }

  private static Explanation explanation(
      List<String> about, List<Line> lines, List<Explanation.Stand> stands) {
    lines.sort(Comparator.comparing(Line::at));
    return new Explanation(about, lines, stands);
  }

  /** The ids that merges made other names of a person. */
  List<String> aliases(String person) {
    return database
        .sql()
        .sql("select alias_id from person_alias where source = ? and person_id = ?")
        .params(source, person)
        .query(String.class)
        .list();
  }

  private List<String> about(Person person) {
    List<String> about = new ArrayList<>();
    about.add("Person " + person.id());
    person.customers().forEach(customer -> about.add("  " + words(customer)));
    ExclusionReason exclusion = person.exclusion();
    Consent consent =
        persons.mailConsents(List.of(person.id())).getOrDefault(person.id(), Consent.UNKNOWN);
    about.add(
        "What contacts must have: "
            + PersonTimeline.words(consent.name())
            + (consent == person.mailConsent() ? "" : ", since another person shares the address"));
    if (exclusion != null) {
      about.add("No contact is made: " + exclusion.words());
    }
    return about;
  }

  private static String words(Customer customer) {
    Map<String, Boolean> marks = new LinkedHashMap<>();
    marks.put("supplier", customer.supplier());
    marks.put("hidden", customer.hidden());
    marks.put("held", customer.held());
    marks.put("no longer there", customer.vanished());
    StringBuilder words =
        new StringBuilder("customer ")
            .append(customer.companyId())
            .append(", URN ")
            .append(customer.urn())
            .append(": ")
            .append(PersonTimeline.words(customer.consent().name()))
            .append(", e-mail ")
            .append(PersonTimeline.words(customer.address().name()));
    marks.forEach(
        (mark, is) -> {
          if (is) {
            words.append(", ").append(mark);
          }
        });
    return words.toString();
  }

  private List<String> contacts(Set<String> ids) {
    return database
        .sql()
        .sql(
            """
            select destination, contact_id, created_by_us, consent_written, consent_by_us
            from contact_link where source = ? and person_id = any (?) order by destination
            """)
        .params(source, ids.toArray(String[]::new))
        .query(
            (row, n) ->
                "At "
                    + row.getString("destination")
                    + ": contact "
                    + row.getString("contact_id")
                    + (row.getBoolean("created_by_us") ? ", made by us" : ", there before us")
                    + (row.getString("consent_written") == null
                        ? ", consent not known"
                        : ", " + PersonTimeline.words(row.getString("consent_written"))))
        .list();
  }

  private List<String> openCases(String record, Set<String> keys) {
    return database
        .sql()
        .sql(
            """
            select id, type, owner, what_happened, opened_at from bridge_case
            where source = ? and record like ? and record_key = any (?) and closed_at is null
            order by id
            """)
        .params(source, "%" + record + "%", keys.toArray(String[]::new))
        .query(
            (row, n) ->
                "Case "
                    + row.getLong("id")
                    + " "
                    + row.getString("type")
                    + " is open, whose owner is "
                    + row.getString("owner")
                    + ": "
                    + row.getString("what_happened"))
        .list();
  }
}
