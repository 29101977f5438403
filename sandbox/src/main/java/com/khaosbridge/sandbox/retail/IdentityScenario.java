package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.contacts.SeededContact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A shop whose customers become others: they are merged, change their e-mails and their minds, are
 * anonymised. Two of a hundred have a second number with another e-mail, made as a guest, that
 * turns out to be theirs.
 */
final class IdentityScenario implements Scenario {
  static final String NAME = "identity";

  private final Shop shop;
  private final Invention invention;
  private final SecondNumbers guests;

  private IdentityScenario(Shop shop, Invention invention, SecondNumbers guests) {
    this.shop = shop;
    this.invention = invention;
    this.guests = guests;
  }

  /** Goes through all the file's orders once. */
  static IdentityScenario over(Shop shop, Trickle trickle, Invention invention) {
    return new IdentityScenario(
        shop,
        invention,
        SecondNumbers.over(shop, trickle, n -> invention.u("guest", n) < IdentityPlan.GUEST));
  }

  @Override
  public @Nullable Shopper shopper(String number) {
    return guests.shopper(number);
  }

  @Override
  public Iterator<String> shopperNumbers() {
    return guests.all();
  }

  @Override
  public @Nullable String ownerOf(Document document) {
    return guests.ownerOf(document);
  }

  @Override
  public String inventedAs(String number) {
    String first = guests.firstOf(number);
    return first == null ? number : first;
  }

  @Override
  public @Nullable String emailOf(String number) {
    String first = guests.firstOf(number);
    return first == null ? InventedEmail.of(number, invention) : "g" + first + "@example.com";
  }

  @Override
  public boolean personsHaveSeveralNumbers() {
    return true;
  }

  @Override
  public boolean identitiesChange() {
    return true;
  }

  @Override
  public List<PlannedAct> acts(Instant start, int liveDays) {
    List<String> customers = new ArrayList<>();
    shop.shopperNumbers().forEachRemaining(customers::add);
    customers.sort(Comparator.comparingLong(Long::parseLong));
    return IdentityPlan.of(customers, guests, invention, start, liveDays);
  }

  @Override
  public void contactsBefore(Consumer<SeededContact> account) {}
}
