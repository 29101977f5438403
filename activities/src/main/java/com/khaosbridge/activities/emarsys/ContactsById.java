package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.ReadRefusedException;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads contacts by internal id, as many as one call takes, within history's share of the quota.
 */
final class ContactsById {
  /** Emarsys' code for a key that no contact has. */
  private static final int NO_CONTACT = 2008;

  private final EmarsysApi api;

  ContactsById(EmarsysApi api) {
    this.api = api;
  }

  /**
   * Reads these contacts, all of them or none.
   *
   * @param fields ids of the fields to read
   * @param gone takes those of the ids that no contact has
   */
  List<JsonNode> read(List<String> ids, Collection<String> fields, Set<String> gone)
      throws ReadRefusedException {
    ObjectNode body = WireJson.object().put("keyId", Fields.CONTACT_ID);
    var values = body.putArray("keyValues");
    ids.forEach(values::add);
    var wanted = body.putArray("fields");
    fields.forEach(wanted::add);
    JsonNode data = data(api.call(CoreCall.READ_CONTACTS, Lane.HISTORY, "contact/getdata", body));
    RowErrors errors = RowErrors.in(data, Set.of(Fields.CONTACT_ID));
    refuse(errors.ofAll());
    Set<String> unanswered = new LinkedHashSet<>(ids);
    List<JsonNode> contacts = new ArrayList<>();
    for (JsonNode contact : data.path("result")) {
      if (unanswered.remove(WireJson.text(contact.path(Fields.CONTACT_ID)))) {
        contacts.add(contact);
      }
    }
    for (String id : unanswered) {
      Refusal error = errors.of(id);
      if (error == null) {
        throw new ReadRefusedException(EmarsysVerdicts.unanswered());
      }
      if (error.code() != NO_CONTACT) {
        refuse(error);
      }
    }
    gone.addAll(unanswered);
    return contacts;
  }

  static JsonNode data(Reply reply) throws ReadRefusedException {
    if (reply instanceof Reply.Data data) {
      return data.data();
    }
    throw new ReadRefusedException(
        reply instanceof Reply.Stop stop
            ? stop.verdict()
            : EmarsysVerdicts.ofRefusal((Reply.Refused) reply));
  }

  private static void refuse(@Nullable Refusal refusal) throws ReadRefusedException {
    if (refusal != null) {
      throw new ReadRefusedException(EmarsysVerdicts.ofRow(CoreCall.READ_CONTACTS, refusal));
    }
  }
}
