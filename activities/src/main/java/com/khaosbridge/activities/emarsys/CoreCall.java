package com.khaosbridge.activities.emarsys;

/** The calls we make to the Core API, each with the permission that an API credential needs. */
enum CoreCall {
  LIST_FIELDS("GET", "field.list"),
  CREATE_FIELD("POST", "field.create"),
  LIST_CHOICES("GET", "field.singlechoice.list"),
  LIST_EVENTS("GET", "externalevent.list"),
  CREATE_EVENT("POST", "externalevent.create"),
  READ_CONTACTS("POST", "contact.getdata"),
  QUERY_CONTACTS("GET", "contact.query"),
  CREATE_CONTACTS("POST", "contact.create"),
  UPDATE_CONTACTS("PUT", "contact.update"),
  TRIGGER_EVENT("POST", "externalevent.trigger");

  private final String method;
  private final String permission;

  CoreCall(String method, String permission) {
    this.method = method;
    this.permission = permission;
  }

  String method() {
    return method;
  }

  String permission() {
    return permission;
  }
}
