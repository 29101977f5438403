package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.StateStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.function.Consumer;
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
  }

  public @Nullable Customer customer(String number) {
    Shopper shopper = scenario.shopper(number);
    if (shopper == null) {
      return null;
    }
    Customer invented = invented(shopper);
    String patch = patches.get(number);
    return patch == null ? invented : CustomerPatch.parse(patch).applyTo(invented);
  }

  /** The number of the customer whose a document is, null for a guest. */
  public @Nullable String ownerOf(Document document) {
    return scenario.ownerOf(document);
  }

  /** Whether several customers may be one person by design. */
  public boolean personsHaveSeveralNumbers() {
    return scenario.personsHaveSeveralNumbers();
  }

  public void all(Consumer<Customer> reader) {
    for (Iterator<String> numbers = scenario.shopperNumbers(); numbers.hasNext(); ) {
      Customer customer = customer(numbers.next());
      if (customer != null) {
        reader.accept(customer);
      }
    }
  }

  /** The numbers of the customers whose record changed at this instant or later. */
  public void changedSince(Instant since, Consumer<String> reader) {
    if (!since.isAfter(start)) {
      scenario.shopperNumbers().forEachRemaining(reader);
      return;
    }
    for (Iterator<String> numbers = patches.keyIterator(""); numbers.hasNext(); ) {
      String number = numbers.next();
      String patch = patches.get(number);
      if (patch != null && !CustomerPatch.parse(patch).changed(start).isBefore(since)) {
        reader.accept(number);
      }
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
    if (scenario.shopper(number) == null) {
      return null;
    }
    String earlier = patches.get(number);
    CustomerPatch patch = earlier == null ? CustomerPatch.none() : CustomerPatch.parse(earlier);
    patches.put(number, patch.with(changes, at.truncatedTo(ChronoUnit.SECONDS)).json());
    return customer(number);
  }

  private Customer invented(Shopper shopper) {
    String n = shopper.number();
    String inventedAs = scenario.inventedAs(n);
    Names names = Names.of(inventedAs, invention);
    double consent = invention.u("consent", n);
    return new Customer(
        n,
        shopper.country(),
        shopper.hasOrders(),
        names.forename(),
        names.surname(),
        InventedEmail.of(inventedAs, invention),
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
