package com.khaosbridge.sandbox.dotdigital;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Writes a record, if the collection's schema and the key's owner allow it. */
final class InsightWriter {
  private static final int LONGEST_KEY = 255;

  private final RecordStore records;
  private final CollectionSchema schema;

  InsightWriter(RecordStore records, CollectionSchema schema) {
    this.records = records;
    this.schema = schema;
  }

  /**
   * What became of a record.
   *
   * @param created whether it is new
   * @param refusal why it was not written, or null
   */
  record Outcome(boolean created, CollectionSchema.@Nullable Clash refusal) {}

  /**
   * Creates a record or replaces it as a whole.
   *
   * @param tree the record for the schema
   * @param json the record as sent, on one line
   */
  Outcome write(
      String collection, String key, long contactId, JsonNode tree, String json, String at) {
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      return refused("InvalidClientKey", "key", "The key is empty or too long");
    }
    StoredRecord before = records.find(collection, key);
    if (before != null && before.contactId() != contactId) {
      return refused(
          "KeyExistingForDifferentContact", "key", "Another contact has a record of this key");
    }
    CollectionSchema.Clash clash = schema.learn(collection, tree);
    return clash != null
        ? new Outcome(false, clash)
        : new Outcome(records.put(collection, key, contactId, json, at), null);
  }

  private static Outcome refused(String reason, String path, String detail) {
    return new Outcome(false, new CollectionSchema.Clash(reason, path, detail));
  }
}
