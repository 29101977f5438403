package com.khaosbridge.sandbox.acts;

import com.khaosbridge.sandbox.contacts.PersonAct;
import com.khaosbridge.sandbox.http.Fault;
import com.khaosbridge.sandbox.http.FaultKind;
import com.khaosbridge.sandbox.http.Faults;
import com.khaosbridge.sandbox.retail.Chronicle;
import com.khaosbridge.sandbox.retail.Clerk;
import com.khaosbridge.sandbox.retail.Consent;
import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Happening;
import com.khaosbridge.sandbox.retail.NoSuchCustomer;
import com.khaosbridge.sandbox.retail.Ownership;
import com.khaosbridge.sandbox.retail.PlannedAct;
import com.khaosbridge.sandbox.store.Json;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Does what was planned, or says why it could not. */
public final class Performer {
  /** A list of all customers, not of those changed of late. */
  private static final Pattern FULL_LIST = Pattern.compile("GetCompanyList[\\s\\S]*>\\s*18\\d\\d-");

  private static final int UNUSED_STATUS = 503;

  private final Customers customers;
  private final Ownership ownership;
  private final Clerk clerk;
  private final OwnActs ownActs;
  private final Faults faults;
  private final Chronicle chronicle;

  public Performer(
      Customers customers,
      Ownership ownership,
      Clerk clerk,
      OwnActs ownActs,
      Faults faults,
      Chronicle chronicle) {
    this.customers = customers;
    this.ownership = ownership;
    this.clerk = clerk;
    this.ownActs = ownActs;
    this.faults = faults;
    this.chronicle = chronicle;
  }

  void perform(PlannedAct act) {
    try {
      tryTo(act);
    } catch (NoSuchCustomer | IllegalArgumentException e) {
      chronicle.add(
          new Happening(
              Happening.Type.SKIPPED,
              act.customer(),
              ownActs.knows(other(act)) ? other(act) : Happening.ERP,
              act.kind().label(),
              e.getMessage(),
              act.at()));
    }
  }

  private void tryTo(PlannedAct act) {
    String n = act.customer();
    switch (act.kind()) {
      case HALF_LIST -> shortAnswer(0.5);
      case EMPTY_LIST -> shortAnswer(0);
      case EMAIL_CHANGE -> {
        email(n);
        change(act, n, fields().put("email", "c" + n + ".new@example.com"));
      }
      case EMAIL_SWAP -> swap(act);
      case EMAIL_REMOVED -> {
        email(n);
        change(act, n, fields().putNull("email"));
      }
      case GUEST_KNOWN -> change(act, other(act), fields().put("email", email(n)));
      case FLIP -> change(act, n, flipped(customer(n)));
      case OPT_OUT -> own(act, PersonAct.Kind.OPT_OUT);
      case COMPLAINT -> own(act, PersonAct.Kind.COMPLAIN);
      case SILENT_OPT_OUT -> change(act, n, silent().put("emailSubscribe", "0"));
      case SILENT_EMAIL -> change(act, n, silent().put("email", "c" + n + ".silent@example.com"));
      case SILENT_NAME -> change(act, n, silent().put("surname", "Silent"));
      case ANONYMISE, ANONYMISE_WITH_URN -> clerk.anonymise(n, act.other(), act.at());
      case MERGE -> clerk.merge(n, ownership.successorOf(other(act)), act.at());
    }
  }

  private void shortAnswer(double share) {
    faults.add(
        new Fault(
            Happening.ERP,
            null,
            null,
            FULL_LIST,
            FaultKind.SHORT_ANSWER,
            UNUSED_STATUS,
            0,
            null,
            Map.of(),
            1,
            share),
        1);
  }

  private void swap(PlannedAct act) {
    String one = email(act.customer());
    String two = email(other(act));
    change(act, act.customer(), fields().put("email", two));
    change(act, other(act), fields().put("email", one));
  }

  private static ObjectNode flipped(Customer customer) {
    return customer.consent() == Consent.OPTED_IN
        ? fields().put("emailSubscribe", "0")
        : fields().put("emailSubscribe", "-1").put("mailingStatus", Customer.OUR_USE_ONLY);
  }

  private void own(PlannedAct act, PersonAct.Kind kind) {
    PersonAct own = new PersonAct(email(act.customer()), kind, null);
    if (ownActs.act(other(act), own, act.at()) == 0) {
      throw new IllegalArgumentException("no contact");
    }
  }

  private void change(PlannedAct act, String number, ObjectNode fields) {
    if (customers.change(number, fields, act.at()) == null) {
      throw new IllegalArgumentException("gone");
    }
  }

  private Customer customer(String number) {
    Customer customer = customers.customer(number);
    if (customer == null || customers.departure(number) != null) {
      throw new IllegalArgumentException("gone");
    }
    return customer;
  }

  private String email(String number) {
    @Nullable String email = customer(number).email();
    if (email == null) {
      throw new IllegalArgumentException("no e-mail");
    }
    return email;
  }

  private static String other(PlannedAct act) {
    return Objects.requireNonNullElse(act.other(), "");
  }

  private static ObjectNode fields() {
    return Json.mapper().createObjectNode();
  }

  private static ObjectNode silent() {
    return fields().put("silent", true);
  }
}
