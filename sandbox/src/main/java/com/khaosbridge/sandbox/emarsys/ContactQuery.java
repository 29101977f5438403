package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pages through contacts, all or those with a value in one field, and returns one field. */
final class ContactQuery {
  private static final int MAX_LIMIT = 10_000;
  private static final Set<String> OPTIONS = Set.of("return", "limit", "offset", "excludeempty");

  private final AccountFields fields;
  private final ContactStore contacts;

  ContactQuery(AccountFields fields, ContactStore contacts) {
    this.fields = fields;
    this.contacts = contacts;
  }

  Response run(Request request) {
    Map<String, String> query = request.query();
    String returned = query.getOrDefault("return", "");
    if (returned.isEmpty()) {
      throw ApiFailure.badRequest(2014, "No field specified to return");
    }
    if (fields.find(returned) == null) {
      throw ApiFailure.badRequest(2006, "Invalid field id: " + returned);
    }
    int limit = number(query.getOrDefault("limit", Integer.toString(MAX_LIMIT)));
    int offset = number(query.getOrDefault("offset", "0"));
    if (limit < 1 || limit > MAX_LIMIT || offset < 0) {
      throw ApiFailure.badRequest(2016, "Invalid limit");
    }
    ObjectNode data = Json.object();
    data.putArray("errors");
    data.set("result", page(new Filter(query), returned, limit, offset));
    return Envelope.ok(data);
  }

  private ArrayNode page(Filter filter, String returned, int limit, int offset) {
    ArrayNode page = Json.array();
    int matched = 0;
    for (Iterator<Contact> all = contacts.all(); all.hasNext() && page.size() < limit; ) {
      Contact contact = all.next();
      if (filter.passes(contact, returned) && matched++ >= offset) {
        JsonNode value = contact.fields().path(returned);
        ObjectNode row = page.addObject().put("id", contact.idText());
        row.set(returned, value.isMissingNode() ? Json.object().nullNode() : value);
      }
    }
    return page;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw ApiFailure.badRequest(2016, "Invalid limit");
    }
  }

  /** The one condition that a query may have. */
  private final class Filter {
    private final boolean excludeEmpty;
    private final @Nullable String field;
    private final String value;

    Filter(Map<String, String> query) {
      this.excludeEmpty = Set.of("1", "true").contains(query.getOrDefault("excludeempty", ""));
      this.field =
          query.keySet().stream().filter(name -> !OPTIONS.contains(name)).findFirst().orElse(null);
      this.value = field == null ? "" : query.getOrDefault(field, "");
      if (field != null) {
        Field searched = fields.find(field);
        if (searched == null || !AccountFields.canBeKey(searched)) {
          throw ApiFailure.badRequest(2015, "No index on column: " + field);
        }
      }
    }

    boolean passes(Contact contact, String returned) {
      if (excludeEmpty && contact.fields().path(returned).isMissingNode()) {
        return false;
      }
      return field == null || contact.text(field).equals(value);
    }
  }
}
