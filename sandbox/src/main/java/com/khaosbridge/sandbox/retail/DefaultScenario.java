package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.contacts.SeededContact;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The customers are those of the file, each a person, whom no destination knows. */
record DefaultScenario(Shop shop) implements Scenario {

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
  public boolean personsHaveSeveralNumbers() {
    return false;
  }

  @Override
  public boolean identitiesChange() {
    return false;
  }

  @Override
  public void contactsBefore(Consumer<SeededContact> account) {}
}
