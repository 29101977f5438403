package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Opt-outs that people made at one contact and that bind at others, too, until the ERP turns to
 * opted in after them: at other destinations, where the settings say so, and, of somebody who was
 * joined to another, at that other's contact. What was shared once goes on binding, whatever the
 * settings say later. An opt-out that we wrote is nobody's own and is never shared, nor is one that
 * was there when we first looked shared with other destinations.
 */
public final class SharedOptOuts {
  /**
   * Of {@code consent_there o} and person {@code p}: the ERP turned to opted in after it, of
   * customers who were one with that person by then.
   */
  static final String RAISED =
      """
      exists (select 1 from consent_transition t where %s and t.source = o.source
        and t.person_id = p.id and t.known_until > o.seen_at
        and not exists (select 1 from person_alias a where a.source = o.source
          and a.alias_id = o.person_id and a.since >= t.recorded_at))
      """
          .formatted(KnownConsent.TURN);

  private final LedgerDatabase database;
  private final String source;

  public SharedOptOuts(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * Shares the opt-outs that are not shared yet. Call it within a transaction.
   *
   * @return the persons whom that binds, by destination
   */
  public Map<String, Set<String>> share(Collection<String> destinations) {
    Map<String, Set<String>> bound = new TreeMap<>();
    database
        .sql()
        .sql(
            """
            with shared as (
              insert into shared_opt_out (opt_out, destination)
              select o.id, d.name from consent_there o
              left join person_alias a on a.source = o.source and a.alias_id = o.person_id
              cross join lateral (select coalesce(a.person_id, o.person_id) as id) p
              cross join unnest(?::text[]) d (name)
              where o.source = ? and o.cause = 'READ' and o.to_value = 'OPTED_OUT'
                and o.from_value is not null and o.destination <> d.name and not %s
              on conflict do nothing
              returning opt_out, destination)
            select s.destination, coalesce(a.person_id, o.person_id) as person_id
            from shared s join consent_there o on o.id = s.opt_out
            left join person_alias a on a.source = o.source and a.alias_id = o.person_id
            """
                .formatted(RAISED))
        .params(destinations.toArray(String[]::new), source)
        .query(
            row -> {
              bound
                  .computeIfAbsent(row.getString("destination"), name -> new TreeSet<>())
                  .add(row.getString("person_id"));
            });
    return bound;
  }

  /**
   * The opt-outs that somebody made who is joined to another now bind that other. Call it within
   * the transaction that joins them.
   */
  public void join(String alias) {
    database
        .batches()
        .update(
            """
            insert into shared_opt_out (opt_out, destination)
            select o.id, o.destination from consent_there o
            where o.source = ? and o.cause = 'READ' and %s
              and (o.person_id = ? or o.person_id in (
                select x.alias_id from person_alias x join person_alias a
                  on a.source = x.source and a.person_id = x.person_id
                where x.source = o.source and a.alias_id = ?))
              and not exists (select 1 from consent_transition t
                where %s and t.source = o.source and t.person_id = o.person_id
                  and t.known_until > o.seen_at)
            on conflict do nothing
            """
                .formatted(KnownConsent.OPT_OUT, KnownConsent.TURN),
            source,
            alias,
            alias);
  }

  /** Whether such an opt-out binds at this destination. */
  public boolean binds(String destination, String personId) {
    return !bound(destination, List.of(personId)).isEmpty();
  }

  /**
   * The consents that contacts must have at a destination: what the ERP says, but for such
   * opt-outs.
   *
   * @param erp by person
   */
  public Map<String, Consent> over(String destination, Map<String, Consent> erp) {
    Map<String, Consent> consents = new HashMap<>(erp);
    bound(destination, erp.keySet()).forEach(id -> consents.put(id, Consent.OPTED_OUT));
    return consents;
  }

  private Set<String> bound(String destination, Collection<String> personIds) {
    return new HashSet<>(
        database
            .sql()
            .sql(
                """
                select p.id from unnest(?::text[]) p (id)
                where exists (
                  select 1 from consent_there o
                  join shared_opt_out s on s.opt_out = o.id and s.destination = ?
                  where o.source = ? and %s and not %s)
                """
                    .formatted(KnownConsent.OF_PERSON, RAISED))
            .params(personIds.toArray(String[]::new), destination, source, source)
            .query(String.class)
            .list());
  }
}
