package com.khaosbridge.demo;

import com.khaosbridge.workflows.delivery.Consent;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A contact as a destination's stand-in has it.
 *
 * @param id the destination's own
 * @param personId the id of ours that it bears; null for none
 * @param email in lower case; null for none
 * @param awaitingPerson whether the person was asked and has not answered
 * @param suppressed whether the destination itself lets nobody opt it in
 * @param seeded whose it was before the bridge came, {@code adoptable} or {@code native}; null if
 *     it was not there
 * @param writes how often it was written since, if it was there
 */
record ContactThere(
    String id,
    @Nullable String personId,
    @Nullable String email,
    Consent consent,
    boolean awaitingPerson,
    boolean suppressed,
    @Nullable String seeded,
    int writes) {
  private static final String EMAIL_FIELD = "3";
  private static final String OPT_IN_FIELD = "31";
  private static final String PERSON_FIELD = "10569";
  private static final String PERSON_IDENTIFIER = "khaos-person-id";

  /** A line of type {@code contact} of Emarsys' state. */
  static ContactThere ofEmarsys(JsonNode line) {
    JsonNode fields = line.get("fields");
    return new ContactThere(
        line.get("id").asString(),
        text(fields, PERSON_FIELD),
        lower(text(fields, EMAIL_FIELD)),
        switch (fields.path(OPT_IN_FIELD).asString("")) {
          case "1" -> Consent.OPTED_IN;
          case "2" -> Consent.OPTED_OUT;
          default -> Consent.UNKNOWN;
        },
        false,
        false,
        text(line, "seeded"),
        line.path("writes").asInt(0));
  }

  /** A line of type {@code contact} of Dotdigital's state; empty if the contact is gone. */
  static Optional<ContactThere> ofDotdigital(JsonNode line) {
    String status = line.get("status").asString();
    if (status.equals("binned") || status.equals("deleted")) {
      return Optional.empty();
    }
    JsonNode identifiers = line.get("identifiers");
    return Optional.of(
        new ContactThere(
            line.get("contactId").asString(),
            text(identifiers, PERSON_IDENTIFIER),
            lower(text(identifiers, "email")),
            status.equals("subscribed") ? Consent.OPTED_IN : Consent.OPTED_OUT,
            status.equals("pendingOptIn"),
            !status.equals("subscribed")
                && !status.equals("unsubscribed")
                && !status.equals("pendingOptIn"),
            text(line, "seeded"),
            line.path("writes").asInt(0)));
  }

  /** Whether a mail might go there: opted in, or nobody knows. */
  boolean isMailable() {
    return consent != Consent.OPTED_OUT;
  }

  boolean isOptedIn() {
    return consent == Consent.OPTED_IN;
  }

  private static @Nullable String text(JsonNode node, String name) {
    String text = node.path(name).asString("");
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
  }
}
