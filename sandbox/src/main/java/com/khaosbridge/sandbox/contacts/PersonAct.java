package com.khaosbridge.sandbox.contacts;

import org.jspecify.annotations.Nullable;

/**
 * What a person does with their own contact, on a form or by a link in a mail.
 *
 * @param email whose contact
 * @param consent given with {@link Kind#CREATE}, null for none
 */
public record PersonAct(String email, Kind kind, @Nullable GivenConsent consent) {

  /** The acts. */
  public enum Kind {
    OPT_OUT,
    /** Confirmed by the person: nobody asks again. */
    OPT_IN,
    /** Marks a mail as spam. */
    COMPLAIN,
    DELETE,
    /** A contact with an e-mail, without any client's ids. */
    CREATE
  }
}
