package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Audit;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.MergePiece;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DestinationScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What says that customers were merged in the ERP, and what follows: enough of it makes their
 * persons one, less asks a person.
 */
public final class MergeEvidence {
  private static final String CUSTOMER = "customer";

  /** So many orders say enough about whose all of them are. */
  private static final int ORDERS_ASKED = 20;

  private final LedgerDatabase database;
  private final String source;
  private final Persons persons;
  private final JoinedPersons joins;
  private final Cases cases;

  public MergeEvidence(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.persons = new Persons(database, source);
    this.joins = new JoinedPersons(database, source, scopes);
    this.cases = new Cases(database, source);
  }

  /**
   * A customer that may have been merged.
   *
   * @param vanished whether the ERP was found not to have it any more
   */
  public record Suspect(String companyId, String urn, boolean vanished) {}

  /** Something says that one customer was merged into another. */
  public void note(String loser, String survivor, MergePiece piece) {
    database.inTransaction(
        () -> {
          database
              .sql()
              .sql(
                  """
                  insert into merge_evidence (source, loser, survivor, piece) values (?, ?, ?, ?)
                  on conflict do nothing
                  """)
              .params(source, loser, survivor, piece.name())
              .update();
          database
              .sql()
              .sql(
                  "insert into customer_merge (source, loser) values (?, ?) on conflict do nothing")
              .params(source, loser)
              .update();
        });
  }

  /** A person says so, which is enough. */
  public void noteByHand(String loser, String survivor, String person, String reason) {
    database.inTransaction(
        () -> {
          note(loser, survivor, MergePiece.OPERATOR);
          new Audit(database)
              .write(person, "merge", "customer " + loser + " into " + survivor, reason);
        });
  }

  /**
   * Whom to look at: who vanished or is said to be merged, whoever was looked at last at the end.
   */
  public List<Suspect> suspects(int limit) {
    return database
        .sql()
        .sql(
            """
            select c.company_id, c.urn, c.vanished_at is not null as vanished from customer c
            left join customer_merge m on m.source = c.source and m.loser = c.company_id
            where c.source = ? and (c.vanished_at is not null or m.loser is not null)
              and m.decided_at is null
              and (m.looked_at is null or m.looked_at < now() - interval '1 hour'
                or c.vanished_at is not null and not exists (select 1 from merge_evidence e
                  where e.source = c.source and e.loser = c.company_id)
                  and m.looked_at < now() - interval '1 minute')
            order by m.looked_at nulls first, c.company_id limit ?
            """)
        .params(source, limit)
        .query(
            (row, n) ->
                new Suspect(
                    row.getString("company_id"), row.getString("urn"), row.getBoolean("vanished")))
        .list();
  }

  /** The codes of the newest orders that the ledger knows as a customer's. */
  public List<String> ordersOf(Suspect suspect) {
    return database
        .sql()
        .sql(
            """
            select order_code from sales_order where source = ? and company_id = ?
            order by placed_at desc nulls last, order_code limit ?
            """)
        .params(source, suspect.companyId(), ORDERS_ASKED)
        .query(String.class)
        .list();
  }

  /** The one other customer that the ERP has and that has a suspect's e-mail and postcode. */
  public Optional<String> atSameAddress(Suspect suspect) {
    List<String> others =
        database
            .sql()
            .sql(
                """
                select o.company_id from customer c
                join customer o on o.source = c.source and o.email_hash = c.email_hash
                  and o.postcode_hash = c.postcode_hash and o.company_id <> c.company_id
                  and o.vanished_at is null and o.email_state = 'VALID'
                where c.source = ? and c.company_id = ? and c.email_state = 'VALID'
                """)
            .params(source, suspect.companyId())
            .query(String.class)
            .list();
    return others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
  }

  /** The COMPANY_ID of who has this URN and is there. */
  public Optional<String> owner(String urn) {
    return database
        .sql()
        .sql(
            """
            select company_id from customer where source = ? and urn = ? and vanished_at is null
            order by observed_at desc limit 1
            """)
        .params(source, urn)
        .query(String.class)
        .optional();
  }

