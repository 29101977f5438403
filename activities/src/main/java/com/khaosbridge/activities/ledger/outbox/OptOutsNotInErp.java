package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.CaseClosing;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Consent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Opt-outs that people made at a destination while the ERP goes on saying opted in. One case a
 * destination tells of those that the ERP has not followed in time.
 */
public final class OptOutsNotInErp {
  private static final String CAUSE = "opted out at the destination, opted in in Khaos Control";

  private final LedgerDatabase database;
  private final String source;
  private final Persons persons;
  private final Cases cases;
  private final CaseClosing closing;

  public OptOutsNotInErp(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.persons = new Persons(database, source);
    this.cases = new Cases(database, source);
    this.closing = new CaseClosing(database, source);
  }

  /**
   * An opt-out of a person whom the ERP has as opted in.
   *
   * @param seenAt when we saw it first, by the ledger's clock
   */
  public record OptOut(String destination, String personId, Instant seenAt) {}

  /** Those that stand now. */
  public List<OptOut> standing() {
    List<OptOut> optOuts =
        database
            .sql()
            .sql(
                """
                select o.destination, p.id, min(o.seen_at) as seen_at from consent_there o
                left join person_alias a on a.source = o.source and a.alias_id = o.person_id
                cross join lateral (select coalesce(a.person_id, o.person_id) as id) p
                where o.source = ? and o.cause = 'READ' and %s and not %s
                  and exists (select 1 from customer c where c.source = o.source
                    and c.person_id = p.id and c.consent = 'OPTED_IN')
                group by o.destination, p.id order by o.destination, p.id
                """
                    .formatted(KnownConsent.OPT_OUT, BindingOptOuts.RAISED))
            .param(source)
            .query(
                (row, n) ->
                    new OptOut(
                        row.getString("destination"),
                        row.getString("id"),
                        Columns.requiredInstant(row, "seen_at")))
            .list();
    Map<String, Consent> erp =
        persons.mailConsents(optOuts.stream().map(OptOut::personId).distinct().toList());
    return optOuts.stream().filter(one -> erp.get(one.personId()) == Consent.OPTED_IN).toList();
  }

  /**
   * Opens, rephrases or closes the case of each destination.
   *
   * @param grace how long the ERP has to follow
   */
  public void tell(Collection<String> destinations, Duration grace) {
    database.inTransaction(
        () -> {
          database.oneAtATime("opt-outs not in the ERP " + source);
          List<OptOut> standing = standing();
          Instant due = database.now().minus(grace);
          for (String destination : destinations) {
            // What a person has settled is told no more.
            Instant settled =
                closing
                    .lastClosedByHand(destination, CaseType.OPT_OUT_NOT_IN_ERP, CAUSE)
                    .map(at -> at.minus(grace))
                    .orElse(Instant.MIN);
            tell(
                destination,
                grace,
                standing.stream()
                    .filter(one -> one.destination().equals(destination))
                    .filter(one -> !one.seenAt().isAfter(due) && one.seenAt().isAfter(settled))
                    .count());
          }
        });
  }

  private void tell(String destination, Duration grace, long late) {
    if (late == 0) {
      closing.closeCause(destination, CaseType.OPT_OUT_NOT_IN_ERP, CAUSE);
      return;
    }
    String happened =
        "%d %s opted out there more than %s ago, and Khaos Control still says opted in."
            .formatted(late, late == 1 ? "person" : "persons", words(grace));
    cases.rephrase(cases.open(destination, CaseType.OPT_OUT_NOT_IN_ERP, CAUSE, happened), happened);
  }

  private static String words(Duration grace) {
    return grace.toDays() > 0 ? grace.toDays() + " days" : grace.toMinutes() + " minutes";
  }
}
