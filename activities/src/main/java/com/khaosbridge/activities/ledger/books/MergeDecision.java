package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What follows from what says that customers were merged: enough of it makes their persons one,
 * less asks a person.
 */
public final class MergeDecision {
  private static final String CUSTOMER = "customer";

  private final LedgerDatabase database;
  private final String source;
  private final Persons persons;
  private final JoinedPersons joins;
  private final VanishedCustomers vanished;
  private final Cases cases;

  public MergeDecision(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.persons = new Persons(database, source);
    this.joins = new JoinedPersons(database, source, scopes);
    this.vanished = new VanishedCustomers(database, source, scopes);
    this.cases = new Cases(database, source);
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
    MergeChains chains = new MergeChains(database, source);
    Map<String, Map<String, Set<MergePiece>>> said = new TreeMap<>();
    database
        .sql()
        .sql(
            """
            select e.loser, e.survivor, e.piece, l.vanished_at is not null as vanished
            from merge_evidence e
            join customer_merge m on m.source = e.source and m.loser = e.loser
            join customer l on l.source = e.source and l.company_id = e.loser
            join customer s on s.source = e.source and s.company_id = e.survivor
            where e.source = ? and m.decided_at is null and m.looked_at is not null
            """)
        .param(source)
        .query(
            row -> {
              String loser = row.getString("loser");
              Set<MergePiece> pieces =
                  said.computeIfAbsent(loser, one -> new HashMap<>())
                      .computeIfAbsent(
                          chains.end(loser, row.getString("survivor")),
                          survivor -> EnumSet.noneOf(MergePiece.class));
              MergePiece piece = MergePiece.valueOf(row.getString("piece"));
              pieces.add(piece);
              if (piece == MergePiece.AUDIT && row.getBoolean("vanished")) {
                pieces.add(MergePiece.LISTS);
              }
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
    boolean absent =
        database
            .sql()
            .sql(
                """
                update customer_merge set survivor = ?, decided_at = now()
                where source = ? and loser = ? returning absent
                """)
            .params(survivor, source, loser)
            .query(Boolean.class)
            .single();
    if (absent) {
      // What cannot be read any more may not be what the person's contact is made of.
      vanished.merged(loser, at);
    }
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
    // Two questions about one customer would be one too many.
    cases.closeAbout(CaseType.CUSTOMER_VANISHED, CUSTOMER, List.of(loser));
    cases.openAbout(
        CaseType.MERGE_QUESTION,
        CUSTOMER,
        loser,
        "customer " + loser + " may have been merged",
        "Customer " + loser + " may have been merged " + words + ".");
  }
}