  /** The COMPANY_ID of who had this URN last. */
  public Optional<String> customer(String urn) {
    return database
        .sql()
        .sql(
            "select company_id from customer where source = ? and urn = ? order by observed_at desc"
                + " limit 1")
        .params(source, urn)
        .query(String.class)
        .optional();
  }

  /** A suspect was looked at. */
  public void looked(Suspect suspect) {
    database
        .sql()
        .sql(
            """
            insert into customer_merge (source, loser, looked_at) values (?, ?, now())
            on conflict (source, loser) do update set looked_at = now()
            """)
        .params(source, suspect.companyId())
        .update();
  }

  /**
   * Acts on what there is: joins persons, or asks.
   *
   * @param at business time
   */
  public void decide(Instant at) {
    Map<String, Map<String, Set<MergePiece>>> open = undecided();
    for (Map.Entry<String, Map<String, Set<MergePiece>>> said : open.entrySet()) {
      String loser = said.getKey();
      List<String> acting = new ArrayList<>();
      said.getValue()
          .forEach(
              (survivor, pieces) -> {
                if (MergePiece.act(pieces)) {
                  acting.add(survivor);
                }
              });
      if (acting.size() == 1) {
        database.inTransaction(() -> join(loser, acting.get(0), at));
      } else {
        database.inTransaction(() -> ask(loser, said.getValue()));
      }
    }
  }

  /** By loser and survivor; both are known. */
  private Map<String, Map<String, Set<MergePiece>>> undecided() {
    Map<String, Map<String, Set<MergePiece>>> said = new TreeMap<>();
    database
        .sql()
        .sql(
            """
            select e.* from merge_evidence e
            join customer_merge m on m.source = e.source and m.loser = e.loser
            join customer l on l.source = e.source and l.company_id = e.loser
            join customer s on s.source = e.source and s.company_id = e.survivor
            where e.source = ? and m.decided_at is null and m.looked_at is not null
            """)
        .param(source)
        .query(
            row -> {
              said.computeIfAbsent(row.getString("loser"), loser -> new HashMap<>())
                  .computeIfAbsent(
                      row.getString("survivor"), survivor -> EnumSet.noneOf(MergePiece.class))
                  .add(MergePiece.valueOf(row.getString("piece")));
            });
    return said;
  }

  /** Whoever is in a call is joined later. */
  private void join(String loser, String survivor, Instant at) {
    Map<String, String> ids = personsOf(loser, survivor);
    String goes = ids.get(loser);
    String stays = ids.get(survivor);
    if (goes == null || stays == null || !(goes.equals(stays) || joins.join(stays, goes, at))) {
      return;
    }
    database
        .sql()
        .sql(
            "update customer_merge set survivor = ?, decided_at = now() where source = ? and loser"
                + " = ?")
        .params(survivor, source, loser)
        .update();
    // No list will have it any more, which must not look like a list that is too short.
    database
        .sql()
        .sql(
            "update customer set listed_at = null, absences = 0 where source = ? and company_id = ?")
        .params(source, loser)
        .update();
    cases.closeAbout(CaseType.MERGE_QUESTION, CUSTOMER, List.of(loser));
    cases.closeAbout(CaseType.CUSTOMER_VANISHED, CUSTOMER, List.of(loser));
  }

  private Map<String, String> personsOf(String loser, String survivor) {
    Map<String, String> ids = new HashMap<>();
    persons
        .ofCustomers(List.of(loser, survivor))
        .forEach((id, person) -> person.companyIds().forEach(company -> ids.put(company, id)));
    return ids;
  }

  private void ask(String loser, Map<String, Set<MergePiece>> said) {
    String words =
        said.entrySet().stream()
            .map(
                one ->
                    "into customer "
                        + one.getKey()
                        + ": "
                        + one.getValue().stream()
                            .map(MergePiece::words)
                            .collect(Collectors.joining(", ")))
            .collect(Collectors.joining("; "));
    cases.openAbout(
        CaseType.MERGE_QUESTION,
        CUSTOMER,
        loser,
        "customer " + loser + " may have been merged",
        "Customer " + loser + " may have been merged " + words + ".");
  }
}
