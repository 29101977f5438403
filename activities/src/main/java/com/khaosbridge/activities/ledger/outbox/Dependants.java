package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for a person's contact (consent, orders, sales rows and events) and shares its fate.
 */
public final class Dependants {
  private final LedgerDatabase database;
  private final String source;
  private final Cases cases;
  private final PendingSignals signals;

  public Dependants(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
    this.signals = new PendingSignals(database, source);
  }

  /** Those held with their contact wait for it again, since it is confirmed now. */
  void unhold(String destination, List<String> persons) {
    List<Long> left =
        database
            .sql()
            .sql(
                """
                with held as (select id, case_id from delivery where destination = ? and source = ?
                  and person_id = any (?) and state = 'HELD' and by_contact for update)
                update delivery d set state = 'IN_FLIGHT', by_contact = false, case_id = null,
                  step = 'WAITING', first_tried_at = null
                from held h where d.id = h.id returning h.case_id
                """)
            .params(destination, source, persons.toArray(String[]::new))
            .query(Long.class)
            .list();
    cases.closeEmpty(left.stream().distinct().toList());
  }

  /** Whoever still waits for these contacts goes on. */
  void release(String destination, List<String> persons) {
    String[] who = persons.toArray(String[]::new);
    database
        .sql()
        .sql(
            """
            update delivery set step = 'READY', not_before = now()
            where destination = ? and source = ? and person_id = any (?) and step = 'WAITING'
              and lane = 'HISTORY' and kind <> 'CONSENT'
            """)
        .params(destination, source, who)
        .update();
    // Consent is decided before it goes, which only a workflow does once the backfill is past it.
    List<String> consents =
        database
            .sql()
            .sql(
                """
                update delivery set lane = 'LIVE', step = 'PLANNED'
                where destination = ? and source = ? and person_id = any (?) and step = 'WAITING'
                  and lane = 'HISTORY' and kind = 'CONSENT' returning person_id
                """)
            .params(destination, source, who)
            .query(String.class)
            .list();
    signals.add(PendingSignals.Kind.PERSON_OBSERVED, consents);
    signal(destination, persons);
  }

  /** If the person's contact is excluded, what can't go without it is, too. */
  public void followNewest(String destination, String person) {
    database
        .sql()
        .sql(
            """
            select state, reason from delivery
            where destination = ? and source = ? and person_id = ? and kind = 'CONTACT'
            order by (step is not distinct from 'CLAIMED') desc, id desc limit 1
            """)
        .params(destination, source, person)
        .query((row, n) -> row.getString("state").equals("EXCLUDED") ? row.getString("reason") : "")
        .optional()
        .filter(reason -> !reason.isEmpty())
        .ifPresent(reason -> exclude(destination, person, reason));
  }

  /** What can't go without this contact is excluded for its reason. */
  void exclude(String destination, String person, String reason) {
    signal(destination, List.of(person));
    List<Long> left =
        database
            .sql()
            .sql(
                """
                with gone as (select id, case_id from delivery
                  where destination = ? and source = ? and person_id = ? and kind <> 'CONTACT'
                    and ((state = 'IN_FLIGHT' and step in ('PLANNED', 'WAITING'))
                      or (state = 'HELD' and by_contact)) for update)
                update delivery d set state = 'EXCLUDED', step = null, reason = ?, case_id = null,
                  by_contact = false, ended_at = now()
                from gone g where d.id = g.id returning coalesce(g.case_id, 0)
                """)
            .params(destination, source, person, reason)
            .query(Long.class)
            .list();
    cases.closeEmpty(new ArrayList<>(left.stream().distinct().toList()));
  }

  /** What can't go without this contact is held under its case. */
  void hold(String destination, String person, long caseId) {
    signal(destination, List.of(person));
    List<Long> left =
        database
            .sql()
            .sql(
                """
                with held as (select id, case_id from delivery
                  where destination = ? and source = ? and person_id = ? and kind <> 'CONTACT'
                    and state = 'IN_FLIGHT'
                    and (step = 'WAITING' or (step = 'PLANNED' and lane = 'HISTORY')) for update)
                update delivery d set state = 'HELD', step = null, case_id = ?, by_contact = true
                from held h where d.id = h.id returning coalesce(h.case_id, 0)
                """)
            .params(destination, source, person, caseId)
            .query(Long.class)
            .list();
    cases.closeEmpty(left.stream().distinct().filter(id -> id != caseId).toList());
  }

  /**
   * Tells the workflows of those who wait that the contact is settled, one way or the other; also
   * of what is planned, since it may be about to find that it must wait, in a transaction under
   * way.
   */
  private void signal(String destination, List<String> persons) {
    List<String> orders = new ArrayList<>();
    List<String> consents = new ArrayList<>();
    database
        .sql()
        .sql(
            """
            select distinct kind = 'CONSENT' as consent, person_id, order_code from delivery
            where destination = ? and source = ? and person_id = any (?) and lane = 'LIVE'
              and (step in ('PLANNED', 'WAITING') or (state = 'HELD' and by_contact))
              and kind <> 'CONTACT'
            """)
        .params(destination, source, persons.toArray(String[]::new))
        .query(
            row -> {
              if (row.getBoolean("consent")) {
                consents.add(row.getString("person_id"));
              } else {
                orders.add(row.getString("order_code"));
              }
            });
    signals.add(PendingSignals.Kind.ORDER_CONTACT_SETTLED, orders);
    signals.add(PendingSignals.Kind.PERSON_OBSERVED, consents);
  }
}
