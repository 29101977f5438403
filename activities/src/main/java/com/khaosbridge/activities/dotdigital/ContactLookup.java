package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds out, before anything is written, which contact a row means: one by one, or for many rows by
 * paging through the account's contacts. Nothing is remembered between calls but whether the
 * account is too large to page through.
 */
final class ContactLookup {
  /** Fewer rows than this are looked up one by one: a page costs a call of the scarcest tier. */
  static final int ROWS_WORTH_A_LISTING = 100;

  private static final int PAGE = 5000;
  private static final int MOST_PAGES = 8;
  private static final long LISTING_TOO_LONG_NANOS = 3_600_000_000_000L;

  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final String personIdentifier;
  private final AtomicLong tooLongSince = new AtomicLong();

  ContactLookup(DotdigitalApi api, DotdigitalVerdicts verdicts, String personIdentifier) {
    this.api = api;
    this.verdicts = verdicts;
    this.personIdentifier = personIdentifier;
  }

  /** What a row means at the destination. */
  sealed interface Resolution {
    /** A contact that is ours, or that nobody has claimed. */
    record Existing(FoundContact contact) implements Resolution {}

    /** No such contact. */
    record Missing() implements Resolution {}

    /** The row's outcome is already known. */
    record Decided(Verdict verdict) implements Resolution {}
  }

  /** Looks one row up: by the known contact, else by our key, else by e-mail. */
  Resolution resolve(Wanted row, Lane lane) throws CallRefusedException {
    if (row.contactId() != null) {
      return judge(row, byContactId(row.contactId(), lane));
    }
    FoundContact ours = get(personIdentifier, row.personId(), lane);
    return judge(row, ours != null ? ours : byEmail(row.email(), lane));
  }

  /** Looks many rows up. Rows that couldn't be looked up are decided as the call that failed. */
  Map<Long, Resolution> resolveAll(List<Wanted> rows, Lane lane) {
    Listed listed = new Listed(rows);
    boolean complete = rows.size() >= ROWS_WORTH_A_LISTING && list(listed, lane);
    Map<Long, Resolution> resolutions = new LinkedHashMap<>();
    Verdict refused = null;
    for (Wanted row : rows) {
      FoundContact found = listed.match(row);
      if (found == null && !complete) {
        if (refused == null) {
          try {
            found =
                row.contactId() != null
                    ? byContactId(row.contactId(), lane)
                    : byEmail(row.email(), lane);
          } catch (CallRefusedException e) {
            refused = e.verdict();
          }
        }
        if (refused != null) {
          resolutions.put(row.deliveryId(), new Resolution.Decided(refused));
          continue;
        }
      }
      resolutions.put(row.deliveryId(), judge(row, found));
    }
    return resolutions;
  }

  @Nullable FoundContact byContactId(String contactId, Lane lane) throws CallRefusedException {
    return get("contactId", contactId, lane);
  }

  @Nullable FoundContact byEmail(String email, Lane lane) throws CallRefusedException {
    return get("email", email, lane);
  }

  private @Nullable FoundContact get(String identifier, String value, Lane lane)
      throws CallRefusedException {
    Answer answer =
        api.send(
            ApiCall.get(
                Tier.HIGH,
                "/contacts/v3/" + ApiCall.segment(identifier) + "/" + ApiCall.segment(value)),
            lane);
    if (answer.status() == 404) {
      if (Refusal.codeOf(answer).endsWith("contactnotfound")) {
        return null;
      }
      // Any other 404 is no proof that there is no such contact, and would let us create it.
      throw new CallRefusedException(
          new Verdict.Retry(Duration.ofSeconds(30), "look-up not understood"));
    }
    if (answer.status() != 200) {
      throw new CallRefusedException(verdicts.ofRow(answer));
    }
    JsonNode contact = WireJson.read(answer.body());
    FoundContact found = FoundContact.of(contact, personIdentifier);
    if (found.contactId().isEmpty()) {
      throw new CallRefusedException(
          new Verdict.Retry(Duration.ofSeconds(5), "contact without an id"));
    }
    return found;
  }

