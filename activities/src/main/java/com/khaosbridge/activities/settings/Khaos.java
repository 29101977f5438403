package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.khaos.CallLimits;
import com.khaosbridge.activities.khaos.ConsentMapping;
import com.khaosbridge.activities.khaos.CursorOverlap;
import com.khaosbridge.activities.khaos.DespatchRule;
import com.khaosbridge.activities.khaos.EmailPlace;
import com.khaosbridge.activities.khaos.KhaosAuth;
import com.khaosbridge.activities.khaos.KhaosSettings;
import com.khaosbridge.activities.khaos.LineDiscount;
import com.khaosbridge.activities.khaos.Stages;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
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
    @Nullable KhaosAuth auth,
    @Nullable Path trustedCertificates) {

  public Khaos {
    BridgeSettings.require("khaos.endpoint", endpoint);
  }

  /** The adapter's settings. */
  public KhaosSettings toSettings(String source) {
    KhaosSettings standard = KhaosSettings.forEndpoint(source, endpoint);
    return new KhaosSettings(
        source,
        endpoint,
        zone == null ? standard.zone() : zone,
        stages == null ? standard.stages() : stages,
        despatch == null ? standard.despatch() : despatch,
        consent == null ? standard.consent() : consent,
        emailOrder == null ? standard.emailOrder() : emailOrder,
        extraTopLevelDomains == null ? standard.extraTopLevelDomains() : extraTopLevelDomains,
        lineDiscount == null ? standard.lineDiscount() : lineDiscount,
        calls == null ? standard.calls() : calls,
        overlap == null ? standard.overlap() : overlap,
        auth == null ? standard.auth() : auth,
        trustedCertificates == null ? standard.trustedCertificates() : trustedCertificates);
  }
}
