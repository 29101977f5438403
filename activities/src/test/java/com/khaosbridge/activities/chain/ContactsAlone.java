package com.khaosbridge.activities.chain;

import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.OrderThere;
import com.khaosbridge.activities.destination.ReadBack;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Of a destination to which no orders are sent. */
record ContactsAlone(ReadBack its) implements ReadBack {
  @Override
  public Listing listing() {
    return its.listing();
  }

  @Override
  public void contacts(Consumer<List<ContactThere>> pages) {
    its.contacts(pages);
  }

  @Override
  public Set<String> contacts(Collection<String> contactIds, Consumer<List<ContactThere>> pages) {
    return its.contacts(contactIds, pages);
  }

  @Override
  public boolean ordersReadable() {
    return false;
  }

  @Override
  public void orders(Consumer<List<OrderThere>> pages) {
    throw new UnsupportedOperationException("orders");
  }

  @Override
  public Set<String> ordersOf(String contactId, Collection<String> orderKeys) {
    throw new UnsupportedOperationException("orders");
  }
}
