package com.khaosbridge.activities.khaos.records;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.validator.routines.DomainValidator;
import org.apache.commons.validator.routines.EmailValidator;
import org.jspecify.annotations.Nullable;

/** Tells e-mails that can be written to from those that can't. */
final class EmailAddresses {
  private static final int LONGEST = 254;

  private final EmailValidator validator;

  EmailAddresses(Set<String> extraTopLevelDomains) {
    DomainValidator.Item extra =
        new DomainValidator.Item(
            DomainValidator.ArrayType.GENERIC_PLUS, extraTopLevelDomains.toArray(String[]::new));
    this.validator =
        new EmailValidator(false, false, DomainValidator.getInstance(false, List.of(extra)));
  }

  /** One spelling for all: people and shops write an address as it comes. */
  static String normal(String email) {
    int domain = email.lastIndexOf('@') + 1;
    return (email.substring(0, domain) + ascii(email.substring(domain))).toLowerCase(Locale.ROOT);
  }

  /** What is no domain stays as it is: nobody can be written to there. */
  private static String ascii(String domain) {
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException e) {
      return domain;
    }
  }

  EmailState stateOf(@Nullable String email) {
    if (email == null) {
      return EmailState.MISSING;
    }
    return email.length() <= LONGEST && validator.isValid(email)
        ? EmailState.VALID
        : EmailState.MALFORMED;
  }
}
