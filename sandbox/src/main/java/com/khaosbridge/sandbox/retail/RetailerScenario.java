package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.contacts.GivenConsent;
import com.khaosbridge.sandbox.contacts.SeededContact;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A retailer whose customers come back as guests, and who had its destinations before it had this
 * bridge. Every customer whose number divides by 3 has a second one, 500,000 higher, with the same
 * names and e-mail, that owns every 3rd of their orders. A number that the file itself has is no
 * second one.
 */
final class RetailerScenario implements Scenario {
  static final String NAME = "retailer";

  private static final int EVERY = 3;
  private static final double THERE_SHARE = 0.3;
  private static final double THERE_OPTED_OUT_SHARE = 0.2;
  private static final int NATIVES = 500;

  private final Shop shop;
  private final Invention invention;
  private final SecondNumbers numbers;

  private RetailerScenario(Shop shop, Invention invention, SecondNumbers numbers) {
    this.shop = shop;
    this.invention = invention;
    this.numbers = numbers;
  }

  /** Goes through all the file's orders once. */
  static RetailerScenario over(Shop shop, Trickle trickle, Invention invention) {
    return new RetailerScenario(
        shop, invention, SecondNumbers.over(shop, trickle, n -> Long.parseLong(n) % EVERY == 0));
  }

  @Override
  public @Nullable Shopper shopper(String number) {
    return numbers.shopper(number);
  }

  @Override
  public Iterator<String> shopperNumbers() {
    return numbers.all();
  }

  @Override
  public @Nullable String ownerOf(Document document) {
    return numbers.ownerOf(document);
  }

  /** A second number's first one, any other number itself. */
  @Override
  public String inventedAs(String number) {
    String first = numbers.firstOf(number);
    return first == null ? number : first;
  }

  @Override
  public @Nullable String emailOf(String number) {
    return InventedEmail.of(inventedAs(number), invention);
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
  public List<PlannedAct> acts(Instant start, int liveDays) {
    return List.of();
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
