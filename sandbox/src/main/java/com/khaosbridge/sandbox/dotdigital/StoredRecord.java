package com.khaosbridge.sandbox.dotdigital;

/**
 * One Insight data record as it is stored.
 *
 * @param contactId its owner; {@link #ACCOUNT} in a collection of the account
 * @param created when it was first written
 * @param updated when it was last written
 * @param writes how often it has been written, 1 or more
 * @param json the record as it was sent, on one line
 */
record StoredRecord(long contactId, String created, String updated, int writes, String json) {
  /** The owner of account-scoped records. */
  static final long ACCOUNT = 0;

  /** The text kept on disk: the JSON is never parsed again, so its numbers stay as sent. */
  String stored() {
    return contactId + "|" + created + "|" + updated + "|" + writes + "\n" + json;
  }

  static StoredRecord read(String stored) {
    int line = stored.indexOf('\n');
    String[] head = stored.substring(0, line).split("\\|", -1);
    return new StoredRecord(
        Long.parseLong(head[0]),
        head[1],
        head[2],
        Integer.parseInt(head[3]),
        stored.substring(line + 1));
  }

  /** {@code {key, json, created, updated, ownerContactId}}. */
  String view(String key) {
    StringBuilder view = new StringBuilder("{\"key\":");
    view.append(JsonText.MAPPER.writeValueAsString(key)).append(",\"json\":").append(json);
    view.append(",\"created\":\"").append(created).append("\",\"updated\":\"").append(updated);
    view.append('"');
    if (contactId != ACCOUNT) {
      view.append(",\"ownerContactId\":").append(contactId);
    }
    return view.append('}').toString();
  }
}
