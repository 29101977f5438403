package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Audit;
import java.util.Optional;

/** Takes down who is to be forgotten. {@link ErasedPersons} carries it out. */
public final class ErasureRequests {
  private final LedgerDatabase database;
  private final String source;

  public ErasureRequests(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * Notes all customers of the person of a customer. Nobody is forgotten twice.
   *
   * @param actor who decides: a role or login name
   * @return the person's id; empty if the ledger does not know the URN
   */
  public Optional<String> note(String urn, String actor, String reason) {
    return new MergeEvidence(database, source)
        .customer(urn)
        .map(customer -> database.inTransaction(() -> noteAll(person(customer), actor, reason)));
  }

  private String noteAll(String person, String actor, String reason) {
    // A look that is under way would write again what is emptied.
    database.recordAlone(source);
    database
        .sql()
        .sql(
            """
            insert into erasure (source, customer_hash, person_hash, email_hash)
            select c.source, c.id_hash, coalesce(p.id_hash, c.id_hash),
              case when c.email_state = 'VALID' then c.email_hash end
            from customer c
            left join customer p on p.source = c.source and p.company_id = c.person_id
            where c.source = ? and c.person_id = ? and c.id_hash is not null
            on conflict do nothing
            """)
        .params(source, person)
        .update();
    new Audit(database).write(actor, "forget", "person " + person, reason);
    return person;
  }

  private String person(String customer) {
    return database
        .sql()
        .sql("select person_id from customer where source = ? and company_id = ?")
        .params(source, customer)
        .query(String.class)
        .single();
  }
}
