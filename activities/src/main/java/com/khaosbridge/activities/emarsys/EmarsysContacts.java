package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Makes a person's contact true: changes the one we know, adopts the one that is there, or creates
 * it. Only creation carries consent. Creation goes by e-mail, because Emarsys then refuses an
 * address that it has got in the meantime instead of making a second contact or overwriting the
 * first.
 */
final class EmarsysContacts {
  private final EmarsysApi api;
  private final ItemCalls calls;
  private final ContactChanges changes;
  private final ContactLookup lookup;

  EmarsysContacts(EmarsysApi api, ItemCalls calls, ContactChanges changes, ContactLookup lookup) {
    this.api = api;
    this.calls = calls;
    this.changes = changes;
    this.lookup = lookup;
  }

  Map<Long, Verdict> deliver(AccountIds account, Lane lane, List<Row.Contact> rows) {
    Map<Long, Verdict> verdicts = new HashMap<>();
    List<Row.Contact> rest = new ArrayList<>();
    for (Row.Contact row : rows) {
      if (row.profile().email().isBlank()) {
        verdicts.put(
            row.deliveryId(), new Verdict.Reject("e-mail missing", "the row has no address"));
      } else {
        rest.add(row);
      }
    }
    while (!rest.isEmpty()) {
      List<Row.Contact> later = new ArrayList<>();
      deliverDistinct(account, lane, distinct(rest, later), verdicts);
      rest = later;
    }
    return verdicts;
  }

  /**
   * Rows of one person, contact or address go one after the other, so that the second finds what
   * the first has made.
   */
  private static List<Row.Contact> distinct(List<Row.Contact> rows, List<Row.Contact> later) {
    Set<String> taken = new HashSet<>();
    List<Row.Contact> now = new ArrayList<>();
    for (Row.Contact row : rows) {
      List<String> keys =
          Stream.of(
                  "person " + row.personId(),
                  "e-mail " + row.profile().email().strip().toLowerCase(Locale.ROOT),
                  row.contactId() == null ? "" : "contact " + row.contactId())
              .filter(key -> !key.isEmpty())
              .toList();
      (keys.stream().anyMatch(taken::contains) ? later : now).add(row);
      taken.addAll(keys);
    }
    return now;
  }

  private void deliverDistinct(
      AccountIds account, Lane lane, List<Row.Contact> rows, Map<Long, Verdict> verdicts) {
    List<Item> known = new ArrayList<>();
    Map<Long, Consent> there = new HashMap<>();
    List<Row.Contact> unknown = new ArrayList<>();
    verdicts.putAll(freeAddresses(account, lane, rows));
    for (Row.Contact row : rows) {
      if (row.contactId() == null) {
        unknown.add(row);
      } else if (!verdicts.containsKey(row.deliveryId())) {
        known.add(change(account, row, row.contactId()));
      }
    }
    List<Row.Contact> absent =
        unknown.isEmpty() ? List.of() : match(account, lane, unknown, known, there, verdicts);
    if (!known.isEmpty()) {
      verdicts.putAll(changes.send(lane, known, there));
    }
    if (!absent.isEmpty()) {
      verdicts.putAll(create(account, lane, absent));
    }
  }

  /**
   * Lets contacts that a person left behind give up the address that the person has now: Emarsys
   * would let two have it, and not tell them apart by it any more. Gives what could not be done.
   */
  private Map<Long, Verdict> freeAddresses(AccountIds account, Lane lane, List<Row.Contact> rows) {
    List<Row.Contact> joined =
        rows.stream()
            .filter(row -> row.contactId() != null && !row.claim().otherIds().isEmpty())
            .toList();
    if (joined.isEmpty()) {
      return Map.of();
    }
    ContactLookup.Sight there =
        lookup.byEmail(account, lane, joined.stream().map(r -> r.profile().email()).toList());
    if (there.failure() != null) {
      return joined.stream()
          .collect(
              Collectors.toMap(
                  Row.Contact::deliveryId, row -> EmarsysVerdicts.ofLookup(there.failure())));
    }
    List<Item> leftBehind = new ArrayList<>();
    for (Row.Contact row : joined) {
      for (ContactLookup.Seen seen : there.of(row.profile().email())) {
        if (!seen.contactId().equals(row.contactId())
            && row.claim().otherIds().contains(seen.personId())) {
          leftBehind.add(
              new Item(
                  row.deliveryId(),
                  seen.contactId(),
                  ContactJson.address(seen.contactId(), row.claim().spare(seen.contactId()))));
        }
      }
    }
    Map<Long, Verdict> verdicts = new HashMap<>();
    if (!leftBehind.isEmpty()) {
      changes
          .send(lane, leftBehind, Map.of())
          .forEach(
              (delivery, verdict) -> {
                if (!(verdict instanceof Verdict.Ok)) {
                  verdicts.put(delivery, verdict);
                }
              });
    }
    return verdicts;
  }

