package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Delivers consent, one contact a call, and looks at the contact right before: a repeated opt-in
 * would challenge the person again, and a write to a deleted contact would bring it back.
 */
final class DotdigitalConsent {
  private static final Set<String> SUBSCRIBED_OR_ASKED = Set.of("subscribed", "pendingoptin");

  /** Raised only by the person or left as it is; every other status bars mail for good. */
  private static final Set<String> CAN_BE_RAISED = Set.of("unsubscribed", "nosubscription", "");

  private static final String BARS_FOR_A_WHILE = "softbounced";

  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final ContactLookup lookup;
  private final String personIdentifier;

  DotdigitalConsent(
      DotdigitalApi api,
      DotdigitalVerdicts verdicts,
      ContactLookup lookup,
      String personIdentifier) {
    this.api = api;
    this.verdicts = verdicts;
    this.lookup = lookup;
    this.personIdentifier = personIdentifier;
  }

  Map<Long, Verdict> deliver(Lane lane, List<Row.ContactConsent> rows) {
    Map<Long, Verdict> outcome = new LinkedHashMap<>();
    for (Row.ContactConsent row : rows) {
      try {
        outcome.put(row.deliveryId(), deliver(row, lane));
      } catch (CallRefusedException e) {
        outcome.put(row.deliveryId(), e.verdict());
      }
    }
    return outcome;
  }

  private Verdict deliver(Row.ContactConsent row, Lane lane) throws CallRefusedException {
    if (row.consent() == Consent.UNKNOWN) {
      return new Verdict.Reject("consent unknown", "Only an opt-in or an opt-out is ever sent.");
    }
    FoundContact contact = lookup.byContactId(row.contactId(), lane);
    if (contact == null || contact.deleted()) {
      return ContactLookup.deleted(row.contactId());
    }
    boolean barred =
        ContactView.isBarred(contact.emailStatus())
            && !contact.emailStatus().equals(BARS_FOR_A_WHILE);
    if (row.consent() == Consent.OPTED_OUT && barred) {
      // An opt-out in its place could be raised again.
      return new Verdict.Ok(Evidence.READ_BACK, row.contactId(), false);
    }
    if (row.consent() == Consent.OPTED_OUT) {
      // The contact's own stamp goes back unchanged: an opt-out must not fail over whose it is.
      String stamp = contact.unstamped() ? row.personId() : contact.personId();
      return send(row, stamp, status("unsubscribed"), lane);
    }
    if (!contact.unstamped() && !contact.belongsTo(row.personId(), row.otherIds())) {
      return ContactLookup.anotherPerson(contact);
    }
    if (SUBSCRIBED_OR_ASKED.contains(contact.emailStatus())) {
      return new Verdict.Ok(Evidence.READ_BACK, row.contactId(), false);
    }
    if (!CAN_BE_RAISED.contains(contact.emailStatus())) {
      return new Verdict.Exclude(ExclusionReason.SUPPRESSED);
    }
    return send(row, row.personId(), status(ContactJson.SUBSCRIBED), lane);
  }

  private static ObjectNode status(String status) {
    ObjectNode body = WireJson.object();
    ContactJson.putStatus(body, status);
    return body;
  }

  private Verdict send(Row.ContactConsent row, String stamp, ObjectNode body, Lane lane)
      throws CallRefusedException {
    // A body without identifiers is refused.
    body.putObject("identifiers").put(personIdentifier, stamp);
    Answer answer =
        api.send(
            ApiCall.patch(
                Tier.MEDIUM,
                "/contacts/v3/contactId/" + ApiCall.segment(row.contactId()),
                WireJson.write(body)),
            lane);
    return answer.status() >= 300
        ? verdicts.ofRow(answer)
        : Verdict.Ok.accepted(row.contactId(), false);
  }
}
