package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Opt-outs that people made at one contact and that bind at others, too, until the ERP turns to
 * opted in after them: at other destinations, where the settings say so; of somebody who was joined
 * to another, at that other's contact; and of whoever has the e-mail now at which one was made,
 * since the contact that had it before had not given it up yet. What bound once goes on binding,
 * whatever the settings say later. An opt-out that we wrote is nobody's own and never binds others,
 * nor does one that was there when we first looked bind at other destinations.
 */
public final class BindingOptOuts {
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

  /** How long a contact may take, at worst, to get the e-mail that its person has now. */
  private static final Duration MOVING = Duration.ofDays(7);

  private final LedgerDatabase database;
  private final String source;

  public BindingOptOuts(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * Opt-outs that bind at one of the destinations only now bind at the others, too. Call it within
   * a transaction.
   *
   * @return the persons whom that binds, by destination
   */
  public Map<String, Set<String>> share(Collection<String> destinations) {
    return bind(
        """
        select o.id, d.name, o.person_id from consent_there o
        left join person_alias a on a.source = o.source and a.alias_id = o.person_id
        cross join lateral (select coalesce(a.person_id, o.person_id) as id) p
        cross join unnest(?::text[]) d (name)
        where o.source = ? and o.cause = 'READ' and o.to_value = 'OPTED_OUT'
          and o.from_value is not null and o.destination <> d.name and not %s
        """
            .formatted(RAISED),
        destinations.toArray(String[]::new),
        source);
  }

  /**
   * Opt-outs at contacts that may still have had an e-mail which is somebody else's by now bind
   * these. It may have been them who read that mail. Call it within a transaction.
   *
   * @param destinations where that binds
   * @param everywhere whether also at others than where the opt-out was made
   * @return the persons whom that binds, by destination
   */
  public Map<String, Set<String>> follow(Collection<String> destinations, boolean everywhere) {
    return bind(
        """
        select o.id, d.name, p.id from address_turn m
        left join person_alias ma on ma.source = m.source and ma.alias_id = m.person_id
        join consent_there o on o.source = m.source
          and o.person_id in (m.person_id, coalesce(ma.person_id, m.person_id))
        join customer c on c.source = m.source and c.email_hash = m.former_hash
          and c.email_state = 'VALID' and not c.supplier and c.vanished_at is null
        cross join lateral (select c.person_id as id) p
        cross join unnest(?::text[]) d (name)
        where m.source = ? and m.recorded_at > now() - ? * interval '1 second'
          and o.cause = 'READ' and o.to_value = 'OPTED_OUT' and o.from_value is not null
          and o.seen_at > m.known_until
          and p.id <> coalesce(ma.person_id, o.person_id)
          and (? or d.name = o.destination)
          and not exists (select 1 from address_turn own where own.source = c.source
            and own.company_id = c.company_id and own.to_hash = c.email_hash
            and own.known_until >= o.seen_at)
          and not exists (select 1 from delivery w where w.destination = o.destination
            and w.source = o.source and w.person_id = o.person_id and w.kind = 'CONTACT'
            and w.status %s and w.created_at >= m.recorded_at and w.ended_at <= o.not_before)
          and not %s
        """
            .formatted(StatusSql.in(DeliveryStatus.DELIVERED), RAISED),
        destinations.toArray(String[]::new),
        source,
        MOVING.toSeconds(),
        everywhere);
  }

  private Map<String, Set<String>> bind(String which, Object... params) {
    Map<String, Set<String>> bound = new TreeMap<>();
    database
        .sql()
        .sql(
            """
            with bound as (
              insert into binding_opt_out (opt_out, destination, person_id)
              %s
              on conflict do nothing
              returning destination, person_id)
            select distinct b.destination, coalesce(a.person_id, b.person_id) as person_id
            from bound b
            left join person_alias a on a.source = ? and a.alias_id = b.person_id
            """
                .formatted(which))
        .params(Stream.concat(Arrays.stream(params), Stream.of(source)).toList())
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
            insert into binding_opt_out (opt_out, destination, person_id)
            select o.id, o.destination, o.person_id from consent_there o
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
                  select 1 from binding_opt_out s join consent_there o on o.id = s.opt_out
                  where s.destination = ? and o.source = ? and %s and not %s)
                """
                    .formatted(
                        KnownConsent.OF_PERSON.replace("o.person_id", "s.person_id"), RAISED))
            .params(personIds.toArray(String[]::new), destination, source, source)
            .query(String.class)
            .list());
  }
}
