package com.khaosbridge.sandbox.contacts;

import org.jspecify.annotations.Nullable;

/** A destination's account in which persons have contacts. Implementations are thread-safe. */
public interface ContactAccount {

  /**
   * Does what a person does with their own contact; it counts in no limit.
   *
   * @return how many contacts it changed: 0 if there is none with this e-mail
   * @throws IllegalArgumentException if the account can't have such a contact; the message is for a
   *     person
   */
  int act(PersonAct act);

  /** What the contact with this e-mail is held to have told; null if there is none or nothing. */
  @Nullable GivenConsent consentOf(String email);

  /**
   * Puts a contact there that was there before any client came, unless there is one with its
   * e-mail.
   */
  void seed(SeededContact contact);
}
