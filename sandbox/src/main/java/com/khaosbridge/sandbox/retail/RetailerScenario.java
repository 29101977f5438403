package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.contacts.GivenConsent;
import com.khaosbridge.sandbox.contacts.SeededContact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A retailer whose customers come back as guests, and who had its destinations before it had this
 * bridge. Every customer whose number divides by 3 has a second one, 500,000 higher, with the same
 * names and e-mail, that owns every 3rd of their orders. A number that the file itself has is no
 * second one.
 */
final class RetailerScenario implements Scenario {
  static final String NAME = "retailer";

  private static final long SECOND_OFFSET = 500_000;
  private static final int EVERY = 3;
  private static final double THERE_SHARE = 0.3;
  private static final double THERE_OPTED_OUT_SHARE = 0.2;
  private static final int NATIVES = 500;
  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,9}");

  private final Shop shop;
  private final Trickle trickle;
  private final Invention invention;

  /** The file's orders that second numbers own. */
  private final Set<String> moved;

  /** The second numbers that own any. */
  private final Set<String> ordering;

  private RetailerScenario(
      Shop shop, Trickle trickle, Invention invention, Set<String> moved, Set<String> ordering) {
    this.shop = shop;
    this.trickle = trickle;
    this.invention = invention;
    this.moved = moved;
    this.ordering = ordering;
  }

  /** Goes through all the file's orders once. */
  static RetailerScenario over(Shop shop, Trickle trickle, Invention invention) {
    Map<String, Integer> orders = new HashMap<>();
    Set<String> moved = new HashSet<>();
    Set<String> ordering = new HashSet<>();
    shop.documents(
        null,
        null,
        document -> {
          String customer = document.customer();
          if (document.kind() != Document.Kind.INVOICE
              || customer == null
              || trickle.holds(document)) {
            return;
          }
          String second = secondOf(customer, shop);
          if (second != null && orders.merge(customer, 1, Integer::sum) % EVERY == 0) {
            moved.add(document.number());
            ordering.add(second);
          }
        });
    return new RetailerScenario(shop, trickle, invention, Set.copyOf(moved), Set.copyOf(ordering));
  }

  private static @Nullable String secondOf(String number, Shop shop) {
    long n = Long.parseLong(number);
    String second = Long.toString(n + SECOND_OFFSET);
    return n % EVERY == 0 && shop.shopper(second) == null ? second : null;
  }

  @Override
  public @Nullable Shopper shopper(String number) {
    Shopper ofFile = shop.shopper(number);
    if (ofFile != null) {
      return ofFile;
    }
    Shopper first = shop.shopper(inventedAs(number));
    return first == null ? null : new Shopper(number, first.country(), ordering.contains(number));
  }

  @Override
  public Iterator<String> shopperNumbers() {
    List<String> numbers = new ArrayList<>();
    List<String> seconds = new ArrayList<>();
    shop.shopperNumbers()
        .forEachRemaining(
            number -> {
              numbers.add(number);
              String second = secondOf(number, shop);
              if (second != null) {
                seconds.add(second);
              }
            });
    numbers.addAll(seconds);
    return numbers.iterator();
  }

  /** A credit note stays with the customer whom it names: it names no order. */
  @Override
  public @Nullable String ownerOf(Document document) {
    String customer = document.customer();
    if (customer == null
        || document.kind() != Document.Kind.INVOICE
        || !moved.contains(trickle.original(document))) {
      return customer;
    }
    return secondOf(customer, shop);
  }

  /** A second number's first one, any other number itself. */
  @Override
  public String inventedAs(String number) {
    if (!NUMBER.matcher(number).matches() || shop.shopper(number) != null) {
      return number;
    }
    long first = Long.parseLong(number) - SECOND_OFFSET;
    return first >= 0 && first % EVERY == 0 ? Long.toString(first) : number;
  }

  @Override
  public boolean personsHaveSeveralNumbers() {
    return true;
  }

  @Override
  public boolean identitiesChange() {
    return false;
  }

  @Override
  public void contactsBefore(Consumer<SeededContact> account) {
    shop.shopperNumbers()
        .forEachRemaining(
            n -> {
              String email = InventedEmail.validOf(n, invention);
              if (email != null && invention.u("there", n) < THERE_SHARE) {
                account.accept(
                    new SeededContact(email, consentThere(n), SeededContact.Kind.ADOPTABLE));
              }
            });
    for (int k = 1; k <= NATIVES; k++) {
      account.accept(
          new SeededContact(
              "native" + k + "@native.example", GivenConsent.OPTED_IN, SeededContact.Kind.NATIVE));
    }
  }

  private GivenConsent consentThere(String n) {
    return invention.u("thereOut", n) < THERE_OPTED_OUT_SHARE
        ? GivenConsent.OPTED_OUT
        : GivenConsent.OPTED_IN;
  }
}
