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

  public static String merge(String source, String loser) {
    return "merge/" + source + "/" + loser;
  }

  public static String feed(String source, String name) {
    return "feed/" + source + "/" + name;
  }

  public static String backfill(String source) {
    return "backfill/" + source;
  }

  /** Of the schedule as well; the runs that it starts have their time added to it. */
  public static String reconciliation(String source) {
    return "reconciliation/" + source;
  }
}
