package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Response;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The lists of fields and of their choices. The account has names in one language only. */
final class FieldListing {
  private final AccountFields fields;

  FieldListing(AccountFields fields) {
    this.fields = fields;
  }

  /**
   * Lists all fields.
   *
   * @param translated whether the translated list was asked for: its ids are texts, those of the
   *     plain list numbers
   */
  Response list(boolean translated) {
    ArrayNode data = Json.array();
    for (Field field : fields.all()) {
      ObjectNode row = data.addObject();
      if (translated) {
        row.put("id", field.key());
      } else {
        row.put("id", field.id());
      }
      row.put("name", field.name());
      row.put("application_type", field.type().applicationType());
      row.put("string_id", field.stringId());
    }
    return Envelope.ok(data);
  }

  /** Lists a field's choices; 400/2006 if there is no such field or it has none. */
  Response choices(String fieldId) {
    Field field = fields.find(fieldId);
    if (field == null || !field.type().isChoice()) {
      throw ApiFailure.badRequest(2006, "Invalid field id: " + fieldId);
    }
    ArrayNode data = Json.array();
    int id = 0;
    for (String choice : field.choices()) {
      id++;
      data.addObject()
          .put("id", Integer.toString(id))
          .put("choice", choice)
          .put("bit_position", Integer.toString(id));
    }
    return Envelope.ok(data);
  }
}
