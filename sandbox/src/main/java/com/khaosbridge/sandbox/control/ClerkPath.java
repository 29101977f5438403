package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.clock.BusinessClock;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.retail.Clerk;
import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Merge;
import com.khaosbridge.sandbox.retail.NoSuchCustomer;
import com.khaosbridge.sandbox.store.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_sandbox/khaos/merges} and what a clerk does to a customer as a whole. */
final class ClerkPath {
  private final Clerk clerk;
  private final Customers customers;
  private final BusinessClock clock;

  ClerkPath(Clerk clerk, Customers customers, BusinessClock clock) {
    this.clerk = clerk;
    this.customers = customers;
    this.clock = clock;
  }

  Response merge(ObjectNode body) {
    only(Set.of("from", "into"), body);
    try {
      Merge merge = clerk.merge(number(body, "from"), number(body, "into"), clock.now());
      return Control.ok(
          Json.mapper()
              .createObjectNode()
              .put("mergeId", merge.id())
              .put("fromCompanyId", Long.toString(Customer.companyId(merge.from())))
              .put("intoCompanyId", Long.toString(Customer.companyId(merge.into())))
              .put("at", merge.at().toString()));
    } catch (NoSuchCustomer e) {
      return Control.error(404, String.valueOf(e.getMessage()));
    }
  }

  /** Null if a clerk can't do this. */
  @Nullable Response act(String act, String number, ObjectNode body) {
    try {
      switch (act) {
        case "vanish" -> {
          only(Set.of(), body);
          clerk.vanish(number, clock.now());
        }
        case "reappear" -> {
          only(Set.of(), body);
          clerk.reappear(number, clock.now());
        }
        case "anonymise" -> {
          only(Set.of("urn"), body);
          clerk.anonymise(number, body.has("urn") ? text(body, "urn") : null, clock.now());
        }
        case "rename-urn" -> {
          only(Set.of("urn"), body);
          clerk.renameUrn(number, text(body, "urn"), clock.now());
        }
        default -> {
          return null;
        }
      }
      Customer customer = customers.customer(number);
      return customer == null ? null : Control.ok(Truth.of(customer));
    } catch (NoSuchCustomer e) {
      return Control.error(404, String.valueOf(e.getMessage()));
    }
  }

  private static void only(Set<String> fields, ObjectNode body) {
    for (String name : body.propertyNames()) {
      if (!fields.contains(name)) {
        throw new IllegalArgumentException("there is no field " + name + " in this act");
      }
    }
  }

  private static String number(ObjectNode body, String name) {
    JsonNode value = body.get(name);
    if (value != null && (value.isIntegralNumber() || value.isString())) {
      return value.asString();
    }
    throw new IllegalArgumentException(name + " must be a customer number");
  }

  private static String text(ObjectNode body, String name) {
    JsonNode value = body.get(name);
    if (value != null && value.isString()) {
      return value.asString();
    }
    throw new IllegalArgumentException(name + " must be text");
  }
}
