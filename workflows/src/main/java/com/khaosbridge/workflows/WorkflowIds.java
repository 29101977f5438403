package com.khaosbridge.workflows;

/** The ids of workflows, which are their business keys. */
public final class WorkflowIds {
  private WorkflowIds() {}

  public static String order(String source, String orderCode) {
    return "order/" + source + "/" + orderCode;
  }

  public static String person(String source, String personId) {
    return "person/" + source + "/" + personId;
  }

  public static String feed(String source, String name) {
    return "feed/" + source + "/" + name;
  }

  public static String backfill(String source) {
    return "backfill/" + source;
  }
}
