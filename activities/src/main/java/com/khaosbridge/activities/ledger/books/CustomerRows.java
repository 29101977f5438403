package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.persons.Customer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The customers of one transaction, written in batches. */
final class CustomerRows {
  private final LedgerDatabase database;
  private final String source;
  private final Look look;
  private final List<Object[]> persons = new ArrayList<>();
  private final List<Object[]> customers = new ArrayList<>();
  private final List<Object[]> transitions = new ArrayList<>();
  private final List<Object[]> addresses = new ArrayList<>();
  private final List<String> unchanged = new ArrayList<>();

  CustomerRows(LedgerDatabase database, String source, Look look) {
    this.database = database;
    this.source = source;
    this.look = look;
  }

  /**
   * A customer is new or has changed.
   *
   * @param before null at first sight and after a time without any, which is no turn of consent
   */
  void add(CustomerFacts facts, Customer now, @Nullable Customer before) {
    persons.add(new Object[] {source, now.personId()});
    customers.add(
        new Object[] {
          source,
          now.companyId(),
          now.urn(),
          now.personId(),
          now.address().name(),
          facts.idHash(),
          facts.emailHash(),
          facts.surnameHash(),
          facts.postcodeHash(),
          now.profileHash(),
          now.consent().name(),
          facts.consentRaw(),
          facts.byBox(),
          Columns.atOrNull(now.optedInAt()),
          now.supplier(),
          now.hidden(),
          now.held(),
          now.erased(),
          Columns.at(now.observedAt()),
          Columns.at(now.lookedAt())
        });
    if (before != null) {
      addresses.add(
          new Object[] {
            facts.emailHash(),
            Columns.at(look.knownUntil(before.lookedAt())),
            source,
            now.companyId(),
            facts.emailHash()
          });
    }
    if (before == null || before.consent() != now.consent()) {
      transitions.add(
          new Object[] {
            source,
            now.companyId(),
            now.personId(),
            before == null ? null : before.consent().name(),
            now.consent().name(),
            before == null ? null : Columns.at(before.observedAt()),
            Columns.at(now.observedAt()),
            before != null && before.consentRaw().equals(now.consentRaw()),
            before == null ? null : Columns.at(look.knownUntil(before.lookedAt()))
          });
    }
  }

  /** A customer is as the ledger has it. */
  void unchanged(Customer customer) {
    unchanged.add(customer.companyId());
  }

  void write() {
    if (!unchanged.isEmpty()) {
      database
          .batches()
          .update(
              "update customer set looked_at = ? where source = ? and company_id = any (?)",
              Columns.at(look.begunAt()),
              source,
              unchanged.toArray(String[]::new));
    }
    // What the customer's row still has is what they gave up.
    database
        .batches()
        .batchUpdate(
            """
            insert into address_turn
              (source, company_id, person_id, former_hash, to_hash, known_until)
            select source, company_id, person_id, email_hash, ?, ? from customer
            where source = ? and company_id = ? and email_hash is not null
              and email_hash is distinct from ?
            """,
            addresses);
    database
        .batches()
        .batchUpdate(
            "insert into person (source, person_id) values (?, ?) on conflict do nothing", persons);
    database
        .batches()
        .batchUpdate(
            """
            insert into customer (source, company_id, urn, person_id, email_state, id_hash, email_hash,
              surname_hash, postcode_hash, profile_hash, consent, consent_raw, by_box, opted_in_at,
              supplier, hidden, held, erased, observed_at, looked_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (source, company_id) do update set
              urn = excluded.urn, email_state = excluded.email_state,
              id_hash = excluded.id_hash, email_hash = excluded.email_hash, surname_hash = excluded.surname_hash,
              postcode_hash = excluded.postcode_hash, profile_hash = excluded.profile_hash,
              consent = excluded.consent, consent_raw = excluded.consent_raw,
              by_box = excluded.by_box,
              opted_in_at = excluded.opted_in_at,
              supplier = excluded.supplier, hidden = excluded.hidden, held = excluded.held,
              erased = excluded.erased,
              observed_at = excluded.observed_at, looked_at = excluded.looked_at,
              absences = 0, vanished_at = null
            """,
            customers);
    database
        .batches()
        .batchUpdate(
            """
            insert into consent_transition
              (source, company_id, person_id, from_value, to_value, not_before, seen_at,
              by_settings, known_until)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            transitions);
  }
}
