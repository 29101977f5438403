package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.khaos.KhaosSettings;
import com.khaosbridge.activities.khaos.records.ConsentMapping;
import com.khaosbridge.activities.khaos.records.CursorOverlap;
import com.khaosbridge.activities.khaos.records.CustomerRules;
import com.khaosbridge.activities.khaos.records.DespatchRule;
import com.khaosbridge.activities.khaos.records.EmailPlace;
import com.khaosbridge.activities.khaos.records.ErpTime;
import com.khaosbridge.activities.khaos.records.InvoiceRules;
import com.khaosbridge.activities.khaos.records.LineDiscount;
import com.khaosbridge.activities.khaos.records.Stages;
import com.khaosbridge.activities.khaos.soap.CallLimits;
import com.khaosbridge.activities.khaos.soap.ErpConnection;
import com.khaosbridge.activities.khaos.soap.KhaosAuth;
import com.khaosbridge.activities.observing.FullListSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Khaos Control installation as configured; what is missing is as the vendor's documents say.
 */
public record Khaos(
    URI endpoint,
    @Nullable ZoneId zone,
    @Nullable Stages stages,
    @Nullable DespatchRule despatch,
    @Nullable ConsentMapping consent,
    @Nullable List<EmailPlace> emailOrder,
    @Nullable Set<String> extraTopLevelDomains,
    @Nullable LineDiscount lineDiscount,
    @Nullable CallLimits calls,
    @Nullable CursorOverlap overlap,
    @Nullable FullListSettings fullList,
    @Nullable KhaosAuth auth,
    @Nullable Path trustedCertificates) {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  public Khaos {
    BridgeSettings.require("khaos.endpoint", endpoint);
  }

  /** The edge between the ERP's local times and instants. */
  public ErpTime time() {
    return new ErpTime(calendar());
  }

  /** Whose local time and calendar are the ERP's. */
  public ZoneId calendar() {
    return zone == null ? LONDON : zone;
  }

  /** The flag with which customers are marked who must not be contacted. */
  public int noContactFlag() {
    ConsentMapping mapping = consent == null ? ConsentMapping.DEFAULT : consent;
    return mapping.noContactFlags().stream()
        .min(Comparator.naturalOrder())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "khaos-bridge.khaos.consent.no-contact-flags is empty: no flag says that"
                        + " somebody opted out"));
  }

  /** How often all customers are listed. */
  public FullListSettings listing() {
    return fullList == null ? FullListSettings.STANDARD : fullList;
  }

  /** The adapter's settings. */
  public KhaosSettings toSettings(String source) {
    CustomerRules customers = CustomerRules.DEFAULT;
    KhaosSettings standard = KhaosSettings.forEndpoint(source, endpoint);
    return new KhaosSettings(
        source,
        new ErpConnection(
            endpoint,
            auth == null ? KhaosAuth.NONE : auth,
            calls == null ? CallLimits.DEFAULT : calls,
            trustedCertificates),
        calendar(),
        overlap == null ? standard.overlap() : overlap,
        new InvoiceRules(
            stages == null ? Stages.DEFAULT : stages,
            despatch == null ? DespatchRule.DEFAULT : despatch),
        new CustomerRules(
            consent == null ? customers.consent() : consent,
            emailOrder == null ? customers.emailOrder() : emailOrder,
            extraTopLevelDomains == null ? customers.extraTopLevelDomains() : extraTopLevelDomains),
        lineDiscount == null ? standard.lineDiscount() : lineDiscount);
  }
}
