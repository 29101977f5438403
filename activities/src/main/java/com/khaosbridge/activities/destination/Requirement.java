package com.khaosbridge.activities.destination;

/**
 * One thing that an account needs, as it was found there.
 *
 * @param kind what it is, in the vendor's word, e.g. {@code contact field}
 * @param name as it is configured
 * @param type what it must be, e.g. {@code numeric}; empty if its kind has no types
 * @param wrong what is wrong with it, in words; empty if nothing is
 * @param toDo what people do about it, in the account or in the settings; empty if nothing is wrong
 * @param makeable whether it is missing and the vendor's API can make it
 */
public record Requirement(
    String kind,
    String name,
    String type,
    State state,
    String wrong,
    String toDo,
    boolean makeable) {

  /** How it was found. */
  public enum State {
    THERE("there"),
    MISSING("missing"),
    OF_ANOTHER_TYPE("of another type"),
    /** The vendor's API does not show it, so it may be there or not. */
    NOT_SHOWN("not shown");

    private final String words;

    State(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    /** Whether the bridge can't work without a change. */
    public boolean lacking() {
      return this == MISSING || this == OF_ANOTHER_TYPE;
    }
  }

  /** Something that is there as it should be. */
  public static Requirement there(String kind, String name, String type) {
    return new Requirement(kind, name, type, State.THERE, "", "", false);
  }

  /** Something that the vendor's API can make. */
  public static Requirement makeable(
      String kind, String name, String type, String wrong, String toDo) {
    return new Requirement(kind, name, type, State.MISSING, wrong, toDo, true);
  }

  /** Something that only people can make. */
  public static Requirement missing(
      String kind, String name, String type, String wrong, String toDo) {
    return new Requirement(kind, name, type, State.MISSING, wrong, toDo, false);
  }

  /** Something that is there and no good; it is never changed. */
  public static Requirement ofAnotherType(
      String kind, String name, String type, String wrong, String toDo) {
    return new Requirement(kind, name, type, State.OF_ANOTHER_TYPE, wrong, toDo, false);
  }

  /** Something that can't be seen from here. */
  public static Requirement notShown(String kind, String name, String toDo) {
    return new Requirement(kind, name, "", State.NOT_SHOWN, "", toDo, false);
  }

  /** Whether the bridge can't work without a change. */
  public boolean lacking() {
    return state.lacking();
  }

  /** What is wrong and what to do about it, in one sentence. */
  public String problem() {
    return wrong + ": " + toDo + (makeable ? ", or let `khaos-bridge setup --apply` make it" : "");
  }
}
