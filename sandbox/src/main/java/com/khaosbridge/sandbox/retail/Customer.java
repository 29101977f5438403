package com.khaosbridge.sandbox.retail;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A customer as the ERP holds them now.
 *
 * @param number the customer number, which never changes
 * @param companyCode the URN: the number, unless a clerk changed it
 * @param country the country's name as the file has it
 * @param hasOrders whether they have an order, not only credit notes
 * @param forename possibly hostile
 * @param surname possibly hostile
 * @param email null if missing, else possibly malformed
 * @param emailInWebUserOnly whether the e-mail is on the web login and not on the contact
 * @param emailSubscribe the raw consent signal of the contact; null: the element is missing
 * @param mailingStatus the company's data protection flag, {@link #NO_CONTACT} or another
 * @param details what is the same for all until it is changed
 * @param changed when the record changed last
 */
public record Customer(
    String number,
    String companyCode,
    String country,
    boolean hasOrders,
    String forename,
    String surname,
    @Nullable String email,
    boolean emailInWebUserOnly,
    @Nullable String emailSubscribe,
    int mailingStatus,
    CompanyDetails details,
    Instant changed) {
  /** The flag 'No contact'. */
  public static final int NO_CONTACT = 6;

  /** The flag of customers who may be written to. */
  public static final int OUR_USE_ONLY = 1;

  /** The flag of customers who may be written to, but not by others. */
  public static final int NO_THIRD_PARTIES = 3;

  /** The flag of customers whom anyone may write to. */
  public static final int ANY_THIRD_PARTY = 5;

  private static final Set<Integer> FLAGS_THAT_ALLOW =
      Set.of(OUR_USE_ONLY, NO_THIRD_PARTIES, ANY_THIRD_PARTY);
  private static final long COMPANY_ID_OFFSET = 1_000_000;
  private static final int COMPANY_NAME_LENGTH = 50;
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");

  /** The ERP's internal key, which never changes. */
  public long companyId() {
    return companyId(number);
  }

  /** The internal key of the customer with this number. */
  public static long companyId(String number) {
    return COMPANY_ID_OFFSET + Long.parseLong(number);
  }

  /** The contact's name, cut where the ERP's field ends. */
  public String companyName() {
    String name = forename + " " + surname;
    return name.codePointCount(0, name.length()) <= COMPANY_NAME_LENGTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, COMPANY_NAME_LENGTH));
  }

  public boolean emailValid() {
    return email != null && EMAIL.matcher(email).matches();
  }

  /** What the raw signals mean. */
  public Consent consent() {
    if (mailingStatus == NO_CONTACT
        || details.mailingFlag() == NO_CONTACT
        || details.hold()
        || details.hide()
        || "0".equals(emailSubscribe)) {
      return Consent.OPTED_OUT;
    }
    boolean allowed =
        FLAGS_THAT_ALLOW.contains(mailingStatus)
            && FLAGS_THAT_ALLOW.contains(details.mailingFlag());
    return allowed && "-1".equals(emailSubscribe) ? Consent.OPTED_IN : Consent.UNKNOWN;
  }
}
