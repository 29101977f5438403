package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Unsubscribing, suppressing and coming back: {@code /v2/contacts/...}. A suppressed contact comes
 * back at once; a person who unsubscribed is asked first and stays unsubscribed until then.
 */
final class Suppressions implements Endpoint.Area {
  private final ContactStore contacts;
  private final Supplier<Instant> realTime;

  Suppressions(ContactStore contacts, Supplier<Instant> realTime) {
    this.contacts = contacts;
    this.realTime = realTime;
  }

  @Override
  public @Nullable Endpoint find(Request request, List<String> segments) {
    if (segments.size() < 3 || !segments.get(1).equals("contacts")) {
      return null;
    }
    return switch (request.method() + " " + segments.get(2) + " " + segments.size()) {
      case "POST unsubscribe 3" -> new Endpoint(Tier.MEDIUM, () -> unsubscribe(request));
      case "POST resubscribe 3" -> new Endpoint(Tier.MEDIUM, () -> resubscribe(request, true));
      case "POST resubscribe-with-no-challenge 3" ->
          new Endpoint(Tier.MEDIUM, () -> resubscribe(request, false));
      case "PUT suppress-contacts 3" -> new Endpoint(Tier.LOW, () -> suppress(request));
      case "GET suppressed-since 4" ->
          new Endpoint(Tier.LOW, () -> since(request, segments.get(3), false));
      case "GET unsubscribed-since 4" ->
          new Endpoint(Tier.LOW, () -> since(request, segments.get(3), true));
      default -> null;
    };
  }

  private Response unsubscribe(Request request) {
    ObjectNode body = JsonText.parseObject(request.body());
    Contact contact = require(body == null ? null : JsonText.text(body, "email"));
    set(contact, EmailChannel.UNSUBSCRIBED);
    return Answers.json(200, removal(contact));
  }

  private Response resubscribe(Request request, boolean challenge) {
    ObjectNode body = JsonText.parseObject(request.body());
    JsonNode wanted = body == null ? null : body.get("unsubscribedContact");
    Contact contact = require(wanted == null ? null : JsonText.text(wanted, "email"));
    String status = contact.emailStatus();
    ObjectNode answer = JsonText.object();
    String result = "ContactAdded";
    if (EmailChannel.DOMAIN_SUPPRESSED.equals(status) || EmailChannel.COMPLAINED.equals(status)) {
      result = "ContactCannotBeUnsuppressed";
    } else if (EmailChannel.UNSUBSCRIBED.equals(status) && challenge) {
      result = "ContactChallenged";
    } else if (EmailChannel.isRemoved(status)) {
      set(contact, EmailChannel.SUBSCRIBED);
    } else {
      throw ApiError.v2(
          400, "The contact is not unsubscribed.", "ERROR_CONTACT_RESUBSCRIPTION_INVALID");
    }
    answer.set("contact", contact.v2View());
    return Answers.json(200, answer.put("status", result));
  }

  private Response suppress(Request request) {
    JsonNode body = JsonText.parse(request.body());
    if (body == null || !body.isArray()) {
      throw ApiError.v2(400, "The body can't be read.", "ERROR_MALFORMED_REQUEST");
    }
    ObjectNode answer = JsonText.object();
    ArrayNode suppressed = answer.putArray("suppressed");
    ArrayNode notFound = answer.putArray("notFound");
    for (JsonNode entry : body.values()) {
      String email = JsonText.text(entry, "email");
      Contact contact =
          entry.path("id").isIntegralNumber()
              ? contacts.byId(entry.path("id").longValue())
              : email == null ? null : byEmail(email);
      if (contact == null || contact.binned() || contact.email() == null) {
        notFound.add(entry);
        continue;
      }
      set(contact, EmailChannel.SUPPRESSED);
      suppressed.addObject().put("id", contact.id()).put("email", contact.email());
    }
    return Answers.json(200, answer);
  }

  private Response since(Request request, String date, boolean unsubscribedOnly) {
    Instant from = ApiTime.read(date);
    if (from == null) {
      throw ApiError.v2(400, "The date is invalid.", "ERROR_PARAMETER_INVALID");
    }
    V2Page page = V2Page.of(request);
    ArrayNode rows = JsonText.MAPPER.createArrayNode();
    int position = 0;
    Iterator<String> keys = contacts.removedIndex().keyIterator(ApiTime.write(from));
    while (keys.hasNext() && rows.size() < page.select()) {
      Contact contact = contacts.byIndexKey(keys.next());
      boolean listed =
          !contact.binned()
              && (!unsubscribedOnly || EmailChannel.UNSUBSCRIBED.equals(contact.emailStatus()));
      if (listed && position++ >= page.skip()) {
        rows.add(removal(contact));
      }
    }
    return Answers.json(200, rows);
  }

  private void set(Contact contact, String status) {
    if (!status.equals(contact.emailStatus())) {
      String now = ApiTime.write(realTime.get());
      ContactWriter.setEmailStatus(contact, status, now);
      contact.touch(now);
    }
    contacts.save(contact);
  }

  private static ObjectNode removal(Contact contact) {
    ObjectNode removal = JsonText.object();
    removal.set("suppressedContact", contact.v2View());
    return removal.put("dateRemoved", contact.dateRemoved()).put("reason", contact.v2Status());
  }

  private Contact require(@Nullable String email) {
    if (email == null || !ContactIdentifier.isEmail(email)) {
      throw ApiError.v2(400, "The e-mail is missing or invalid.", "ERROR_INVALID_EMAIL");
    }
    Contact contact = byEmail(email);
    if (contact == null || contact.binned()) {
      throw ApiError.v2(404, "There is no such contact.", "ERROR_CONTACT_NOT_FOUND");
    }
    return contact;
  }

  private @Nullable Contact byEmail(String email) {
    try {
      return contacts.find(ContactIdentifier.of(ContactIdentifier.EMAIL, email));
    } catch (ContactRejected invalid) {
      return null;
    }
  }
}
