package com.khaosbridge.activities.destination;

import com.khaosbridge.activities.http.WireJson;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Sabotage} of a Dotdigital account's contacts, and of its Orders collection. */
public final class DotdigitalSabotage implements Sabotage {
  private final VendorCalls calls;

  /**
   * @param baseUrl of the account's region, without a slash at the end
   */
  public DotdigitalSabotage(String baseUrl, String apiUser, String apiPassword) {
    this.calls = new VendorCalls(baseUrl, VendorCalls.basic(apiUser, apiPassword));
  }

  @Override
  public void deleteContact(String contactId) {
    calls.send("DELETE", contact(contactId));
  }

  @Override
  public void flipConsent(String contactId) {
    ObjectNode change = change(contactId);
    boolean mailed = status(contactId).equals("subscribed");
    ObjectNode channel = change.putObject("channelProperties").putObject("email");
    channel.put("status", mailed ? "unsubscribed" : "subscribed");
    channel.putObject("resubscribeOptions").put("resubscribeWithNoChallenge", true);
    calls.send("PATCH", contact(contactId), change);
  }

  @Override
  public void alterField(String contactId, String field, String value) {
    ObjectNode change = change(contactId);
    change.putObject("dataFields").put(field, value);
    calls.send("PATCH", contact(contactId), change);
  }

  @Override
  public void changeFirstName(String contactId, String firstName) {
    alterField(contactId, "FIRSTNAME", firstName);
  }

  @Override
  public String doubleContact(String contactId, String otherEmail) {
    ObjectNode twin = WireJson.object();
    // The person id can't be copied: an identifier is one contact's alone.
    twin.putObject("identifiers").put("email", otherEmail);
    twin.set("dataFields", calls.send("GET", contact(contactId)).path("dataFields"));
    return calls.send("POST", "/contacts/v3", twin).path("contactId").asString();
  }

  public void deleteOrder(String contactId, String orderKey) {
    calls.send("DELETE", order(contactId, orderKey));
  }

  public void duplicateOrder(String contactId, String orderKey, String otherKey) {
    calls.send("PUT", order(contactId, otherKey), json(contactId, orderKey));
  }

  public void alterTotal(String contactId, String orderKey, BigDecimal total) {
    ObjectNode json = json(contactId, orderKey);
    json.put("order_total", total);
    calls.send("PUT", order(contactId, orderKey), json);
  }

  public void moveOrder(String contactId, String orderKey, String otherContactId) {
    ObjectNode json = json(contactId, orderKey);
    deleteOrder(contactId, orderKey);
    calls.send("PUT", order(otherContactId, orderKey), json);
  }

  /** A change without identifiers is refused, so those that it has are sent with it. */
  private ObjectNode change(String contactId) {
    ObjectNode change = WireJson.object();
    change.set("identifiers", calls.send("GET", contact(contactId)).path("identifiers"));
    return change;
  }

  private String status(String contactId) {
    JsonNode channels = calls.send("GET", contact(contactId)).path("channelProperties");
    return channels.path("email").path("status").asString();
  }

  private ObjectNode json(String contactId, String orderKey) {
    return (ObjectNode) calls.send("GET", order(contactId, orderKey)).path("json");
  }

  private static String contact(String contactId) {
    return "/contacts/v3/contactId/" + contactId;
  }

  private static String order(String contactId, String orderKey) {
    return "/insightData/v3/contacts/contactId/" + contactId + "/Orders/" + orderKey;
  }
}
