package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a customer's values mean at one site.
 *
 * @param emailOrder where the selected e-mail comes from, first match wins
 * @param extraTopLevelDomains top-level domains that are valid in e-mails though not delegated; by
 *     default {@code example}, which is kept for tests and samples
 */
public record CustomerRules(
    ConsentMapping consent, List<EmailPlace> emailOrder, Set<String> extraTopLevelDomains) {

  /** The usual consent values, and every place in the order of {@link EmailPlace}. */
  public static final CustomerRules DEFAULT =
      new CustomerRules(ConsentMapping.DEFAULT, List.of(EmailPlace.values()), Set.of("example"));

  public CustomerRules {
    emailOrder = List.copyOf(emailOrder);
    extraTopLevelDomains = Set.copyOf(extraTopLevelDomains);
    Setting.require(
        !emailOrder.isEmpty() && new HashSet<>(emailOrder).size() == emailOrder.size(),
        "khaos.email-order",
        emailOrder.isEmpty() ? "an empty list" : "a place named twice",
        "Name each place once, the first choice first.");
    Setting.require(
        extraTopLevelDomains.stream().allMatch(domain -> domain.matches("[a-z0-9-]{2,63}")),
        "khaos.extra-top-level-domains",
        "an entry that is no top-level domain",
        "Give lower case names without a dot, e.g. example.");
  }
}
