package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.dotdigital.ContactLookup.Resolution;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one contact true: looked up first, then changed by its id without a status, or created with
 * one.
 */
final class ContactSingle {
  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final ContactLookup lookup;
  private final ContactJson json;

  ContactSingle(
      DotdigitalApi api, DotdigitalVerdicts verdicts, ContactLookup lookup, ContactJson json) {
    this.api = api;
    this.verdicts = verdicts;
    this.lookup = lookup;
    this.json = json;
  }

  Verdict deliver(Row.Contact row, Lane lane) {
    try {
      Verdict verdict = attempt(row, lane);
      // Someone else took the e-mail between our look and our write: look again, once.
      verdict = verdict != null ? verdict : attempt(row, lane);
      return verdict != null
          ? verdict
          : new Verdict.Reject(
              DotdigitalVerdicts.CONFLICT,
              "An identifier of person "
                  + row.personId()
                  + " is taken by a contact that can't be read, perhaps one in the recycle bin."
                  + " Restore it or delete it there for good.");
    } catch (CallRefusedException e) {
      return e.verdict();
    }
  }

  private @Nullable Verdict attempt(Row.Contact row, Lane lane) throws CallRefusedException {
    Resolution resolution = lookup.resolve(Wanted.of(row), lane);
    if (resolution instanceof Resolution.Decided decided) {
      return decided.verdict();
    }
    return resolution instanceof Resolution.Existing existing
        ? update(row, existing.contact(), lane)
        : create(row, lane);
  }

  private Verdict update(Row.Contact row, FoundContact contact, Lane lane)
      throws CallRefusedException {
    Answer answer = api.send(patch(contact.contactId(), json.profile(row)), lane);
    if (answer.status() == 409) {
      Verdict obstacle = conflict(row, contact, answer, lane);
      if (obstacle != null) {
        return obstacle;
      }
      answer = api.send(patch(contact.contactId(), json.profile(row)), lane);
    }
    if (answer.status() >= 300) {
      return verdicts.ofRow(answer);
    }
    if (answer.status() == 201) {
      return consentOfUnmeant(row, contactIdIn(answer), lane);
    }
    return contact.accepted();
  }

  private @Nullable Verdict create(Row.Contact row, Lane lane) throws CallRefusedException {
    if (!row.mayCreate()) {
      return new Verdict.Exclude(ExclusionReason.CREATION_POLICY);
    }
    Answer answer =
        api.send(
            ApiCall.post(Tier.MEDIUM, "/contacts/v3", WireJson.write(json.creation(row))), lane);
    if (answer.status() == 409) {
      return null;
    }
    if (answer.status() >= 300) {
      return verdicts.ofRow(answer);
    }
    String contactId = contactIdIn(answer);
    return contactId.isEmpty()
        ? new Verdict.Retry(Duration.ofSeconds(5), "contact without an id")
        : ContactJson.created(row, contactId);
  }

  /**
   * The contact vanished between our look and our change, and the change, being an upsert, created
   * one with the API's default: subscribed. Sets the consent that a creation carries.
   */
  Verdict consentOfUnmeant(Row.Contact row, String contactId, Lane lane) {
    ObjectNode consent = WireJson.object();
    consent.putObject("identifiers").put("email", row.profile().email());
    ContactJson.putStatus(consent, ContactJson.statusOnCreate(row.consentOnCreate()));
    try {
      Answer answer = api.send(patch(contactId, consent), lane);
      return answer.status() >= 300 ? verdicts.ofRow(answer) : ContactJson.created(row, contactId);
    } catch (CallRefusedException e) {
      return e.verdict();
    }
  }

  /** Null if the other contact has given the address up. */
  private @Nullable Verdict conflict(
      Row.Contact row, FoundContact contact, Answer answer, Lane lane) throws CallRefusedException {
    FoundContact holder = lookup.byEmail(row.profile().email(), lane);
    if (holder == null || holder.contactId().equals(contact.contactId())) {
      return verdicts.ofRow(answer);
    }
    if (holder.unstamped()) {
      return new Verdict.Reject(
          DotdigitalVerdicts.CONFLICT,
          "The e-mail of contact "
              + contact.contactId()
              + " is also that of contact "
              + holder.contactId()
              + ", which nobody has claimed. Merge or delete one of them in the account.");
    }
    return row.claim().takesItFrom(holder.personId())
        ? free(row, holder, lane)
        : ContactLookup.anotherPerson(holder);
  }

  /** The contact's own key goes back unchanged: it stays whose it is. */
  private @Nullable Verdict free(Row.Contact row, FoundContact holder, Lane lane)
      throws CallRefusedException {
    Answer answer =
        api.send(
            patch(
                holder.contactId(),
                json.identifiers(row.claim().spare(holder.contactId()), holder.personId())),
            lane);
    return answer.status() >= 300 ? verdicts.ofRow(answer) : null;
  }

  /** A change of a contact by its id. */
  static ApiCall patch(String contactId, ObjectNode body) {
    return ApiCall.patch(
        Tier.MEDIUM, "/contacts/v3/contactId/" + ApiCall.segment(contactId), WireJson.write(body));
  }

  private static String contactIdIn(Answer answer) {
    return WireJson.text(WireJson.read(answer.body()).path("contactId"));
  }
}
