package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.OrderThere;
import com.khaosbridge.activities.destination.PatientReader;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.ReadBackException;
import com.khaosbridge.activities.destination.ReadRefusedException;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Reads back contacts: by internal id, or all that carry a person id. Contacts without one are not
 * listed, and Emarsys gives no way to read sales rows (Emarsys developer hub, "Sales Data API").
 */
final class EmarsysReadBack implements ReadBack {
  /** The most that a query returns (error 2016 of the Core API). */
  private static final int QUERY_LIMIT = 10_000;

  private final EmarsysApi api;
  private final EmarsysAccount account;
  private final String name;
  private final int batch;
  private final Terms terms;
  private final PatientReader reader;
  private final ContactsById byId;

  EmarsysReadBack(EmarsysSettings settings, EmarsysApi api, EmarsysAccount account, Terms terms) {
    this.api = api;
    this.account = account;
    this.name = settings.name();
    this.batch = settings.limits().contactBatch();
    this.terms = terms;
    this.reader = new PatientReader(name, terms);
    this.byId = new ContactsById(api);
  }

  @Override
  public Listing listing() {
    return Listing.STAMPED;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A query returns one field a contact, so each page is followed by the reading of its
   * contacts. That {@code excludeempty} means the returned field, and that a query needs no other
   * condition, is assumed (Emarsys developer hub, "Query contacts").
   */
  @Override
  public void contacts(Consumer<List<ContactThere>> pages) {
    ContactView view = view();
    List<String> before = List.of();
    for (long offset = 0; ; offset += before.size()) {
      String path =
          "contact/query/?return=%s&excludeempty=true&limit=%d&offset=%d"
              .formatted(view.personField(), QUERY_LIMIT, offset);
      List<String> ids = reader.read("contacts with a person id", () -> ids(path));
      if (ids.isEmpty()) {
        return;
      }
      if (ids.equals(before)) {
        throw new ReadBackException(
            name, "contacts with a person id", "the query gives the same page again");
      }
      read(view, ids, pages);
      before = ids;
    }
  }

  @Override
  public Set<String> contacts(Collection<String> contactIds, Consumer<List<ContactThere>> pages) {
    return read(view(), contactIds, pages);
  }

  @Override
  public boolean ordersReadable() {
    return false;
  }

  @Override
  public void orders(Consumer<List<OrderThere>> pages) {
    throw new UnsupportedOperationException("Emarsys gives no sales rows back");
  }

  @Override
  public Set<String> ordersOf(String contactId, Collection<String> orderKeys) {
    throw new UnsupportedOperationException("sales rows can't be read back");
  }

  private ContactView view() {
    return reader.read(
        "contact fields",
        () -> {
          EmarsysAccount.Result result = account.known(Lane.HISTORY);
          if (result instanceof EmarsysAccount.Result.Stopped stopped) {
            throw new ReadRefusedException(stopped.verdict());
          }
          if (result instanceof EmarsysAccount.Result.Missing missing) {
            throw new ReadRefusedException(
                new Verdict.Config("account incomplete", String.join("; ", missing.problems())));
          }
          AccountIds ids = ((EmarsysAccount.Result.Found) result).ids();
          return terms.extraFields().isEmpty()
              ? new ContactView(ids)
              : ContactView.of(ids, terms.extraFields(), get(CoreCall.LIST_FIELDS, "field"));
        });
  }

  private List<String> ids(String path) throws ReadRefusedException {
    JsonNode result = get(CoreCall.QUERY_CONTACTS, path).path("result");
    if (!result.isArray() && !(result.isBoolean() && !result.booleanValue())) {
      throw new ReadRefusedException(EmarsysVerdicts.unanswered());
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode contact : result) {
      String id = WireJson.text(contact.path(Fields.CONTACT_ID));
      if (id.isEmpty()) {
        throw new ReadRefusedException(EmarsysVerdicts.unanswered());
      }
      ids.add(id);
    }
    return ids;
  }

  private Set<String> read(
      ContactView view, Collection<String> contactIds, Consumer<List<ContactThere>> pages) {
    Set<String> gone = new LinkedHashSet<>();
    List<String> all = List.copyOf(new LinkedHashSet<>(contactIds));
    for (int from = 0; from < all.size(); from += batch) {
      List<String> some = all.subList(from, Math.min(all.size(), from + batch));
      List<ContactThere> there = reader.read("contacts", () -> there(view, some, gone));
      if (!there.isEmpty()) {
        pages.accept(there);
      }
    }
    return gone;
  }

  private List<ContactThere> there(ContactView view, List<String> ids, Set<String> gone)
      throws ReadRefusedException {
    List<ContactThere> there = new ArrayList<>();
    byId.read(ids, view.fields(), gone).forEach(contact -> there.add(view.of(contact)));
    return there;
  }

  private JsonNode get(CoreCall call, String path) throws ReadRefusedException {
    return ContactsById.data(api.call(call, Lane.HISTORY, path, null));
  }
}
