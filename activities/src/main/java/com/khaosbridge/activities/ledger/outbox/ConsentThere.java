package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.ConsentRule;
import com.khaosbridge.workflows.delivery.Consent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What we know of the consent at destinations: what a call wrote, or what was read there, and since
 * when. Never what the ERP says meanwhile: that is what it is compared with.
 */
public final class ConsentThere {
  public static final String UNKNOWN_CAUSE =
      "consent missing, malformed or unmapped in Khaos Control";
  public static final String UNKNOWN_HAPPENED =
      "The customer's consent could not be read as an opt-in or an opt-out.";

  private final LedgerDatabase database;
  private final String source;
  private final Persons persons;
  private final Cases cases;
  private final PendingSignals signals;

  ConsentThere(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.persons = new Persons(database, source);
    this.cases = new Cases(database, source);
    this.signals = new PendingSignals(database, source);
  }

  /** What to do with the consent that the ERP has for a person now. */
  ConsentRule.Decision decide(String destination, String personId) {
    Consent known =
        database
            .sql()
            .sql(
                "select consent_written from contact_link where destination = ? and source = ? and"
                    + " person_id = ?")
            .params(destination, source, personId)
            .query((link, n) -> Optional.ofNullable(link.getString("consent_written")))
            .optional()
            .flatMap(value -> value)
            .map(Consent::valueOf)
            .orElse(null);
    boolean turned =
        database
                .sql()
                .sql(
                    """
                    select count(*) from consent_transition t
                    join customer c on c.source = t.source and c.company_id = t.company_id
                    join contact_link l on l.source = c.source and l.person_id = c.person_id
                    where l.destination = ? and l.source = ? and l.person_id = ?
                      and t.from_value is not null and t.to_value = 'OPTED_IN'
                      and t.recorded_at > l.consent_written_at
                    """)
                .params(destination, source, personId)
                .query(Long.class)
                .single()
            > 0;
    Consent erp =
        persons.consentOfPersons(List.of(personId)).getOrDefault(personId, Consent.UNKNOWN);
    return ConsentRule.decide(erp, known, null, turned);
  }

  /**
   * A call gave contacts this consent. Newer than that is only what the ledger recorded after the
   * call's claim, from which the consent was taken.
   */
  void written(String destination, Map<String, Consent> byPerson, Instant claimedAt) {
    known(destination, byPerson, claimedAt);
  }

  /** The calls that created contacts carried their consent, which may be what was owed. */
  void wentAlong(String destination, Map<String, Consent> byPerson, Instant claimedAt) {
    known(destination, byPerson, claimedAt);
    deliver(destination, asInErp(byPerson), "ACCEPTED");
  }

  /** What was read at the destination may already be what the ERP says. */
  void read(String destination, Map<String, Consent> byPerson) {
    known(destination, byPerson, null);
    deliver(destination, asInErp(byPerson), "READ_BACK");
  }

  private List<String> asInErp(Map<String, Consent> byPerson) {
    Map<String, Consent> erp = persons.consentOfPersons(byPerson.keySet());
    return byPerson.entrySet().stream()
        .filter(entry -> entry.getValue() != Consent.UNKNOWN)
        .filter(entry -> entry.getValue() == erp.get(entry.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * @param since null means now
   */
  private void known(String destination, Map<String, Consent> byPerson, @Nullable Instant since) {
    for (Consent consent : Consent.values()) {
      String[] persons =
          byPerson.entrySet().stream()
              .filter(entry -> entry.getValue() == consent)
              .map(Map.Entry::getKey)
              .toArray(String[]::new);
      if (persons.length > 0) {
        database
            .batches()
            .update(
                "update contact_link set consent_written = ?, consent_written_at = coalesce(?,"
                    + " now()) where destination = ? and source = ? and person_id = any (?)",
                consent.name(),
                Columns.atOrNull(since),
                destination,
                source,
                persons);
      }
    }
  }

  private void deliver(String destination, List<String> persons, String evidence) {
    if (persons.isEmpty()) {
      return;
    }
    List<Long> left = new ArrayList<>();
    List<String> live = new ArrayList<>();
    database
        .sql()
        .sql(
            """
            with already as (select id, case_id from delivery
              where destination = ? and source = ? and person_id = any (?) and kind = 'CONSENT'
                and state = 'IN_FLIGHT' and step in ('PLANNED', 'WAITING') for update)
            update delivery d set state = 'DELIVERED', step = null, evidence = ?, case_id = null,
              ended_at = now()
            from already a where d.id = a.id
            returning coalesce(a.case_id, 0) as left_case, d.lane, d.person_id
            """)
        .params(destination, source, persons.toArray(String[]::new), evidence)
        .query(
            row -> {
              left.add(row.getLong("left_case"));
              if (row.getString("lane").equals("LIVE")) {
                live.add(row.getString("person_id"));
              }
            });
    cases.closeEmpty(left);
    signals.add(PendingSignals.Kind.PERSON_OBSERVED, live);
  }
}
