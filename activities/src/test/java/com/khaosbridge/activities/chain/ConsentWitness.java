package com.khaosbridge.activities.chain;

import com.khaosbridge.activities.chain.OutsideWorld.Contact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Somebody who sees what everybody does, and of the ledger only when it saw the ERP turn: who is
 * opted in must be so by a turn after their opt-out, with a look at the destination in between.
 */
final class ConsentWitness {
  private final Map<String, Long> optedOut = new HashMap<>();
  private final Map<String, NavigableSet<Long>> turnsToIn = new HashMap<>();
  private final Map<String, NavigableSet<Long>> looks = new HashMap<>();

  /** What the bridge saw or left when it had to do with a contact last. */
  private final Map<String, String> leftAs = new HashMap<>();

  /** Whoever is out already can't opt out so that anybody could see it. */
  void personOptedOut(String destination, String contact, long step) {
    if (!"out".equals(leftAs.get(destination + contact))) {
      optedOut.put(destination + contact, step);
    }
  }

  void personOptedIn(String destination, String contact) {
    optedOut.remove(destination + contact);
  }

  void lookedAt(String destination, long step) {
    looks.computeIfAbsent(destination, none -> new TreeSet<>()).add(step);
  }

  void left(String destination, Contact contact) {
    leftAs.put(destination + contact.id(), contact.consent());
  }

  void turnedToIn(String company, long step) {
    turnsToIn.computeIfAbsent(company, none -> new TreeSet<>()).add(step);
  }

  /**
   * Whether a contact may be opted in.
   *
   * @param customers of its person
   */
  boolean grants(String destination, String contact, List<String> customers) {
    Long out = optedOut.get(destination + contact);
    if (out == null) {
      return true;
    }
    Long look = after(looks, destination, out);
    return look != null
        && customers.stream().anyMatch(each -> after(turnsToIn, each, look) != null);
  }

  private static Long after(Map<String, NavigableSet<Long>> steps, String of, long step) {
    NavigableSet<Long> its = steps.get(of);
    return its == null ? null : its.higher(step);
  }
}
