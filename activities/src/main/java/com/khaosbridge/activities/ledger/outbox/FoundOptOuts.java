package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opt-outs that were found at destinations: whose they are, and whether they are their own. */
public final class FoundOptOuts {
  private final LedgerDatabase database;
  private final String source;
  private final KnownConsent known;

  public FoundOptOuts(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.known = new KnownConsent(database, source);
  }

  /**
   * People opted out at their contacts, as was found there.
   *
   * @param lookedSince when looking began, by the ledger's clock; what we wrote since then is newer
   */
  public void optedOut(String destination, Collection<String> personIds, Instant lookedSince) {
    boolean unused = optedOut(destination, "l.person_id", personIds, lookedSince, null);
  }

  /**
   * These contacts are opted out, as was found there. Of whom we wrote or are writing to meanwhile,
   * nobody can tell yet whether it is their own doing or ours.
   *
   * @param lookedSince when looking began, by the ledger's clock
   * @param lookedBefore when the look before it began, which found none of this; null if there was
   *     none
   * @return whether it could be told of all of them; else they must be looked for again
   */
  public boolean optedOutAt(
      String destination,
      Collection<String> contactIds,
      Instant lookedSince,
      @Nullable Instant lookedBefore) {
    return optedOut(destination, "l.contact_id", contactIds, lookedSince, lookedBefore);
  }

  private boolean optedOut(
      String destination,
      String column,
      Collection<String> ids,
      Instant lookedSince,
      @Nullable Instant lookedBefore) {
    return database.inTransaction(
        () -> {
          Map<String, Consent> news = new HashMap<>();
          boolean[] sure = {true};
          database
              .sql()
              .sql(
                  """
                  select l.person_id,
                    coalesce(l.consent_written_at > ?, false) or exists (
                      select 1 from delivery d where d.destination = l.destination
                        and d.source = l.source and d.business_key = l.person_id
                        and d.kind in ('CONSENT', 'RETIREMENT') and d.first_tried_at is not null
                        and d.status %s) as unsure
                  from contact_link l
                  where l.destination = ? and l.source = ? and %s = any (?)
                    and l.consent_written is distinct from 'OPTED_OUT'
                  for update of l
                  """
                      .formatted(
                          StatusSql.in(
                              DeliveryStatus.PLANNED,
                              DeliveryStatus.WAITING,
                              DeliveryStatus.READY,
                              DeliveryStatus.CLAIMED),
                          column))
              .params(Columns.at(lookedSince), destination, source, ids.toArray(String[]::new))
              .query(
                  row -> {
                    if (row.getBoolean("unsure")) {
                      sure[0] = false;
                    } else {
                      news.put(row.getString("person_id"), Consent.OPTED_OUT);
                    }
                  });
          known.read(destination, news, lookedBefore);
          return sure[0];
        });
  }
}
