package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.StateStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The ERP's customers: invented by formula, changed by patches. A customer exists from the start of
 * the file, which is their first change. Thread-safe.
 */
public final class Customers {
  private final Scenario scenario;
  private final Invention invention;
  private final Instant start;
  private final MVMap<String, String> patches;
  private final Departures departures;
  private final Urns urns;
  private final Chronicle chronicle;

  /**
   * The customers of a scenario, and what was changed in them in this store.
   *
   * @param start when they began to exist
   */
  public Customers(Scenario scenario, Invention invention, Instant start, StateStore store) {
    this.scenario = scenario;
    this.invention = invention;
    this.start = start;
    this.patches = store.map("khaos.customerPatches");
    this.departures = new Departures(store);
    this.urns = new Urns(store);
    this.chronicle = new Chronicle(store);
  }

  /** Whether customers become others, or none, in the course of the run. */
  public boolean identitiesChange() {
    return scenario.identitiesChange();
  }

  /** The customer of this number, also who is gone; null if there never was one. */
  public @Nullable Customer customer(String number) {
    Shopper shopper = scenario.shopper(number);
    if (shopper == null) {
      return null;
    }
    Customer invented = invented(shopper);
    String patch = patches.get(number);
    return patch == null ? invented : CustomerPatch.parse(patch).applyTo(invented);
  }

  /** Whether several customers may be one person by design. */
  public boolean personsHaveSeveralNumbers() {
    return scenario.personsHaveSeveralNumbers();
  }

  /** Null if the ERP has no customer with this URN now. */
  public @Nullable Customer withUrn(String urn) {
    String number = urns.numberOf(urn);
    return number == null || gone(number) ? null : customer(number);
  }

  /** The URN of the customer of this number. */
  public String urnOf(String number) {
    return urns.of(number);
  }

  /** Why a customer is in the ERP no more; null if they are there. */
  public @Nullable Departure departure(String number) {
    return departures.of(number);
  }

  private boolean gone(String number) {
    return departures.of(number) != null;
  }

  /** The numbers of those whom the documents may name otherwise than at first. */
  public Set<String> withOtherIdentity() {
    Set<String> numbers = new TreeSet<>(urns.changed());
    departures.merges().forEach(merge -> numbers.add(merge.from()));
    return numbers;
  }

  /** Every customer whom the ERP has now. */
  public void living(Consumer<Customer> reader) {
    all(
        customer -> {
          if (!gone(customer.number())) {
            reader.accept(customer);
          }
        });
  }

  /** Every customer, also who is gone. */
  public void all(Consumer<Customer> reader) {
    for (Iterator<String> numbers = scenario.shopperNumbers(); numbers.hasNext(); ) {
      Customer customer = customer(numbers.next());
      if (customer != null) {
        reader.accept(customer);
      }
    }
  }

  /** The URNs of the customers in the ERP whose record changed at this instant or later. */
  public void changedSince(Instant since, Consumer<String> reader) {
    if (!since.isAfter(start)) {
      scenario.shopperNumbers().forEachRemaining(number -> list(number, reader));
      return;
    }
    for (Iterator<String> numbers = patches.keyIterator(""); numbers.hasNext(); ) {
      String number = numbers.next();
      String patch = patches.get(number);
      if (patch != null && !CustomerPatch.parse(patch).changed(start).isBefore(since)) {
        list(number, reader);
      }
    }
  }

  private void list(String number, Consumer<String> reader) {
    if (!gone(number)) {
      reader.accept(urns.of(number));
    }
  }

  /**
   * Changes a customer's record: {@code email}, {@code emailSubscribe} (null for a missing
   * element), {@code mailingStatus}, {@code mailingFlag}, {@code forename}, {@code surname}, {@code
   * postcode}, {@code companyClass}, {@code hold}, {@code hide}, {@code supplier}.
   *
   * @param changes a JSON object with the fields to change; with {@code "silent": true} the record
   *     changes, but the time of its last change does not
   * @param at business time of the change, kept to the second
   * @return the customer after it, or null if there is none of this number
   * @throws IllegalArgumentException if a field is unknown or of the wrong type
   */
  public synchronized @Nullable Customer change(String number, JsonNode changes, Instant at) {
    if (scenario.shopper(number) == null || gone(number)) {
      return null;
    }
    Instant then = at.truncatedTo(ChronoUnit.SECONDS);
    return edit(number, patch -> patch.with(changes, then), then);
  }

  /** Changes the record of a customer who is there, and keeps in mind what that means. */
  synchronized Customer edit(String number, UnaryOperator<CustomerPatch> change, Instant at) {
    Customer before = Objects.requireNonNull(customer(number));
    String earlier = patches.get(number);
    CustomerPatch patch = earlier == null ? CustomerPatch.none() : CustomerPatch.parse(earlier);
    patches.put(number, change.apply(patch).json());
    Customer after = Objects.requireNonNull(customer(number));
    if (!Objects.equals(before.email(), after.email())) {
      chronicle.add(
          new Happening(
              Happening.Type.EMAIL_CHANGE,
              number,
              Happening.ERP,
              before.email(),
              after.email(),
              at));
    }
    if (before.consent() != after.consent()) {
      chronicle.add(
          new Happening(
              Happening.Type.CONSENT_FLIP,
              number,
              Happening.ERP,
              before.consent().name(),
              after.consent().name(),
              at));
    }
    return after;
  }

  private Customer invented(Shopper shopper) {
    String n = shopper.number();
    String inventedAs = scenario.inventedAs(n);
    Names names = Names.of(inventedAs, invention);
    double consent = invention.u("consent", n);
    return new Customer(
        n,
        urns.of(n),
        shopper.country(),
        shopper.hasOrders(),
        names.forename(),
        names.surname(),
        scenario.emailOf(n),
        invention.u("where", n) < 0.05,
        emailSubscribe(consent),
        consent < 0.97 ? Customer.OUR_USE_ONLY : Customer.NO_CONTACT,
        CompanyDetails.STANDARD,
        start);
  }

  private static @Nullable String emailSubscribe(double u) {
    if (u < 0.60) {
      return "-1";
    }
    if (u < 0.90) {
      return "0";
    }
    if (u < 0.93) {
      return null;
    }
    if (u < 0.95) {
      return "";
    }
    return u < 0.97 ? "Y" : "-1";
  }
}
