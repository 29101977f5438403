package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;

/** Puts one order record under its contact, replacing the one before. */
final class OrderSingle {
  private static final String OTHER_OWNER = "KeyExistingForDifferentContact";

  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final ContactLookup lookup;
  private final OrdersCollection collection;

  OrderSingle(
      DotdigitalApi api,
      DotdigitalVerdicts verdicts,
      ContactLookup lookup,
      OrdersCollection collection) {
    this.api = api;
    this.verdicts = verdicts;
    this.lookup = lookup;
    this.collection = collection;
  }

  Verdict deliver(Row.OrderRecord row, Lane lane) {
    try {
      return put(row, lane);
    } catch (CallRefusedException e) {
      return e.verdict();
    }
  }

  private Verdict put(Row.OrderRecord row, Lane lane) throws CallRefusedException {
    Answer answer = send(row, lane);
    if (answer.status() == 404 && Refusal.codeOf(answer).endsWith("collectionnotfound")) {
      collection.create(lane);
      answer = send(row, lane);
    }
    if (answer.status() < 300) {
      return Verdict.Ok.accepted(row.contactId(), false);
    }
    if (answer.status() == 404 && Refusal.codeOf(answer).endsWith("contactnotfound")) {
      return missingContact(row, lane);
    }
    return answer.body().contains(OTHER_OWNER) ? rehome(row, lane) : verdicts.ofRow(answer);
  }

  /** The order's contact isn't there: deleted, or so new that it can't be seen everywhere yet. */
  Verdict missingContact(Row.OrderRecord row, Lane lane) {
    try {
      FoundContact contact = lookup.byContactId(row.contactId(), lane);
      return contact == null || contact.deleted()
          ? ContactLookup.deleted(row.contactId())
          : new Verdict.Retry(Duration.ofSeconds(10), "contact not visible yet");
    } catch (CallRefusedException e) {
      return e.verdict();
    }
  }

  static boolean isOwnedByAnother(String failureReason) {
    return failureReason.equalsIgnoreCase(OTHER_OWNER);
  }

  /**
   * The order's record lies under another contact, e.g. one that was merged into this one. A key is
   * unique in a collection, so the old record goes first; v2 names it by its key alone.
   */
  Verdict rehome(Row.OrderRecord row, Lane lane) {
    try {
      Answer deleted =
          api.send(
              ApiCall.delete(
                  Tier.MEDIUM,
                  "/v2/contacts/transactional-data/"
                      + collection.segment()
                      + "/"
                      + ApiCall.segment(row.sale().orderKey())),
              lane);
      if (deleted.status() >= 300 && deleted.status() != 404) {
        return verdicts.ofRow(deleted);
      }
      Answer answer = send(row, lane);
      return answer.status() < 300
          ? Verdict.Ok.accepted(row.contactId(), false)
          : answer.body().contains(OTHER_OWNER)
              ? new Verdict.Reject(
                  "order of another contact",
                  "The record of order "
                      + row.sale().orderKey()
                      + " lies under another contact and could not be moved.")
              : verdicts.ofRow(answer);
    } catch (CallRefusedException e) {
      return e.verdict();
    }
  }

  private Answer send(Row.OrderRecord row, Lane lane) throws CallRefusedException {
    String path =
        "/insightData/v3/contacts/contactId/"
            + ApiCall.segment(row.contactId())
            + "/"
            + collection.segment()
            + "/"
            + ApiCall.segment(row.sale().orderKey());
    return api.send(ApiCall.put(Tier.MEDIUM, path, WireJson.write(OrderJson.of(row))), lane);
  }
}
