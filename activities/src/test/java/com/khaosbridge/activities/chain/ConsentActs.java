package com.khaosbridge.activities.chain;

import com.khaosbridge.activities.chain.ConsentTable.Erp;
import com.khaosbridge.activities.chain.OutsideWorld.Contact;
import com.khaosbridge.activities.chain.SingleSteps.Dies;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Plays acts of persons, clerks and the bridge one after the other, before a witness. */
final class ConsentActs implements AutoCloseable {
  static final int CUSTOMERS = 4;
  private static final List<String> DESTINATIONS = List.of(Chain.EMARSYS, Chain.DOTDIGITAL);
  private static final int ROUNDS_TO_REST = 40;

  /** What may be done. */
  enum Kind {
    ERP_IN(5),
    ERP_OUT(3),
    ERP_UNKNOWN(1),
    PROFILE(1),
    OTHER_EMAIL(1),
    MOVES_TO(1),
    OPTS_OUT(4),
    OPTS_IN(1),
    COMPLAINS(1),
    SIGNS_UP_OUT(3),
    LOOK(8),
    LIST(1),
    PLAN(8),
    SEND(12),
    RECONCILE(3),
    DIES_BEFORE_EFFECT(1),
    DIES_AFTER_EFFECT(2);

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }
  }

  /**
   * An act. One that can't be done does nothing, so that any part of a sequence is one.
   *
   * @param customer who is meant, in the ERP or at a destination
   * @param destination which one
   * @param which what else is to be chosen
   */
  record Act(Kind kind, int customer, int destination, int which) {
    @Override
    public String toString() {
      return kind + "(" + customer + " " + destination + " " + which + ")";
    }
  }

  static List<Act> random(Random random, int length) {
    List<Kind> kinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      IntStream.range(0, kind.weight).forEach(i -> kinds.add(kind));
    }
    return random
        .ints(length, 0, kinds.size())
        .mapToObj(
            kind ->
                new Act(
                    kinds.get(kind),
                    random.nextInt(CUSTOMERS),
                    random.nextInt(DESTINATIONS.size()),
                    random.nextInt(CUSTOMERS)))
        .toList();
  }

  private final Sandbox sandbox;
  private final String ledgerUrl;
  private final Instant goLive;
  private final OutsideWorld world;
  private final ConsentWitness witness = new ConsentWitness();
  private final Map<Integer, Erp> erp = new HashMap<>();
  private final Map<Integer, Erp> seen = new HashMap<>();
  private final Map<Integer, String> emails = new HashMap<>();
  private final Map<String, Map<String, Contact>> before = new HashMap<>();
  private SingleSteps bridge;
  private long lastTurn;
  private long step;
  private String wrong = "";

  ConsentActs(Sandbox sandbox, String ledgerUrl) {
    this.sandbox = sandbox;
    this.ledgerUrl = ledgerUrl;
    this.goLive = sandbox.clock().now();
    this.world = new OutsideWorld(sandbox.baseUrl());
    this.bridge = new SingleSteps(sandbox, ledgerUrl, goLive);
    for (int i = 0; i < CUSTOMERS; i++) {
      erp.put(i, i % 2 == 0 ? Erp.IN : Erp.OUT);
      change(i, Erp.IN.change);
      change(i, erp.get(i).change);
      email(i, "c" + number(i) + "@example.com");
    }
    DESTINATIONS.forEach(each -> before.put(each, Map.of()));
    signUp(0, Chain.EMARSYS);
    signUp(1, Chain.DOTDIGITAL);
  }

  static int number(int customer) {
    return 30_001 + customer;
  }

  private static String company(int customer) {
    return Integer.toString(1_000_000 + number(customer));
  }

  /** Plays these acts and then lets the bridge come to rest; what was wrong, empty for nothing. */
  String play(List<Act> acts) {
    for (Act act : acts) {
      step++;
      act(act);
      if (!wrong.isEmpty()) {
        return "after " + step + " acts, " + act + ": " + wrong;
      }
    }
    rest();
    return wrong.isEmpty() ? wrong : "at rest: " + wrong;
  }

  private void act(Act act) {
    int customer = act.customer();
    String destination = DESTINATIONS.get(act.destination());
    switch (act.kind()) {
      case ERP_IN -> turn(customer, Erp.IN);
      case ERP_OUT -> turn(customer, Erp.OUT);
      case ERP_UNKNOWN -> turn(customer, Erp.MISSING);
      case PROFILE -> change(customer, "{\"forename\":\"Ann" + step + "\"}");
      case OTHER_EMAIL -> email(customer, "c" + number(customer) + "s" + step + "@example.com");
      case MOVES_TO -> email(customer, emails.get(act.which()));
      case OPTS_OUT -> person(customer, destination, "optOut");
      case OPTS_IN -> person(customer, destination, "optIn");
      case COMPLAINS -> person(customer, destination, "complain");
      case SIGNS_UP_OUT -> signUp(customer, destination);
      case LOOK -> {
        bridge.look();
        sawErp();
      }
      case LIST -> {
        bridge.listEverybody();
        sawErp();
      }
      case PLAN -> bridge.plan();
      case SEND ->
          send(act.destination(), SingleSteps.KINDS.get(act.which() % SingleSteps.KINDS.size()));
      case RECONCILE -> reconcile();
      case DIES_BEFORE_EFFECT -> die(act, Dies.BEFORE_EFFECT);
      case DIES_AFTER_EFFECT -> die(act, Dies.AFTER_EFFECT);
    }
  }

  private void turn(int customer, Erp to) {
    erp.put(customer, to);
    change(customer, to.change);
  }

  private void change(int customer, String json) {
    world.change(number(customer), json);
  }

  private void email(int customer, String email) {
    emails.put(customer, email);
    change(customer, "{\"email\":\"" + email + "\"}");
  }

  /** A person does something with the contact that bears their id. */
  private void person(int customer, String destination, String does) {
    List<Contact> theirs =
        world.contacts(destination).values().stream()
            .filter(contact -> contact.person().equals(company(customer)))
            .toList();
    for (Contact contact : theirs) {
      world.acts(destination, contact.email(), does);
      if (does.equals("optIn")) {
        witness.personOptedIn(destination, contact.id());
      } else {
        witness.personOptedOut(destination, contact.id(), step);
      }
    }
    before.put(destination, world.contacts(destination));
  }

  private void signUp(int customer, String destination) {
    boolean known =
        world.contacts(destination).values().stream()
            .anyMatch(contact -> contact.email().equals(emails.get(customer)));
    if (!known) {
      world.signsUp(destination, emails.get(customer), "OPTED_OUT");
      world.contacts(destination).values().stream()
          .filter(contact -> contact.email().equals(emails.get(customer)))
          .forEach(contact -> witness.personOptedOut(destination, contact.id(), step));
      before.put(destination, world.contacts(destination));
    }
  }

  private void sawErp() {
    seen.putAll(erp);
    for (SingleSteps.Turn turn : bridge.turnsAfter(lastTurn)) {
      lastTurn = turn.id();
      if (turn.to().equals("OPTED_IN")) {
        witness.turnedToIn(turn.company(), step);
      }
    }
  }

  private void reconcile() {
    bridge.reconcile();
    for (String destination : DESTINATIONS) {
      witness.lookedAt(destination, step);
      world.contacts(destination).values().forEach(each -> witness.left(destination, each));
    }
  }

  private boolean send(int destination, DeliveryKind kind) {
    boolean sent = bridge.send(destination, kind);
    if (sent) {
      judge(DESTINATIONS.get(destination));
    }
    return sent;
  }

  private void die(Act act, Dies where) {
    bridge.destinations.get(act.destination()).dieInNextCall(where);
    DeliveryKind kind = SingleSteps.KINDS.get(act.which() % SingleSteps.KINDS.size());
    boolean died = false;
    try {
      boolean unused = bridge.send(act.destination(), kind);
    } catch (SingleSteps.Death e) {
      died = true;
    }
    bridge.close();
    bridge = new SingleSteps(sandbox, ledgerUrl, goLive);
    if (died) {
      judge(DESTINATIONS.get(act.destination()));
    }
  }

  /** After a call: who is opted in now, and was not before, must be so by right. */
  private void judge(String destination) {
    witness.lookedAt(destination, step);
    Map<String, Contact> now = world.contacts(destination);
    for (Contact contact : now.values()) {
      Contact was = before.get(destination).get(contact.id());
      boolean changed = was == null || !was.consent().equals(contact.consent());
      if (changed) {
        witness.left(destination, contact);
      }
      if (changed && contact.consent().equals("in")) {
        List<Integer> customers = customersOf(contact);
        boolean erpSaysIn = customers.stream().allMatch(each -> seen.get(each) == Erp.IN);
        if (!erpSaysIn
            || !witness.grants(
                destination, contact.id(), customers.stream().map(ConsentActs::company).toList())) {
          wrong = destination + " opted in " + contact.id() + " of " + customers;
        }
      }
    }
    before.put(destination, now);
  }

  /** Those who are one person with the one whose id the contact bears. */
  private List<Integer> customersOf(Contact contact) {
    String person = bridge.personOf(contact.person()).orElse("");
    return IntStream.range(0, CUSTOMERS)
        .filter(each -> bridge.personOf(company(each)).orElse("none").equals(person))
        .boxed()
        .toList();
  }

  /**
   * Whatever is owed is done, and what differs is repaired. Of a contact that the ledger lost in a
   * call and can't tell whose it is, a person is asked.
   */
  private void rest() {
    for (int i = 0; i < 2 && wrong.isEmpty(); i++) {
      int rounds = 0;
      do {
        step++;
        bridge.look();
        sawErp();
        bridge.plan();
        for (int d = 0; d < DESTINATIONS.size(); d++) {
          for (DeliveryKind kind : SingleSteps.KINDS) {
            while (wrong.isEmpty() && send(d, kind)) {
              step++;
            }
          }
        }
        if (++rounds > ROUNDS_TO_REST) {
          wrong = "it does not come to rest";
        }
      } while (wrong.isEmpty() && !bridge.isIdle());
      step++;
      reconcile();
    }
    for (String destination : DESTINATIONS) {
      for (Contact contact : world.contacts(destination).values()) {
        boolean optedOut = customersOf(contact).stream().anyMatch(each -> erp.get(each) == Erp.OUT);
        if (optedOut && List.of("in", "awaiting").contains(contact.consent())) {
          wrong = "opted out in the ERP, at " + destination + " " + contact.consent();
        }
      }
    }
  }

  @Override
  public void close() {
    bridge.close();
  }
}
