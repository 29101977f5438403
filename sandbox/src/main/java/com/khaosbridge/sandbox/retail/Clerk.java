package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.StateStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a clerk does to a customer as a whole: merges, deletes, anonymises them, gives them another
 * URN. Thread-safe.
 */
public final class Clerk {
  private static final Pattern URN = Pattern.compile("[A-Za-z0-9-]{1,10}");

  private final Customers customers;
  private final Departures departures;
  private final Urns urns;
  private final Chronicle chronicle;
  private final StateStore store;

  public Clerk(Customers customers, StateStore store) {
    this.customers = customers;
    this.departures = new Departures(store);
    this.urns = new Urns(store);
    this.chronicle = new Chronicle(store);
    this.store = store;
  }

  /**
   * Merges a customer into another, who gets all their documents. The others' record has changed
   * then.
   *
   * @throws NoSuchCustomer if one of them is not in the ERP now
   * @throws IllegalArgumentException if both are the same
   */
  public Merge merge(String from, String into, Instant at) {
    synchronized (customers) {
      require(from);
      require(into);
      if (from.equals(into)) {
        throw new IllegalArgumentException("a customer can't be merged into themselves");
      }
      Instant then = at.truncatedTo(ChronoUnit.SECONDS);
      long number = happened(Happening.Type.MERGE, from, null, into, then);
      String id = String.format(Locale.ROOT, "MRG%012d", number);
      departures.put(from, new Departure(id, into, then));
      customers.edit(into, patch -> patch.touched(then), then);
      store.commit();
      return new Merge(id, from, into, then);
    }
  }

  /**
   * Deletes a customer; their documents stay theirs.
   *
   * @throws NoSuchCustomer if they are not in the ERP now
   */
  public void vanish(String number, Instant at) {
    synchronized (customers) {
      require(number);
      Instant then = at.truncatedTo(ChronoUnit.SECONDS);
      departures.put(number, new Departure(null, null, then));
      happened(Happening.Type.VANISHED, number, null, null, then);
      store.commit();
    }
  }

  /**
   * Brings back who vanished or was merged, with their own documents.
   *
   * @throws NoSuchCustomer if there never was one of this number
   * @throws IllegalArgumentException if they are not gone
   */
  public void reappear(String number, Instant at) {
    synchronized (customers) {
      Departure gone = departures.of(number);
      if (customers.customer(number) == null) {
        throw new NoSuchCustomer("no customer of this number");
      }
      if (gone == null) {
        throw new IllegalArgumentException("customer " + number + " is not gone");
      }
      Instant then = at.truncatedTo(ChronoUnit.SECONDS);
      departures.undo(number);
      customers.edit(number, patch -> patch.touched(then), then);
      happened(Happening.Type.REAPPEARED, number, gone.how(), null, then);
      store.commit();
    }
  }

  /**
   * Replaces all that is personal of a customer, and takes their consent away.
   *
   * @param urn the new URN, null to keep it
   * @throws NoSuchCustomer if they are not in the ERP now
   * @throws IllegalArgumentException if the URN can't be
   */
  public Customer anonymise(String number, @Nullable String urn, Instant at) {
    synchronized (customers) {
      require(number);
      if (urn != null) {
        check(urn);
      }
      Instant then = at.truncatedTo(ChronoUnit.SECONDS);
      happened(Happening.Type.ANONYMISED, number, null, null, then);
      if (urn != null) {
        rename(number, urn, then);
      }
      return edited(number, patch -> patch.anonymised(then), then);
    }
  }

  /**
   * Gives a customer another URN; their internal key stays.
   *
   * @throws NoSuchCustomer if they are not in the ERP now
   * @throws IllegalArgumentException if the URN is another customer's or none
   */
  public Customer renameUrn(String number, String urn, Instant at) {
    synchronized (customers) {
      require(number);
      check(urn);
      Instant then = at.truncatedTo(ChronoUnit.SECONDS);
      rename(number, urn, then);
      return edited(number, patch -> patch.touched(then), then);
    }
  }

  private void check(String urn) {
    if (!URN.matcher(urn).matches()) {
      throw new IllegalArgumentException("a URN is 1 to 10 letters, digits and hyphens");
    }
    String owner = urns.numberOf(urn);
    if (owner != null && customers.customer(owner) != null) {
      throw new IllegalArgumentException("a customer has this URN already");
    }
  }

  private void rename(String number, String urn, Instant at) {
    happened(Happening.Type.URN_CHANGE, number, urns.of(number), urn, at);
    urns.change(number, urn);
  }

  private Customer edited(String number, UnaryOperator<CustomerPatch> change, Instant at) {
    Customer after = customers.edit(number, change, at);
    store.commit();
    return after;
  }

  private long happened(
      Happening.Type type, String number, @Nullable String from, @Nullable String to, Instant at) {
    return chronicle.add(new Happening(type, number, Happening.ERP, from, to, at));
  }

  private void require(String number) {
    if (customers.customer(number) == null) {
      throw new NoSuchCustomer("no customer of number " + number);
    }
    Departure gone = departures.of(number);
    if (gone != null) {
      throw new NoSuchCustomer(
          "customer "
              + number
              + (gone.into() == null ? " has vanished" : " was merged into " + gone.into()));
    }
  }
}
