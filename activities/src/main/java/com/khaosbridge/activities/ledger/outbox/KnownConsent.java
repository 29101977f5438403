package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Evidence;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What we know of the consent at destinations: what a call wrote, or what was read there, and since
 * when, with its history. Never what the ERP says meanwhile: that is what it is compared with.
 */
public final class KnownConsent {
  public static final String UNKNOWN_CAUSE =
      "consent missing, malformed or unmapped in Khaos Control";
  public static final String UNKNOWN_HAPPENED =
      "The customer's consent could not be read as an opt-in or an opt-out.";

  static final String FIRST_SIGHT_CAUSE = "opted in in Khaos Control, but not at the destination";

  /** Of {@code consent_transition t}: the ERP turned to opted in, and not by our settings. */
  static final String TURN =
      "t.from_value is not null and t.to_value = 'OPTED_IN' and not t.by_settings";

  /**
   * Of {@code consent_there o}: an opt-out, and the contact was not opted in again since. That a
   * contact was left over says nothing of the person.
   */
  static final String OPT_OUT =
      """
      o.to_value = 'OPTED_OUT' and o.cause <> 'RETIRED' and not exists (
        select 1 from consent_there later where later.source = o.source
          and later.destination = o.destination and later.person_id = o.person_id
          and later.contact_id = o.contact_id and later.id > o.id
          and later.to_value = 'OPTED_IN')
      """;

  /** Of {@code consent_there o}: at a contact of the person, by whatever id it went then. */
  static final String OF_PERSON =
      """
      o.person_id = any (array(
        select p.id union all
        select a.alias_id from person_alias a where a.source = ? and a.person_id = p.id))
      """;

  private final LedgerDatabase database;
  private final String source;
  private final Persons persons;
  private final Deliveries deliveries;
  private final BindingOptOuts binding;

  public KnownConsent(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.persons = new Persons(database, source);
    this.deliveries = new Deliveries(database, source);
    this.binding = new BindingOptOuts(database, source);
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
   * opt-outs at a contact that they had, until the ERP turns to opted in after them.
   *
   * @param erp by person
   */
  Map<String, Consent> onCreation(String destination, Map<String, Consent> erp) {
    Map<String, Consent> consents = new HashMap<>(erp);
    database
        .sql()
        .sql(
            """
            select p.id from unnest(?::text[]) p (id)
            where exists (
              select 1 from consent_there o
              where %s and o.source = ? and o.destination = ? and %s
                and not exists (
                  select 1 from consent_transition t
                  where %s and t.source = o.source and t.person_id = p.id
                    and (t.known_until > o.seen_at
                      or o.cause = 'WRITTEN' and t.recorded_at > o.seen_at)))
            """
                .formatted(OPT_OUT, OF_PERSON, TURN))
        .params(erp.keySet().toArray(String[]::new), source, destination, source)
        .query(String.class)
        .list()
        .forEach(person -> consents.put(person, Consent.OPTED_OUT));
    return consents;
  }

  /**
   * A call gave contacts this consent. Newer than that is only what the ledger recorded after the
   * call's claim, from which the consent was taken.
   */
  void written(String destination, Map<String, Consent> byPerson, Instant claimedAt) {
    keep(destination, byPerson, Cause.WRITTEN, claimedAt);
  }

  /** Contacts that were left over were opted out, which is nobody's word. */
  void retired(String destination, Collection<String> aliases, Instant claimedAt) {
    keep(
        destination,
        aliases.stream().collect(Collectors.toMap(alias -> alias, alias -> Consent.OPTED_OUT)),
        Cause.RETIRED,
        claimedAt);
  }

  /** The calls that created contacts carried their consent, which may be what was owed. */
  void wentAlong(String destination, Map<String, Consent> byPerson, Instant claimedAt) {
    keep(destination, byPerson, Cause.WRITTEN, claimedAt);
    deliver(destination, asOwed(destination, byPerson), Evidence.ACCEPTED);
  }

  /** What was read at the destination may already be what the ERP says. */
  void read(String destination, Map<String, Consent> byPerson) {
    read(destination, byPerson, null);
  }

  /**
   * @param lookedBefore when it was looked at before, by the ledger's clock, and was as we knew it;
   *     null if that is not known
   */
  void read(String destination, Map<String, Consent> byPerson, @Nullable Instant lookedBefore) {
    keep(destination, byPerson, Cause.READ, null, lookedBefore);
    deliver(destination, asOwed(destination, byPerson), Evidence.READ_BACK);
  }

  private List<String> asOwed(String destination, Map<String, Consent> byPerson) {
    Map<String, Consent> owed = binding.over(destination, persons.mailConsents(byPerson.keySet()));
    return byPerson.entrySet().stream()
        .filter(entry -> entry.getValue() != Consent.UNKNOWN)
        .filter(entry -> entry.getValue() == owed.get(entry.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How we know. */
  private enum Cause {
    WRITTEN,
    READ,
    RETIRED
  }

  private void keep(String destination, Map<String, Consent> byPerson, Cause cause, Instant since) {
    keep(destination, byPerson, cause, since, null);
  }

  /**
   * @param since null means now
   * @param notBefore null means since what was known before
   */
  private void keep(
      String destination,
      Map<String, Consent> byPerson,
      Cause cause,
      @Nullable Instant since,
      @Nullable Instant notBefore) {
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
                """
                insert into consent_there (destination, source, person_id, contact_id, from_value,
                  to_value, cause, not_before, seen_at)
                select destination, source, person_id, contact_id, consent_written, ?, ?,
                  greatest(consent_written_at, ?), coalesce(?, now())
                from contact_link where destination = ? and source = ? and person_id = any (?)
                  and consent_written is distinct from ?
                """,
                consent.name(),
                cause.name(),
                Columns.atOrNull(notBefore),
                Columns.atOrNull(since),
                destination,
                source,
                persons,
                consent.name());
        database
            .batches()
            .update(
                """
                update contact_link set consent_written = ?, consent_written_at = coalesce(?, now()),
                  consent_by_us = ?
                where destination = ? and source = ? and person_id = any (?)
                """,
                consent.name(),
                Columns.atOrNull(since),
                cause != Cause.READ,
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
