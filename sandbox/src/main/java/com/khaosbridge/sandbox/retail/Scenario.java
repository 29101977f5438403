package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.contacts.SeededContact;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who the customers behind a file's transactions are. Thread-safe. */
public sealed interface Scenario permits DefaultScenario, RetailerScenario, IdentityScenario {
  /** The scenario of a run that asks for none. */
  String DEFAULT = "default";

  /** What every scenario is called. */
  List<String> NAMES = List.of(DEFAULT, RetailerScenario.NAME, IdentityScenario.NAME);

  /**
   * The scenario of this name over a shop that has its transactions.
   *
   * @throws IllegalArgumentException if there is none of this name; the message is for a person
   */
  static Scenario of(String name, Shop shop, Trickle trickle, Invention invention) {
    require(name);
    return switch (name) {
      case RetailerScenario.NAME -> RetailerScenario.over(shop, trickle, invention);
      case IdentityScenario.NAME -> IdentityScenario.over(shop, trickle, invention);
      default -> new DefaultScenario(shop, invention);
    };
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
              .formatted(name, String.join(", ", NAMES)));
    }
  }

  /** The customer of this number, null if there is none. */
  @Nullable Shopper shopper(String number);

  /** Every customer number. */
  Iterator<String> shopperNumbers();

  /** The number of the customer whose a document is, null for a guest. */
  @Nullable String ownerOf(Document document);

  /** The number by which the names of this customer are invented. */
  String inventedAs(String number);

  /** The e-mail that is invented for this customer, null for none. */
  @Nullable String emailOf(String number);

  /** Whether several customers may be one person by design. */
  boolean personsHaveSeveralNumbers();

  /** Whether customers become others, or none, in the course of the run. */
  boolean identitiesChange();

  /**
   * What happens to customers by itself in the course of the run, in its order.
   *
   * @param start when the live days begin
   */
  List<PlannedAct> acts(Instant start, int liveDays);

  /** Hands over the contacts that are at every destination before the run begins. */
  void contactsBefore(Consumer<SeededContact> account);
}
