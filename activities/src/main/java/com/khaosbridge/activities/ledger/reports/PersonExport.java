package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Audit;
import com.khaosbridge.activities.ledger.persons.Person;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that the ledger holds about one person, for the person. Row by row as it is held: what is
 * hashed stays hashed, since nobody can turn it back.
 */
public final class PersonExport {
  /** Amounts stay as they are written, to the last digit. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private static final String ORDERS =
      "(select o.order_code from sales_order o where o.source = :source and (o.company_id = any"
          + " (:customers) or o.company_id is null and o.urn = any (:urns)))";

  private static final String CREDITS =
      "(select n.credit_id from credit_note n where n.source = :source and (n.company_id = any"
          + " (:customers) or n.order_code in "
          + ORDERS
          + "))";

  private static final String DELIVERIES =
      "select d.* from delivery d where d.source = :source and (d.person_id = any (:persons) or"
          + " d.order_code in "
          + ORDERS
          + ")";

  private static final Map<String, String> SECTIONS = sections();

  private final LedgerDatabase database;
  private final String source;
  private final Explanations explanations;

  public PersonExport(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.explanations = new Explanations(database, source);
  }

  private static Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("customers", ofCustomers("customer", "company_id"));
    sections.put(
        "erasures",
        "select e.* from erasure e join customer c on c.source = e.source"
            + " and c.id_hash = e.customer_hash where e.source = :source"
            + " and c.company_id = any (:customers) order by e.id");
    sections.put("otherPersonIds", ofPersons("person_alias", "since"));
    sections.put("consentInKhaosControl", ofCustomers("consent_transition", "id"));
    sections.put("formerEmails", ofCustomers("address_turn", "id"));
    sections.put("contacts", ofPersons("contact_link", "destination"));
    sections.put("consentAtDestinations", ofPersons("consent_there", "id"));
    sections.put(
        "bindingOptOuts",
        "select s.* from binding_opt_out s join consent_there t on t.id = s.opt_out"
            + " where t.source = :source and s.person_id = any (:persons) order by s.bound_at");
    sections.put("orders", ofOrders("sales_order", "placed_at, order_code"));
    sections.put("invoices", ofOrders("invoice", "order_code, ordinal"));
    sections.put("deadlinesPassed", ofOrders("deadline_passed", "told_at"));
    sections.put("creditNotes", ofCredits("credit_note", "issued_at"));
    sections.put("creditParts", ofCredits("credit_part", "id"));
    sections.put("refunds", ofCredits("credit_refund", "paid_at"));
    sections.put("metrics", ofPersons("person_metrics", "computed_on"));
    sections.put(
        "observedChanges",
        "select t.* from observation t where t.source = :source and (t.person_id = any (:persons)"
            + " or t.order_code in "
            + ORDERS
            + ") order by t.seq");
    sections.put("deliveries", DELIVERIES + " order by d.id");
    sections.put(
        "salesFiles",
        "select f.id, f.destination, f.sha256, f.sent_at, f.status from sales_file f"
            + " where f.deliveries && array(select id from ("
            + DELIVERIES
            + ") x) order by f.id");
    sections.put(
        "cases",
        "select distinct c.* from bridge_case c where c.source = :source and (c.record_key = any"
            + " (:customers) or c.record_key = any (:urns) or c.record_key in "
            + ORDERS
            + " or c.id in (select case_id from ("
            + DELIVERIES
            + ") x)) order by c.id");
    sections.put(
        "mergeEvidence",
        "select t.* from merge_evidence t where t.source = :source and (t.loser = any (:customers)"
            + " or t.survivor = any (:customers)) order by t.seen_at");
    sections.put(
        "merges",
        "select t.* from person_merge t where t.source = :source and t.alias_id = any (:persons)"
            + " order by t.begun_at");
    sections.put(
        "mergeSteps",
        "select t.* from merge_step t where t.source = :source and t.alias_id = any (:persons)"
            + " order by t.begun_at");
    sections.put(
        "decisions",
        "select a.* from audit a where a.subject in (select 'delivery ' || id from ("
            + DELIVERIES
            + ") x) or a.subject = any (:subjects) or exists (select 1 from unnest(:customers) c"
            + " where a.subject like 'customer ' || c || ' into %'"
            + " or a.subject like 'customer % into ' || c) order by a.id");
    return sections;
  }

  private static String ofCustomers(String table, String order) {
    return rows(table, "company_id = any (:customers)", order);
  }

  private static String ofPersons(String table, String order) {
    return rows(table, "person_id = any (:persons)", order);
  }

  private static String ofOrders(String table, String order) {
    return rows(table, "order_code in " + ORDERS, order);
  }

  private static String ofCredits(String table, String order) {
    return rows(table, "credit_id in " + CREDITS, order);
  }

  private static String rows(String table, String condition, String order) {
    return "select t.* from "
        + table
        + " t where t.source = :source and t."
        + condition
        + " order by t."
        + order.replace(", ", ", t.");
  }

  /**
   * As JSON, and noted in the audit; empty if the ledger does not know the URN.
   *
   * @param actor who asks for it: a role or login name
   */
  public Optional<String> of(String urn, String actor, String reason) {
    return explanations
        .person(urn)
        .map(
            person ->
                database.inTransaction(
                    () -> {
                      new Audit(database).write(actor, "export", "person " + person.id(), reason);
                      return JSON.writeValueAsString(all(person));
                    }));
  }

  private ObjectNode all(Person person) {
    Set<String> persons = new TreeSet<>(explanations.aliases(person.id()));
    persons.add(person.id());
    ObjectNode all = JSON.createObjectNode();
    all.put("source", source);
    all.put("person", person.id());
    SECTIONS.forEach(
        (name, query) ->
            all.set(
                name,
                JSON.readTree(
                    database
                        .sql()
                        .sql(
                            "select coalesce(jsonb_agg(to_jsonb(q) - 'claim' - 'task_token'), '[]')"
                                + " from ("
                                + query
                                + ") q")
                        .param("source", source)
                        .param("persons", persons.toArray(String[]::new))
                        .param("customers", person.companyIds().toArray(String[]::new))
                        .param("urns", person.urns().toArray(String[]::new))
                        .param("subjects", subjects(persons))
                        .query(String.class)
                        .single())));
    return all;
  }

  private static String[] subjects(Set<String> persons) {
    return persons.stream().map(id -> "person " + id).toArray(String[]::new);
  }
}
