package com.khaosbridge.activities.khaos;

import com.khaosbridge.activities.khaos.records.ConsentMapping;
import com.khaosbridge.activities.khaos.records.CustomerRules;
import java.net.URI;
import java.util.Set;

/** The settings of the sandbox's installation: the usual ones, and what its own flags mean. */
public final class SandboxSite {
  public static final ConsentMapping CONSENT =
      new ConsentMapping(null, null, Set.of(6), Set.of(1, 3, 5));

  private SandboxSite() {}

  public static KhaosSettings at(String source, URI endpoint) {
    KhaosSettings standard = KhaosSettings.forEndpoint(source, endpoint);
    CustomerRules customers = standard.customers();
    return new KhaosSettings(
        source,
        standard.connection(),
        standard.zone(),
        standard.overlap(),
        standard.invoices(),
        new CustomerRules(CONSENT, customers.emailOrder(), customers.extraTopLevelDomains()),
        standard.lineDiscount());
  }
}
