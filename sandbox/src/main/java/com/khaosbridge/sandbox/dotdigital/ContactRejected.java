package com.khaosbridge.sandbox.dotdigital;

/** A contact that can't be written as asked; the single call and the import tell it differently. */
final class ContactRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final Cause cause;
  private final String item;

  /** Why, with the failure code that an import uses for it. */
  enum Cause {
    INVALID_EMAIL("invalidEmail"),
    INVALID_PHONE_NUMBER("invalidPhoneNumber"),
    INVALID_CONTACT_ID("invalidContactId"),
    INVALID_MATCH_IDENTIFIER("invalidMatchIdentifier"),
    INVALID_STATUS("invalidContactStatus"),
    INVALID_CONTACT("invalidContact"),
    NO_IDENTIFIERS("noValidIdentifiers"),
    IDENTIFIER_TAKEN("duplicateIdentifier"),
    GLOBALLY_SUPPRESSED("globallySuppressed");

    private final String failureCode;

    Cause(String failureCode) {
      this.failureCode = failureCode;
    }

    String failureCode() {
      return failureCode;
    }
  }

  /**
   * @param cause why
   * @param item the field at fault
   * @param description what is wrong with it
   */
  ContactRejected(Cause cause, String item, String description) {
    super(description, null, false, false);
    this.cause = cause;
    this.item = item;
  }

  Cause cause() {
    return cause;
  }

  String item() {
    return item;
  }

  String description() {
    return String.valueOf(getMessage());
  }
}
