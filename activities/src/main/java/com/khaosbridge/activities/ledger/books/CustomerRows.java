package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.time.Instant;
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

  void add(CustomerFacts customer, String personId, Instant observedAt) {
    persons.add(new Object[] {source, personId});
    customers.add(
        new Object[] {
          source,
          customer.companyId(),
          customer.urn(),
          personId,
          customer.address().name(),
          customer.emailHash(),
          customer.profileHash(),
          customer.consent().name(),
          customer.consentRaw(),
          Columns.at(observedAt),
          customer.supplier(),
          customer.hidden(),
          customer.held(),
          Columns.at(observedAt)
        });
  }

  /** The customer's consent is not what it was; {@code before} is null at first sight. */
  void turned(CustomerFacts customer, CustomerLedger.@Nullable Known before, Instant seenAt) {
    transitions.add(
        new Object[] {
          source,
          customer.companyId(),
          before == null ? null : before.consent().name(),
          customer.consent().name(),
          before == null ? null : Columns.at(before.observedAt()),
          Columns.at(seenAt)
        });
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
              profile_hash, consent, consent_raw, consent_since, supplier, hidden, held, observed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (source, company_id) do update set
              urn = excluded.urn, email_state = excluded.email_state,
              email_hash = excluded.email_hash, profile_hash = excluded.profile_hash,
              consent = excluded.consent, consent_raw = excluded.consent_raw,
              consent_since = case when customer.consent = excluded.consent
                then customer.consent_since else excluded.consent_since end,
              supplier = excluded.supplier, hidden = excluded.hidden, held = excluded.held,
              observed_at = excluded.observed_at
            """,
            customers);
    database
        .batches()
        .batchUpdate(
            """
            insert into consent_transition
              (source, company_id, from_value, to_value, not_before, seen_at)
            values (?, ?, ?, ?, ?, ?)
            """,
            transitions);
  }
}
