package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Audit;
import com.khaosbridge.workflows.decision.MergePiece;
import java.util.List;
import java.util.Optional;

/** What says that customers were merged in the ERP. {@link MergeDecision} acts on it. */
public final class MergeEvidence {
  /** So many orders say enough about whose all of them are. */
  private static final int ORDERS_ASKED = 20;

  private final LedgerDatabase database;
  private final String source;

  public MergeEvidence(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
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
    return whoHad(urn, "and vanished_at is null");
  }

  /** The COMPANY_ID of who had this URN last. */
  public Optional<String> customer(String urn) {
    return whoHad(urn, "");
  }

  private Optional<String> whoHad(String urn, String condition) {
    return database
        .sql()
        .sql(
            """
            select company_id from customer where source = ? and urn = ? %s
            order by observed_at desc limit 1
            """
                .formatted(condition))
        .params(source, urn)
        .query(String.class)
        .optional();
  }

  /**
   * A suspect was looked at.
   *
   * @param absent whether the ERP did not give it when asked for it
   */
  public void looked(Suspect suspect, boolean absent) {
    database
        .sql()
        .sql(
            """
            insert into customer_merge (source, loser, looked_at, absent) values (?, ?, now(), ?)
            on conflict (source, loser) do update set looked_at = now(), absent = excluded.absent
            """)
        .params(source, suspect.companyId(), absent)
        .update();
  }
}