  private static Resolution judge(Wanted row, @Nullable FoundContact found) {
    if (found == null) {
      return row.contactId() == null
          ? new Resolution.Missing()
          : new Resolution.Decided(deleted(row.contactId()));
    }
    if (found.deleted()) {
      return new Resolution.Decided(deleted(found.contactId()));
    }
    if (row.contactId() == null
        && !found.unstamped()
        && !found.belongsTo(row.personId(), row.otherIds())) {
      return new Resolution.Decided(anotherPerson(found));
    }
    return new Resolution.Existing(found);
  }

  static Verdict deleted(String contactId) {
    return new Verdict.Reject(
        DotdigitalVerdicts.CONTACT_GONE,
        "Contact "
            + contactId
            + " was deleted in the account. Writing to it would bring it back: restore it there, or"
            + " exclude the person.");
  }

  static Verdict anotherPerson(FoundContact found) {
    return new Verdict.Reject(
        DotdigitalVerdicts.ANOTHER_PERSON,
        "The e-mail belongs to contact " + found.contactId() + ", which is of another person.");
  }

  /**
   * Pages through all contacts; true if the end was reached, so that what wasn't met isn't there.
   */
  private boolean list(Listed listed, Lane lane) {
    long since = tooLongSince.get();
    if (since != 0 && System.nanoTime() - since < LISTING_TOO_LONG_NANOS) {
      return false;
    }
    String marker = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("limit", String.valueOf(PAGE));
      query.put("include", "channelProperties");
      if (!marker.isEmpty()) {
        query.put("marker", marker);
      }
      JsonNode body;
      try {
        Answer answer = api.send(ApiCall.get(Tier.LOW, "/contacts/v3").withQuery(query), lane);
        if (answer.status() != 200) {
          return false;
        }
        body = WireJson.read(answer.body());
      } catch (CallRefusedException e) {
        return false; // What is left is looked up one by one, and tells its own trouble.
      }
      if (!body.path("_items").isArray()) {
        return false;
      }
      body.path("_items").forEach(item -> listed.add(FoundContact.of(item, personIdentifier)));
      String next = WireJson.text(body.path("_links").path("next").path("marker"));
      if (next.isEmpty()) {
        return true;
      }
      if (next.equals(marker)) {
        return false;
      }
      marker = next;
    }
    tooLongSince.set(System.nanoTime() | 1);
    return false;
  }

  /** The wanted contacts among those that a listing shows; all others are forgotten at once. */
  private static final class Listed {
    private final Map<String, @Nullable FoundContact> byContactId = new HashMap<>();
    private final Map<String, @Nullable FoundContact> byPerson = new HashMap<>();
    private final Map<String, @Nullable FoundContact> byEmail = new HashMap<>();

    Listed(List<Wanted> rows) {
      for (Wanted row : rows) {
        if (row.contactId() != null) {
          byContactId.put(row.contactId(), null);
        } else {
          byPerson.put(FoundContact.lower(row.personId()), null);
          byEmail.put(FoundContact.lower(row.email()), null);
        }
      }
    }

    void add(FoundContact contact) {
      replace(byContactId, contact.contactId(), contact);
      replace(byPerson, FoundContact.lower(contact.personId()), contact);
      replace(byEmail, contact.email(), contact);
    }

    private static void replace(
        Map<String, @Nullable FoundContact> wanted, String key, FoundContact contact) {
      if (wanted.containsKey(key)) {
        wanted.put(key, contact);
      }
    }

    @Nullable FoundContact match(Wanted row) {
      if (row.contactId() != null) {
        return byContactId.get(row.contactId());
      }
      FoundContact ours = byPerson.get(FoundContact.lower(row.personId()));
      return ours != null ? ours : byEmail.get(FoundContact.lower(row.email()));
    }
  }
}
