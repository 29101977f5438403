package com.khaosbridge.activities.ledger.persons;

import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One or more customers that are one human or household to marketing, and what is true of them
 * together.
 *
 * @param customers at least one, in an order that does not depend on when they were read
 */
public record Person(String id, List<Customer> customers) {
  /** Numbers in their order, and never two ways round. */
  private static final Comparator<Customer> BY_COMPANY_ID =
      Comparator.comparingInt((Customer customer) -> customer.companyId().length())
          .thenComparing(Customer::companyId);

  public Person {
    if (customers.isEmpty()) {
      throw new IllegalArgumentException("person " + id + " has no customer");
    }
    customers = customers.stream().sorted(BY_COMPANY_ID).toList();
  }

  /** The same person with this customer as it is now. */
  public Person with(Customer customer) {
    List<Customer> now = new ArrayList<>(customers);
    now.removeIf(former -> former.companyId().equals(customer.companyId()));
    now.add(customer);
    return new Person(id, now);
  }

  /** The same person with these customers, too. */
  public Person with(Collection<Customer> more) {
    Person joined = this;
    for (Customer customer : more) {
      joined = joined.with(customer.of(id));
    }
    return joined;
  }

  /**
   * The customer of whom the contact is made: one who may have a contact before one who may not,
   * then the one whom the person is named after, then the lowest id.
   */
  public Customer leading() {
    return customers.stream()
        .min(
            Comparator.comparing((Customer customer) -> customer.exclusion() != null)
                .thenComparing(Customer::vanished)
                .thenComparing(customer -> !customer.companyId().equals(id))
                .thenComparing(BY_COMPANY_ID))
        .orElseThrow();
  }

  /**
   * The strictest of all, also of those who have no address: it is one human who said no. Of who
   * vanished only a no counts beside others, and until one of these turns to yes after that.
   */
  public Consent consent() {
    boolean vanished = isVanished();
    return customers.stream()
        .filter(each -> vanished || stillSpeaks(each))
        .map(Customer::consent)
        .reduce(Consent::strictest)
        .orElseThrow();
  }

  private boolean stillSpeaks(Customer customer) {
    Instant vanishedAt = customer.vanishedAt();
    return vanishedAt == null
        || customer.consent() == Consent.OPTED_OUT
            && customers.stream()
                .noneMatch(other -> !other.vanished() && other.turnedInAfter(vanishedAt));
  }

  /** Whether the ERP has none of the customers any more. */
  public boolean isVanished() {
    return customers.stream().allMatch(Customer::vanished);
  }

  /**
   * The consent that contacts must have. Whoever may have no contact, e.g. since the address is
   * gone, must not be mailed at one that they have.
   */
  public Consent mailConsent() {
    return exclusion() == null ? consent() : Consent.OPTED_OUT;
  }

  /** Whether nothing but subscription boxes makes this an opt-out. */
  public boolean isOptedOutByBoxAlone() {
    return mailConsent() == Consent.OPTED_OUT
        && exclusion() == null
        && customers.stream()
            .filter(customer -> customer.consent() == Consent.OPTED_OUT)
            .allMatch(Customer::byBox);
  }

  /** A hold protects the human, not the record. */
  public boolean onHold() {
    return customers.stream().anyMatch(Customer::held);
  }

  /** Who asked to be forgotten is forgotten whichever of their customers it is. */
  public boolean isErased() {
    return customers.stream().anyMatch(Customer::erased);
  }

  /**
   * Why there is no contact, null if there may be one: any erasure and any hold is one, any other
   * reason must be every customer's.
   */
  public @Nullable ExclusionReason exclusion() {
    if (isErased()) {
      return ExclusionReason.ERASED;
    }
    return onHold() ? ExclusionReason.HELD_IN_ERP : leading().exclusion();
  }

  /**
   * Whether the person is to be looked for at destinations though there may be no contact: who is
   * on hold or hidden may have one from before, and is mailed at it until we opt it out.
   */
  public boolean mayBeThereBefore() {
    ExclusionReason why = exclusion();
    return (why == ExclusionReason.HELD_IN_ERP || why == ExclusionReason.HIDDEN_IN_ERP)
        && leading().address() == AddressState.VALID;
  }

  /** Whether a contact made of both would be the same. */
  public boolean hasProfileOf(Person other) {
    Customer mine = leading();
    Customer theirs = other.leading();
    return mine.companyId().equals(theirs.companyId())
        && Arrays.equals(mine.profileHash(), theirs.profileHash())
        && exclusion() == other.exclusion()
        && companyIds().equals(other.companyIds());
  }

  public List<String> companyIds() {
    return customers.stream().map(Customer::companyId).toList();
  }

  public List<String> urns() {
    return customers.stream().map(Customer::urn).toList();
  }
}
