package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.OptOuts;
import com.khaosbridge.activities.destination.PatientReader;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Asks for the opt-in field of contacts, and nothing else of them. Emarsys' own list of changes is
 * an export job, which has only changes that were made over the API (Emarsys developer hub,
 * "getchanges").
 */
final class EmarsysOptOuts implements OptOuts.Asked {
  private final ContactsById contacts;
  private final PatientReader reader;
  private final int batch;

  EmarsysOptOuts(EmarsysSettings settings, EmarsysApi api, ReadBack.Terms terms) {
    this.contacts = new ContactsById(api);
    this.reader = new PatientReader(settings.name(), terms);
    this.batch = settings.limits().contactBatch();
  }

  @Override
  public int atOnce() {
    return batch;
  }

  @Override
  public Set<String> among(Collection<String> contactIds) {
    List<String> all = List.copyOf(new LinkedHashSet<>(contactIds));
    Set<String> optedOut = new LinkedHashSet<>();
    for (int from = 0; from < all.size(); from += batch) {
      List<String> some = all.subList(from, Math.min(all.size(), from + batch));
      List<JsonNode> read =
          reader.read(
              "opt-outs", () -> contacts.read(some, Set.of(Fields.OPT_IN), new HashSet<>()));
      for (JsonNode contact : read) {
        if (ContactLookup.consent(WireJson.text(contact.path(Fields.OPT_IN)))
            == Consent.OPTED_OUT) {
          optedOut.add(WireJson.text(contact.path(Fields.CONTACT_ID)));
        }
      }
    }
    return optedOut;
  }
}
