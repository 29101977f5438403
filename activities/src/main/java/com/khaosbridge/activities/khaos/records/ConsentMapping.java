package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.Setting;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one site's consent values mean. The ids of the data protection flags differ from site to
 * site ({@code GetMailingStatusList} names them).
 *
 * @param optedIn values of {@code EMAILSUBSCRIBE} that mean yes
 * @param optedOut values of {@code EMAILSUBSCRIBE} that mean no
 * @param noContactFlags ids in {@code MAILING_STATUS} or {@code MAILING_FLAG} that forbid e-mail,
 *     whatever {@code EMAILSUBSCRIBE} says
 * @param mayContactFlags ids that leave it to {@code EMAILSUBSCRIBE}; an id in neither set is
 *     unknown
 */
public record ConsentMapping(
    Set<String> optedIn,
    Set<String> optedOut,
    Set<Integer> noContactFlags,
    Set<Integer> mayContactFlags) {

  /** {@code -1} in, {@code 0} out, flag 6 forbids, and nobody knows what the others mean. */
  public static final ConsentMapping DEFAULT =
      new ConsentMapping(Set.of("-1"), Set.of("0"), Set.of(6), Set.of());

  public ConsentMapping {
    optedIn = Set.copyOf(optedIn == null ? DEFAULT.optedIn : optedIn);
    optedOut = Set.copyOf(optedOut == null ? DEFAULT.optedOut : optedOut);
    noContactFlags = Set.copyOf(noContactFlags == null ? DEFAULT.noContactFlags : noContactFlags);
    mayContactFlags =
        Set.copyOf(mayContactFlags == null ? DEFAULT.mayContactFlags : mayContactFlags);
    Setting.require(
        !optedIn.isEmpty() && optedIn.stream().noneMatch(String::isBlank),
        "khaos.consent.opted-in",
        optedIn.isEmpty() ? "an empty set" : "an empty value",
        "Name the values of EMAILSUBSCRIBE that mean yes, by default -1; empty never does.");
    Setting.require(
        optedOut.stream().noneMatch(optedIn::contains),
        "khaos.consent.opted-out",
        "a value that khaos.consent.opted-in has, too",
        "Give each value one meaning.");
    Setting.requireDisjoint(
        mayContactFlags,
        noContactFlags,
        "khaos.consent.may-contact-flags",
        "khaos.consent.no-contact-flags");
  }

  /** The ids of all flags that have a meaning. */
  public Set<Integer> flags() {
    Set<Integer> flags = new TreeSet<>(noContactFlags);
    flags.addAll(mayContactFlags);
    return flags;
  }

  /**
   * Decides.
   *
   * @param barred the company, address or contact is on hold or hidden
   */
  Consent decide(
      @Nullable String emailSubscribe,
      @Nullable String companyFlag,
      @Nullable String contactFlag,
      boolean barred) {
    if (barred || forbids(companyFlag, contactFlag)) {
      return Consent.OPTED_OUT;
    }
    String value = emailSubscribe == null ? "" : emailSubscribe.trim();
    if (optedOut.contains(value) && !value.isEmpty()) {
      return Consent.OPTED_OUT;
    }
    boolean clear = flag(companyFlag) != Flag.UNCLEAR && flag(contactFlag) != Flag.UNCLEAR;
    return clear && optedIn.contains(value) ? Consent.OPTED_IN : Consent.UNKNOWN;
  }

  /** Whether one of these flags forbids e-mail, whatever the subscription says. */
  boolean forbids(@Nullable String companyFlag, @Nullable String contactFlag) {
    return flag(companyFlag) == Flag.FORBIDS || flag(contactFlag) == Flag.FORBIDS;
  }

  /** Whether the configuration names this value. */
  boolean means(String value) {
    return optedIn.contains(value)
        || optedOut.contains(value)
        || flags().stream().anyMatch(flag -> flag.toString().equals(value));
  }

  private Flag flag(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return Flag.SILENT;
    }
    try {
      Integer id = Integer.valueOf(value.trim());
      if (noContactFlags.contains(id)) {
        return Flag.FORBIDS;
      }
      return mayContactFlags.contains(id) ? Flag.SILENT : Flag.UNCLEAR;
    } catch (NumberFormatException e) {
      return Flag.UNCLEAR;
    }
  }

  private enum Flag {
    SILENT,
    FORBIDS,

    /** It may be one that forbids. */
    UNCLEAR
  }
}
