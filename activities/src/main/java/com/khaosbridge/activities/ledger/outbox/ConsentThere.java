package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.ConsentRule;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Evidence;
import java.time.Instant;
import java.util.HashMap;
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

  static final String FIRST_SIGHT_CAUSE = "opted in in Khaos Control, but not at the destination";

  private final LedgerDatabase database;
  private final String source;
  private final Persons persons;
  private final Deliveries deliveries;

  ConsentThere(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.persons = new Persons(database, source);
    this.deliveries = new Deliveries(database, source);
  }

  /** What was written to the contact or read from it last; null if nothing was. */
  @Nullable Consent known(String destination, String personId) {
    return database
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
  }

  /**
   * The consent with which new contacts of these persons are created: what the ERP says, but for
   * opt-outs at a contact that is gone, until the ERP turns to opted in after them.
   *
   * @param erp by person
   */
  Map<String, Consent> onCreation(String destination, Map<String, Consent> erp) {
    Map<String, Consent> consents = new HashMap<>(erp);
    database
        .sql()
        .sql(
            """
            select k.person_id from opt_out_kept k
            where k.destination = ? and k.source = ? and k.person_id = any (?)
              and not exists (select 1 from consent_transition t where t.source = k.source
                and t.person_id = k.person_id and t.from_value is not null
                and t.to_value = 'OPTED_IN' and t.recorded_at > k.since)
            """)
        .params(destination, source, erp.keySet().toArray(String[]::new))
        .query(String.class)
        .list()
        .forEach(person -> consents.put(person, Consent.OPTED_OUT));
    return consents;
  }

  /** What to do with the consent that the ERP has for a person now. */
  ConsentRule.Decision decide(String destination, String personId) {
    Consent known = known(destination, personId);
    boolean turned =
        database
                .sql()
                .sql(
                    """
                    select count(*) from consent_transition t
                    join contact_link l on l.source = t.source and l.person_id = t.person_id
                    where l.destination = ? and l.source = ? and l.person_id = ?
                      and t.from_value is not null and t.to_value = 'OPTED_IN'
                      and t.recorded_at > l.consent_written_at
                    """)
                .params(destination, source, personId)
                .query(Long.class)
                .single()
            > 0;
    Consent erp = persons.mailConsents(List.of(personId)).getOrDefault(personId, Consent.UNKNOWN);
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
    deliver(destination, asInErp(byPerson), Evidence.ACCEPTED);
  }

  /** What was read at the destination may already be what the ERP says. */
  void read(String destination, Map<String, Consent> byPerson) {
    known(destination, byPerson, null);
    deliver(destination, asInErp(byPerson), Evidence.READ_BACK);
  }

  private List<String> asInErp(Map<String, Consent> byPerson) {
    Map<String, Consent> erp = persons.mailConsents(byPerson.keySet());
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

  private void deliver(String destination, List<String> persons, Evidence evidence) {
    if (persons.isEmpty()) {
      return;
    }
    Selection owed =
        Selection.where(
                "d.destination = ? and d.source = ? and d.person_id = any (?) and d.kind ="
                    + " 'CONSENT'",
                destination,
                source,
                persons.toArray(String[]::new))
            .standing(DeliveryStatus.PLANNED, DeliveryStatus.WAITING);
    // Whoever waits for it is told; nobody else needs to look.
    deliveries.deliver(owed, evidence);
  }
}
