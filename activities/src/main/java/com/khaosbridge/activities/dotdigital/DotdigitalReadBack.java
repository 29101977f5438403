package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.OrderThere;
import com.khaosbridge.activities.destination.PatientReader;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.ReadRefusedException;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads back contacts and orders by the account's listings, one page in memory at a time. A country
 * is never read, as none is written.
 */
final class DotdigitalReadBack implements ReadBack {
  private static final int CONTACTS_A_PAGE = 5000;

  /** Fewer than a page may have: an order is many times the size of a contact. */
  private static final int ORDERS_A_PAGE = 2000;

  /** More contacts than this are found by listing all: a listing's calls are the scarcest. */
  static final int READ_SINGLY = 1000;

  private final DotdigitalSettings.Names names;
  private final PatientReader reader;
  private final SeekPages pages;
  private final ContactView view;

  DotdigitalReadBack(
      DotdigitalSettings settings, DotdigitalApi api, DotdigitalVerdicts verdicts, Terms terms) {
    this.names = settings.names();
    this.reader = new PatientReader(settings.name(), terms);
    this.pages = new SeekPages(api, verdicts, reader);
    this.view = new ContactView(names, terms.extraFields());
  }

  @Override
  public Listing listing() {
    return Listing.ALL;
  }

  @Override
  public void contacts(Consumer<List<ContactThere>> consumer) {
    pages.each(
        "contacts",
        "/contacts/v3",
        Map.of(
            "limit",
            String.valueOf(CONTACTS_A_PAGE),
            "include",
            "channelProperties",
            "data-fields",
            view.dataFields()),
        items -> handOver(items, consumer));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Whom a listing did not show is asked for singly before it counts as gone.
   */
  @Override
  public Set<String> contacts(
      Collection<String> contactIds, Consumer<List<ContactThere>> consumer) {
    Set<String> wanted = new LinkedHashSet<>(contactIds);
    if (wanted.size() > READ_SINGLY) {
      contacts(
          page ->
              handOver(
                  page.stream().filter(contact -> wanted.remove(contact.contactId())).toList(),
                  consumer));
    }
    Set<String> gone = new LinkedHashSet<>();
    List<ContactThere> found = new ArrayList<>();
    for (String contactId : wanted) {
      ContactThere contact = reader.read("contact " + contactId, () -> single(contactId)).there();
      if (contact == null) {
        gone.add(contactId);
      } else {
        found.add(contact);
      }
      if (found.size() == READ_SINGLY) {
        handOver(found, consumer);
        found = new ArrayList<>();
      }
    }
    handOver(found, consumer);
    return gone;
  }

  @Override
  public boolean ordersReadable() {
    return true;
  }

  @Override
  public void orders(Consumer<List<OrderThere>> consumer) {
    pages.each(
        "orders",
        "/insightData/v3/contacts/" + ApiCall.segment(names.ordersCollection()),
        Map.of("limit", String.valueOf(ORDERS_A_PAGE)),
        items -> {
          List<OrderThere> orders = new ArrayList<>();
          items.forEach(item -> orders.add(OrderView.of(item)));
          handOver(orders, consumer);
        });
  }

  @Override
  public Set<String> ordersOf(String contactId, Collection<String> orderKeys) {
    Set<String> under = new LinkedHashSet<>();
    for (String key : orderKeys) {
      if (reader.read("order " + key, () -> liesUnder(contactId, key))) {
        under.add(key);
      }
    }
    return under;
  }

  private boolean liesUnder(String contactId, String orderKey) throws ReadRefusedException {
    Answer answer =
        pages.send(
            ApiCall.get(
                Tier.MEDIUM,
                "/insightData/v3/contacts/contactId/"
                    + ApiCall.segment(contactId)
                    + "/"
                    + ApiCall.segment(names.ordersCollection())
                    + "/"
                    + ApiCall.segment(orderKey)));
    if (answer.status() == 404) {
      return false;
    }
    pages.accepted(answer);
    return true;
  }

  private void handOver(JsonNode items, Consumer<List<ContactThere>> consumer) {
    List<ContactThere> contacts = new ArrayList<>();
    for (JsonNode item : items) {
      ContactThere contact = view.of(item);
      if (contact != null) {
        contacts.add(contact);
      }
    }
    handOver(contacts, consumer);
  }

  private static <T> void handOver(List<T> page, Consumer<List<T>> consumer) {
    if (!page.isEmpty()) {
      consumer.accept(page);
    }
  }

  private Single single(String contactId) throws ReadRefusedException {
    Answer answer =
        pages.send(ApiCall.get(Tier.HIGH, "/contacts/v3/contactId/" + ApiCall.segment(contactId)));
    if (answer.status() == 404) {
      if (Refusal.codeOf(answer).endsWith("contactnotfound")) {
        return new Single(null);
      }
      // Any other 404 is no proof that there is no such contact.
      throw new ReadRefusedException(
          new Verdict.Retry(Duration.ofSeconds(30), "look-up not understood"));
    }
    JsonNode contact = WireJson.read(pages.accepted(answer).body());
    if (!WireJson.text(contact.path("contactId")).equals(contactId)) {
      throw new ReadRefusedException(
          new Verdict.Retry(Duration.ofSeconds(5), "answer is no contact"));
    }
    return new Single(view.of(contact));
  }

  /**
   * What asking for one contact came to.
   *
   * @param there null if there is none
   */
  private record Single(@Nullable ContactThere there) {}
}
