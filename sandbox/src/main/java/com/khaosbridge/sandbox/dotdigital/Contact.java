package com.khaosbridge.sandbox.dotdigital;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One contact as it is stored: the document that the API shows, and what it keeps to itself. */
final class Contact {
  private static final String BINNED = "binned";
  private static final String REMOVED = "dateRemoved";
  private static final String SEEDED = "seeded";
  private static final String WRITES = "writes";

  private final ObjectNode document;

  private Contact(ObjectNode document) {
    this.document = document;
  }

  static Contact create(long contactId, String created) {
    ObjectNode document = JsonText.object();
    document.put("contactId", contactId);
    document.put("status", "noSubscription");
    document.put("created", created);
    document.put("updated", created);
    document.putObject("identifiers");
    document.putObject("dataFields");
    document.putObject("channelProperties");
    document.putArray("lists");
    document.putArray("preferences");
    document.putArray("consentRecords");
    return new Contact(document);
  }

  static Contact read(String stored) {
    return new Contact(JsonText.object(stored));
  }

  String stored() {
    return JsonText.write(document);
  }

  long id() {
    return document.path("contactId").longValue();
  }

  String updated() {
    return document.path("updated").asString();
  }

  void touch(String at) {
    document.put("updated", at);
  }

  /** Whether it is in the recycle bin. */
  boolean binned() {
    return document.path(BINNED).asBoolean(false);
  }

  void bin() {
    document.put(BINNED, true);
    document.putArray("lists");
  }

  void restore() {
    document.remove(BINNED);
  }

  /** Marks it as one that was there before any client came. */
  void seeded(String kind) {
    document.put(SEEDED, kind).put(WRITES, 0);
  }

  /** Counts a call that was applied to it, if it was there before any client came. */
  void countWrite() {
    if (document.has(SEEDED)) {
      document.put(WRITES, document.path(WRITES).intValue() + 1);
    }
  }

  /** Says in a line of the state how the contact began, if before any client came. */
  void tellSeed(ObjectNode line) {
    if (document.has(SEEDED)) {
      line.set(SEEDED, document.path(SEEDED));
      line.set(WRITES, document.path(WRITES));
    }
  }

  ObjectNode identifiers() {
    return object("identifiers");
  }

  /** All identifiers but the contact id, in normal form, by name. */
  Map<String, ContactIdentifier> identifierMap() {
    Map<String, ContactIdentifier> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : identifiers().properties()) {
      map.put(
          entry.getKey(), new ContactIdentifier(entry.getKey(), entry.getValue().stringValue()));
    }
    return map;
  }

  @Nullable String email() {
    return JsonText.text(identifiers(), ContactIdentifier.EMAIL);
  }

  ObjectNode dataFields() {
    return object("dataFields");
  }

  ObjectNode channels() {
    return object("channelProperties");
  }

  /** The e-mail channel's status; null for a contact without e-mail. */
  @Nullable String emailStatus() {
    return JsonText.text(channels().path("email"), "status");
  }

  /** Status as the API tells it for the whole contact. */
  String status() {
    return binned() ? BINNED : document.path("status").asString();
  }

  void status(String status) {
    document.put("status", status);
  }

  /** Since when the e-mail channel may not be mailed; null while it may. */
  @Nullable String dateRemoved() {
    return JsonText.text(document, REMOVED);
  }

  void dateRemoved(@Nullable String at) {
    if (at == null) {
      document.remove(REMOVED);
    } else {
      document.put(REMOVED, at);
    }
  }

  JsonNode part(String name) {
    return document.path(name);
  }

  void part(String name, JsonNode value) {
    document.set(name, value);
  }

  /** Everything that a call for a single contact shows. */
  ObjectNode view() {
    ObjectNode view = document.deepCopy();
    view.remove(BINNED);
    view.remove(REMOVED);
    view.remove(List.of(SEEDED, WRITES));
    view.put("status", status());
    return view;
  }

  /** The older API's contact: {@code {id, email, optInType, emailType, dataFields, status}}. */
  ObjectNode v2View() {
    ObjectNode view = JsonText.object();
    view.put("id", id());
    view.put("email", email());
    JsonNode channel = channels().path("email");
    view.put("optInType", channel.path("optInType").asString("Unknown"));
    view.put("emailType", channel.path("emailType").asString("Html"));
    ArrayNode fields = view.putArray("dataFields");
    dataFields()
        .properties()
        .forEach(f -> fields.addObject().put("key", f.getKey()).set("value", f.getValue()));
    view.put("status", v2Status());
    return view;
  }

  String v2Status() {
    String status = status();
    if (status.equals(EmailChannel.DOMAIN_SUPPRESSED)) {
      return "DomainSuppression";
    }
    return status.substring(0, 1).toUpperCase(Locale.ROOT) + status.substring(1);
  }

  private ObjectNode object(String name) {
    return (ObjectNode) document.path(name);
  }
}
