package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.StateStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The account's custom identifiers: {@code /configuration/v3/customIdentifiers}. */
final class CustomIdentifiers implements Endpoint.Area {
  /** Exists from the start. */
  static final String PRESET = "khaos-person-id";

  /** The real number is not published, only that there is one. */
  private static final int MOST = 10;

  private static final int MAX_LENGTH = 50;
  private static final Set<String> RESERVED =
      Set.of(ContactIdentifier.CONTACT_ID, ContactIdentifier.EMAIL, ContactIdentifier.MOBILE);
  private static final Pattern NAME = Pattern.compile("[-A-Za-z0-9_]{1,50}");

  private final MVMap<String, String> names;
  private final ContactStore contacts;
  private final Supplier<Instant> realTime;

  CustomIdentifiers(StateStore store, ContactStore contacts, Supplier<Instant> realTime) {
    this.names = store.map("dotdigital.customIdentifiers");
    this.contacts = contacts;
    this.realTime = realTime;
    if (names.isEmpty()) {
      put(PRESET);
    }
  }

  /** Whether contacts may have an identifier of this name. */
  boolean knows(String name) {
    return name.equals(ContactIdentifier.EMAIL)
        || name.equals(ContactIdentifier.MOBILE)
        || names.containsKey(name);
  }

  /**
   * The identifier that a path names.
   *
   * @param area the part of an error code before the colon
   */
  ContactIdentifier ofPath(String area, String name, String value) {
    try {
      if (name.equals(ContactIdentifier.CONTACT_ID) || knows(name)) {
        return ContactIdentifier.of(name, value);
      }
    } catch (ContactRejected invalid) {
      throw ApiError.v3(
          400,
          area + ":invalidId",
          "The id value is invalid for the identifier '" + invalid.item() + "'");
    }
    throw ApiError.v3(400, area + ":invalidId", "There is no identifier '" + name + "'");
  }

  @Override
  public @Nullable Endpoint find(Request request, List<String> segments) {
    if (segments.size() < 3 || !segments.get(2).equals("customIdentifiers")) {
      return null;
    }
    if (segments.size() == 3) {
      return switch (request.method()) {
        case "GET" -> new Endpoint(Tier.HIGH, this::list);
        case "POST" -> new Endpoint(Tier.MEDIUM, () -> create(request));
        default -> null;
      };
    }
    return segments.size() == 4 && request.method().equals("DELETE")
        ? new Endpoint(Tier.MEDIUM, () -> delete(segments.get(3)))
        : null;
  }

  private Response list() {
    ArrayNode list = JsonText.MAPPER.createArrayNode();
    names.values().forEach(stored -> list.add(JsonText.object(stored)));
    return Answers.json(200, list);
  }

  private Response create(Request request) {
    ObjectNode body = JsonText.parseObject(request.body());
    String name = body == null ? null : JsonText.text(body, "name");
    if (name != null && name.length() > MAX_LENGTH) {
      throw ApiError.v3(400, "customIdentifiers:nameTooLong", "The name is too long");
    }
    if (name == null || !NAME.matcher(name).matches() || RESERVED.contains(name)) {
      throw ApiError.v3(400, "customIdentifiers:badRequest", "The name is missing or not allowed");
    }
    if (names.containsKey(name)) {
      throw ApiError.v3(409, "customIdentifiers:nameAlreadyExists", "The name is in use");
    }
    if (names.size() >= MOST) {
      throw ApiError.v3(412, "customIdentifiers:limitReached", "No more identifiers are allowed");
    }
    return Answers.json(201, put(name));
  }

  private Response delete(String name) {
    if (names.remove(name) == null) {
      throw ApiError.v3Array(404, "customIdentifiers:notExist", "There is no such identifier");
    }
    contacts.forEach(
        contact -> {
          if (contact.identifiers().remove(name) != null) {
            contacts.save(contact);
          }
        });
    return Response.empty(204);
  }

  private ObjectNode put(String name) {
    String now = ApiTime.write(realTime.get());
    ObjectNode entry = JsonText.object().put("name", name).put("created", now).put("updated", now);
    names.put(name, JsonText.write(entry));
    return entry;
  }
}