  /**
   * Adds to the known contacts those that are there already, with the consent they have, and gives
   * back the rows without a contact.
   */
  private List<Row.Contact> match(
      AccountIds account,
      Lane lane,
      List<Row.Contact> rows,
      List<Item> known,
      Map<Long, Consent> there,
      Map<Long, Verdict> verdicts) {
    ContactLookup.Sight byPerson =
        lookup.byPerson(account, lane, rows.stream().map(Row.Contact::personId).toList());
    if (byPerson.failure() != null) {
      rows.forEach(
          row -> verdicts.put(row.deliveryId(), EmarsysVerdicts.ofLookup(byPerson.failure())));
      return List.of();
    }
    ContactLookup.Sight byEmail =
        lookup.byEmail(account, lane, rows.stream().map(r -> r.profile().email()).toList());
    if (byEmail.failure() != null) {
      rows.forEach(
          row -> verdicts.put(row.deliveryId(), EmarsysVerdicts.ofLookup(byEmail.failure())));
      return List.of();
    }
    List<Row.Contact> absent = new ArrayList<>();
    for (Row.Contact row : rows) {
      String email = row.profile().email();
      if (byEmail.shares(email)) {
        verdicts.put(
            row.deliveryId(),
            new Verdict.Reject(
                EmarsysVerdicts.SEVERAL_CONTACTS,
                "Emarsys can't tell which contact is meant for person " + row.personId()));
        continue;
      }
      if (byPerson.shares(row.personId())) {
        verdicts.put(
            row.deliveryId(),
            new Verdict.Reject(
                EmarsysVerdicts.SAME_PERSON_TWICE,
                "several contacts carry the id of person " + row.personId()));
        continue;
      }
      ContactMatch match =
          ContactMatch.of(row.claim(), byPerson.of(row.personId()), byEmail.of(email));
      if (match instanceof ContactMatch.Existing existing) {
        known.add(change(account, row, existing.contactId()));
        there.put(row.deliveryId(), existing.consent());
      } else if (match instanceof ContactMatch.Conflict conflict) {
        verdicts.put(row.deliveryId(), conflict.verdict());
      } else if (row.mayCreate()) {
        absent.add(row);
      } else {
        verdicts.put(row.deliveryId(), new Verdict.Exclude(ExclusionReason.CREATION_POLICY));
      }
    }
    return absent;
  }

  private static Item change(AccountIds account, Row.Contact row, String contactId) {
    return new Item(
        row.deliveryId(),
        contactId,
        ContactJson.change(contactId, ContactJson.profile(account, row)));
  }

  private Map<Long, Verdict> create(AccountIds account, Lane lane, List<Row.Contact> rows) {
    Map<Long, String> persons = new HashMap<>();
    List<Item> items = new ArrayList<>();
    for (Row.Contact row : rows) {
      persons.put(row.deliveryId(), row.personId());
      items.add(
          new Item(row.deliveryId(), row.profile().email(), ContactJson.creation(account, row)));
    }
    return calls.send(
        CoreCall.CREATE_CONTACTS,
        items,
        some ->
            api.call(
                CoreCall.CREATE_CONTACTS, lane, "contact", ContactJson.body(Fields.EMAIL, some)),
        (some, data, unplaced) -> created(account, lane, persons, some, data, unplaced));
  }

  /** The answer names no keys: of several new contacts each is found by the person id it got. */
  private Map<Long, Verdict> created(
      AccountIds account,
      Lane lane,
      Map<Long, String> persons,
      List<Item> items,
      JsonNode data,
      int unplaced) {
    Set<String> ids = AnsweredIds.in(data);
    Map<Long, Verdict> verdicts = new HashMap<>();
    if (items.size() == 1 && ids.size() == 1 && unplaced == 0) {
      String id = ids.iterator().next();
      verdicts.put(items.get(0).deliveryId(), Verdict.Ok.accepted(id, true));
      return verdicts;
    }
    ContactLookup.Sight sight =
        lookup.byPerson(account, lane, items.stream().map(i -> person(persons, i)).toList());
    for (Item item : items) {
      Set<ContactLookup.Seen> seen = sight.of(person(persons, item));
      String id = seen.size() == 1 ? seen.iterator().next().contactId() : "";
      verdicts.put(
          item.deliveryId(),
          ids.contains(id) ? Verdict.Ok.accepted(id, true) : EmarsysVerdicts.notReadableYet());
    }
    return verdicts;
  }

  private static String person(Map<Long, String> persons, Item item) {
    return Objects.requireNonNull(persons.get(item.deliveryId()));
  }
}
