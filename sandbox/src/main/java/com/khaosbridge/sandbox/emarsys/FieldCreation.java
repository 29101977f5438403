package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Makes contact fields. Two may have the same name; their string ids differ. */
final class FieldCreation {
  private static final Set<FieldType> BY_API =
      EnumSet.of(
          FieldType.SHORTTEXT,
          FieldType.LONGTEXT,
          FieldType.LARGETEXT,
          FieldType.DATE,
          FieldType.URL,
          FieldType.NUMERIC);

  private final AccountFields fields;

  FieldCreation(AccountFields fields) {
    this.fields = fields;
  }

  /** Makes a field; 400/9006 for a type that only people can make, 400/9001 without a name. */
  Response create(Request request) {
    ObjectNode body = Envelope.body(request);
    String name = Json.scalarText(body.path("name")).strip();
    if (name.isEmpty()) {
      throw ApiFailure.badRequest(9001, "Field name is missing");
    }
    String wanted = Json.scalarText(body.path("application_type"));
    FieldType type =
        BY_API.stream()
            .filter(each -> each.applicationType().equals(wanted))
            .findFirst()
            .orElseThrow(() -> ApiFailure.badRequest(9006, "Invalid application type"));
    return Envelope.ok(Json.object().put("id", fields.make(name, type).id()));
  }
}
