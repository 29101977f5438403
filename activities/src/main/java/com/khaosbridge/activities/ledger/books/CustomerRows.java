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
  private final List<Object[]> persons = new ArrayList<>();
  private final List<Object[]> customers = new ArrayList<>();
  private final List<Object[]> transitions = new ArrayList<>();

  CustomerRows(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
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
          facts.emailHash(),
          facts.surnameHash(),
          facts.postcodeHash(),
          now.profileHash(),
          now.consent().name(),
          facts.consentRaw(),
          Columns.at(now.observedAt()),
          now.supplier(),
          now.hidden(),
          now.held(),
          Columns.at(now.observedAt())
        });
    if (before == null || before.consent() != now.consent()) {
      transitions.add(
          new Object[] {
            source,
            now.companyId(),
            now.personId(),
            before == null ? null : before.consent().name(),
            now.consent().name(),
            before == null ? null : Columns.at(before.observedAt()),
            Columns.at(now.observedAt())
          });
    }
  }

  void write() {
    database
        .batches()
        .batchUpdate(
            "insert into person (source, person_id) values (?, ?) on conflict do nothing", persons);
    database
        .batches()
        .batchUpdate(
            """
            insert into customer (source, company_id, urn, person_id, email_state, email_hash,
              surname_hash, postcode_hash, profile_hash, consent, consent_raw, consent_since, supplier, hidden, held, observed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (source, company_id) do update set
              urn = excluded.urn, email_state = excluded.email_state,
              email_hash = excluded.email_hash, surname_hash = excluded.surname_hash,
              postcode_hash = excluded.postcode_hash, profile_hash = excluded.profile_hash,
              consent = excluded.consent, consent_raw = excluded.consent_raw,
              consent_since = case when customer.consent = excluded.consent
                then customer.consent_since else excluded.consent_since end,
              supplier = excluded.supplier, hidden = excluded.hidden, held = excluded.held,
              observed_at = excluded.observed_at, absences = 0, vanished_at = null
            """,
            customers);
    database
        .batches()
        .batchUpdate(
            """
            insert into consent_transition
              (source, company_id, person_id, from_value, to_value, not_before, seen_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """,
            transitions);
  }
}
