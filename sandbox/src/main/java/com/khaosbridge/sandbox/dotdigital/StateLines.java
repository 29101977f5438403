package com.khaosbridge.sandbox.dotdigital;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import tools.jackson.databind.node.ObjectNode;

/** The whole state as lines of JSON: contacts, records, mails, enrolments, in this order. */
final class StateLines {
  private final ContactStore contacts;
  private final InsightCollections collections;
  private final RecordStore records;
  private final Mails mails;
  private final Programs programs;

  StateLines(
      ContactStore contacts,
      InsightCollections collections,
      RecordStore records,
      Mails mails,
      Programs programs) {
    this.contacts = contacts;
    this.collections = collections;
    this.records = records;
    this.mails = mails;
    this.programs = programs;
  }

  void write(Writer out) throws IOException {
    try {
      contacts.forEach(contact -> line(out, JsonText.write(contactLine(contact))));
      PrefixScan.forEach(records.all(), "", (key, stored) -> line(out, recordLine(key, stored)));
      mails.sent().values().forEach(mail -> line(out, mail));
      programs.accepted().values().forEach(enrolment -> line(out, enrolment));
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private static ObjectNode contactLine(Contact contact) {
    ObjectNode line = JsonText.object().put("type", "contact").put("contactId", contact.id());
    line.set("identifiers", contact.identifiers());
    line.put("status", contact.status());
    line.set("dataFields", contact.dataFields());
    line.set("created", contact.part("created"));
    line.set("updated", contact.part("updated"));
    contact.tellSeed(line);
    return line;
  }

  private String recordLine(String storeKey, String stored) {
    int slash = storeKey.indexOf('/');
    String collection = storeKey.substring(0, slash);
    StoredRecord record = StoredRecord.read(stored);
    ObjectNode head = JsonText.object();
    head.put("type", "orders".equals(collections.type(collection)) ? "order" : "record");
    head.put("collection", collection);
    head.put("key", storeKey.substring(slash + 1));
    if (record.contactId() == StoredRecord.ACCOUNT) {
      head.putNull("contactId");
    } else {
      head.put("contactId", record.contactId());
    }
    head.put("writes", record.writes());
    head.put("created", record.created()).put("updated", record.updated());
    String text = JsonText.write(head);
    return text.substring(0, text.length() - 1) + ",\"json\":" + record.json() + "}";
  }

  private static void line(Writer out, String text) {
    try {
      out.append(text).append('\n');
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
