package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.DestinationContract;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.destination.SeenContact;
import com.khaosbridge.activities.destination.Trouble;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

/** Dotdigital keeps the contract of every destination. */
class DotdigitalContractTest extends DestinationContract {
  private static DotdigitalInSandbox account;

  @BeforeAll
  static void start() throws IOException {
    account = DotdigitalInSandbox.start();
  }

  @AfterAll
  static void stop() throws IOException {
    account.close();
  }

  /** A person who unsubscribed is asked first. */
  @Override
  protected Consent optInOverAnOptOut() {
    return Consent.UNKNOWN;
  }

  @Override
  protected Destination destination() {
    return new Dotdigital(account.settings(), Instant::now);
  }

  @Override
  protected Destination destination(int callsPerMinute, double liveShare) {
    return new Dotdigital(
        account
            .settings()
            .withLimits(
                new DotdigitalSettings.Limits(
                    callsPerMinute, callsPerMinute, callsPerMinute, liveShare)),
        Instant::now);
  }

  @Override
  protected void arm(DeliveryKind kind, Trouble trouble) {
    switch (kind) {
      case CONTACT -> account.control().arm(trouble, "POST", "^/contacts/v3$");
      case CONSENT, RETIREMENT, METRICS ->
          account.control().arm(trouble, "PATCH", "^/contacts/v3/contactId/");
      case EVENT -> account.control().arm(trouble, "POST", "/triggered-campaign/batch$");
      case ORDER -> armOrder(trouble);
      case SALES_ROWS -> throw new IllegalArgumentException("Dotdigital takes no sales rows");
    }
  }

  private static void armOrder(Trouble trouble) {
    if (trouble == Trouble.MALFORMED_ANSWER) {
      // The true answer has no body of which to cut off half, once the collection is there.
      account.createOrders();
      account.fault(
          "{\"system\":\"dotdigital\",\"method\":\"PUT\",\"path\":\"/Orders/\","
              + "\"kind\":\"malformed\",\"count\":1,\"body\":\"<html>\"}");
    } else {
      account.control().arm(trouble, "PUT", "/Orders/");
    }
  }

  @Override
  protected void armReading(Trouble trouble) {
    account.control().arm(trouble, "GET", "^/v2/contacts/unsubscribed-since/");
  }

  @Override
  protected void disarm() {
    account.control().disarm();
  }

  @Override
  protected List<SeenContact> contacts(String email) {
    return account.contacts(email).stream()
        .map(
            contact ->
                new SeenContact(
                    contact.path("contactId").asString(),
                    DotdigitalInSandbox.identifier(contact, "khaos-person-id"),
                    switch (contact.path("status").asString()) {
                      case "subscribed" -> Consent.OPTED_IN;
                      case "unsubscribed" -> Consent.OPTED_OUT;
                      default -> Consent.UNKNOWN;
                    },
                    contact.path("dataFields").path("FIRSTNAME").asString("")))
        .toList();
  }

  @Override
  protected String plant(String email, Consent consent) {
    return account.plant(email, consent == Consent.OPTED_IN ? "subscribed" : "unsubscribed", null);
  }

  @Override
  protected Destination withoutMetrics() {
    return new Dotdigital(account.settings().withMetrics(Map.of()), Instant::now);
  }

  @Override
  protected Map<Metric, String> metrics(String contactId) {
    Map<Metric, String> seen = new EnumMap<>(Metric.class);
    for (JsonNode contact : account.contacts()) {
      if (contact.path("contactId").asString().equals(contactId)) {
        DotdigitalInSandbox.METRIC_FIELDS.forEach(
            (metric, field) -> {
              JsonNode value = contact.path("dataFields").path(field);
              if (!value.isMissingNode()) {
                seen.put(metric, value.asString());
              }
            });
      }
    }
    return seen;
  }

  @Override
  protected void delete(String contactId) {
    account.send("DELETE", "/contacts/v3/contactId/" + contactId, "");
  }

  @Override
  protected int effects(Row row) {
    if (row instanceof Row.Metrics metrics) {
      return isThere(metrics) ? 1 : 0;
    }
    if (row instanceof Row.Contact contact) {
      return contacts(contact.profile().email()).size();
    }
    if (row instanceof Row.ContactConsent consent) {
      String expected = consent.consent() == Consent.OPTED_IN ? "subscribed" : "unsubscribed";
      return (int)
          account.contacts().stream()
              .filter(c -> c.path("contactId").asString().equals(consent.contactId()))
              .filter(c -> c.path("status").asString().equals(expected))
              .count();
    }
    if (row instanceof Row.Event event) {
      return (int)
          account.control().state("mail").stream()
              .filter(mail -> mail.path("metadata").asString("").equals(event.deliveryKey()))
              .count();
    }
    Row.OrderRecord order = (Row.OrderRecord) row;
    return (int)
        account.control().state("order").stream()
            .filter(record -> record.path("key").asString().equals(order.sale().orderKey()))
            .count();
  }
}
