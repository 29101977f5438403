package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.contacts.SeededContact;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who the customers behind a file's transactions are. Thread-safe. */
public sealed interface Scenario permits DefaultScenario, RetailerScenario {
  /** The scenario of a run that asks for none. */
  String DEFAULT = "default";

  /** What every scenario is called. */
  List<String> NAMES = List.of(DEFAULT, RetailerScenario.NAME);

  /**
   * The scenario of this name over a shop that has its transactions.
   *
   * @throws IllegalArgumentException if there is none of this name; the message is for a person
   */
  static Scenario of(String name, Shop shop, Trickle trickle, Invention invention) {
    require(name);
    return name.equals(RetailerScenario.NAME)
        ? RetailerScenario.over(shop, trickle, invention)
        : new DefaultScenario(shop);
  }

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException if there is no scenario of this name; the message is for a
   *     person
   */
  static void require(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "There is no scenario '%s' in this version of the sandbox; there are %s."
              .formatted(name, String.join(" and ", NAMES)));
    }
  }

  /** The customer of this number, null if there is none. */
  @Nullable Shopper shopper(String number);

  /** Every customer number. */
  Iterator<String> shopperNumbers();

  /** The number of the customer whose a document is, null for a guest. */
  @Nullable String ownerOf(Document document);

  /** The number by which the names and the e-mail of this customer are invented. */
  String inventedAs(String number);

  /** Whether several customers may be one person by design. */
  boolean personsHaveSeveralNumbers();

  /** Whether customers become others, or none, in the course of the run. */
  boolean identitiesChange();

  /** Hands over the contacts that are at every destination before the run begins. */
  void contactsBefore(Consumer<SeededContact> account);
}
