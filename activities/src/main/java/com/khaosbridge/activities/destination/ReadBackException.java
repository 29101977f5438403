package com.khaosbridge.activities.destination;

/**
 * A destination could not be read to the end. The message names the destination, what was asked and
 * why it failed, and holds no personal data.
 */
public final class ReadBackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String destination;
  private final String asked;

  public ReadBackException(String destination, String asked, String reason) {
    super(destination + ": could not read " + asked + ": " + reason);
    this.destination = destination;
    this.asked = asked;
  }

  public String destination() {
    return destination;
  }

  /** What was asked for, e.g. {@code contacts}. */
  public String asked() {
    return asked;
  }
}
