package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Settlement.Settled;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What follows when a destination confirms contacts: links, their consent, and who waited. */
final class ContactConfirmation {
  private final LedgerDatabase database;
  private final String source;
  private final KnownConsent knownConsent;
  private final Dependants dependants;

  ContactConfirmation(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.knownConsent = new KnownConsent(database, source);
    this.dependants = new Dependants(database, source);
  }

  void confirm(List<Settled> contacts) {
    if (contacts.isEmpty()) {
      return;
    }
    ClaimedDelivery any = contacts.get(0).delivery();
    Map<String, Consent> carried = new HashMap<>();
    Map<String, Consent> read = new HashMap<>();
    for (Settled row : contacts) {
      Verdict.Ok ok = (Verdict.Ok) row.verdict();
      Consent there = ok.consentThere();
      if (ok.created() && row.consentSent() != null) {
        carried.put(row.delivery().person(), there == null ? row.consentSent() : there);
      } else if (there != null) {
        read.put(row.delivery().person(), there);
      }
    }
    link(contacts);
    List<String> persons = contacts.stream().map(row -> row.delivery().person()).toList();
    dependants.unhold(any.destination(), persons);
    knownConsent.wentAlong(any.destination(), carried, any.claimedAt());
    knownConsent.read(any.destination(), read);
    dependants.release(any.destination(), persons);
  }

  private void link(List<Settled> contacts) {
    List<Object[]> links = new ArrayList<>();
    for (Settled row : contacts) {
      Verdict.Ok ok = (Verdict.Ok) row.verdict();
      ClaimedDelivery delivery = row.delivery();
      String contactId = ok.contactId() == null ? delivery.contactId() : ok.contactId();
      if (contactId == null) {
        throw new IllegalStateException(
            delivery.destination()
                + " confirmed the contact of person "
                + delivery.person()
                + " without naming it");
      }
      links.add(
          new Object[] {
            delivery.destination(),
            source,
            delivery.person(),
            contactId,
            ok.created(),
            Columns.at(delivery.claimedAt())
          });
    }
    database
        .batches()
        .batchUpdate(
            """
            insert into contact_link (destination, source, person_id, contact_id, created_by_us,
              consent_written_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (destination, source, person_id) do update set
              contact_id = excluded.contact_id, confirmed_at = now(),
              consent_written = case when contact_link.contact_id = excluded.contact_id
                then contact_link.consent_written end
            """,
            links);
  }
}
