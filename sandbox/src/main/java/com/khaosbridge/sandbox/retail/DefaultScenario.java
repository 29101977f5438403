package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.contacts.SeededContact;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The customers are those of the file, each a person, whom no destination knows. */
record DefaultScenario(Shop shop, Invention invention) implements Scenario {

  @Override
  public @Nullable Shopper shopper(String number) {
    return shop.shopper(number);
  }

  @Override
  public Iterator<String> shopperNumbers() {
    return shop.shopperNumbers();
  }

  @Override
  public @Nullable String ownerOf(Document document) {
    return document.customer();
  }

  @Override
  public String inventedAs(String number) {
    return number;
  }

  @Override
  public @Nullable String emailOf(String number) {
    return InventedEmail.of(number, invention);
  }

  @Override
  public boolean personsHaveSeveralNumbers() {
    return false;
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
  public void contactsBefore(Consumer<SeededContact> account) {}
}
