package com.khaosbridge.sandbox.dotdigital;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the status of an e-mail channel moves. */
final class EmailChannel {
  static final String SUBSCRIBED = "subscribed";
  static final String UNSUBSCRIBED = "unsubscribed";
  static final String SUPPRESSED = "suppressed";
  static final String COMPLAINED = "ispComplained";
  static final String PENDING = "pendingOptIn";

  /** What an address of the account's suppressed domain is, whatever anyone asks for. */
  static final String DOMAIN_SUPPRESSED = "domainSuppressed";

  /** The one domain that the sandbox's account suppresses. */
  static final String SUPPRESSED_DOMAIN = "suppressed.example";

  private static final Set<String> REMOVED =
      Set.of(UNSUBSCRIBED, SUPPRESSED, COMPLAINED, DOMAIN_SUPPRESSED);

  private EmailChannel() {}

  /**
   * What a request wants of the channel; null is what it does not mention.
   *
   * @param emailType {@code PlainText} or {@code Html}
   * @param optInType {@code Unknown}, {@code Single}, {@code Double} or {@code VerifiedDouble}
   * @param status {@code subscribed}, {@code unsubscribed} or {@code suppressed}
   * @param withoutChallenge whether a person who had unsubscribed is subscribed without being
   *     asked; the API's default is true
   */
  record Wish(
      @Nullable String emailType,
      @Nullable String optInType,
      @Nullable String status,
      boolean withoutChallenge) {
    static final Wish NONE = new Wish(null, null, null, true);
  }

  /** Whether a channel of this status is listed as removed. */
  static boolean isRemoved(@Nullable String status) {
    return status != null && REMOVED.contains(status);
  }

  static boolean isDomainSuppressed(String address) {
    return address.endsWith("@" + SUPPRESSED_DOMAIN);
  }

  /**
   * The status after a request. Whoever complained is not subscribed by asking for it.
   *
   * @param address the channel's e-mail
   * @param status the status before, null for a new channel
   * @param optInType the opt-in type before, null for a new channel
   */
  static String next(
      String address, @Nullable String status, @Nullable String optInType, Wish wish) {
    if (isDomainSuppressed(address)) {
      return DOMAIN_SUPPRESSED;
    }
    String wanted = wish.status() != null ? wish.status() : status != null ? status : SUBSCRIBED;
    if (!wanted.equals(SUBSCRIBED)) {
      return wanted;
    }
    if (COMPLAINED.equals(status)) {
      return COMPLAINED;
    }
    boolean declined = UNSUBSCRIBED.equals(status) || PENDING.equals(status);
    boolean asksForVerification =
        "VerifiedDouble".equals(wish.optInType()) && !"VerifiedDouble".equals(optInType);
    return asksForVerification || (declined && !wish.withoutChallenge()) ? PENDING : SUBSCRIBED;
  }
}
