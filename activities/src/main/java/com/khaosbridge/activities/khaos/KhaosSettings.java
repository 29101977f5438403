package com.khaosbridge.activities.khaos;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One Khaos Control installation: where it is and what its values mean. Every instance is usable;
 * what can't be is refused with the setting's name, the value's shape and the fix.
 *
 * @param source the source's name: letters, digits, {@code -} and {@code _}
 * @param endpoint the service's call address, ending in {@code /soap/IKosWeb}
 * @param zone the ERP's local time
 * @param emailOrder where the selected e-mail comes from, first match wins
 * @param extraTopLevelDomains top-level domains that are valid in e-mails though not delegated; by
 *     default {@code example}, which is kept for tests and samples
 * @param trustedCertificates a PEM file of certificates to trust besides the JVM's, for sites with
 *     certificates of their own; there is no way to trust all
 */
public record KhaosSettings(
    String source,
    URI endpoint,
    ZoneId zone,
    Stages stages,
    DespatchRule despatch,
    ConsentMapping consent,
    List<EmailPlace> emailOrder,
    Set<String> extraTopLevelDomains,
    LineDiscount lineDiscount,
    CallLimits calls,
    CursorOverlap overlap,
    KhaosAuth auth,
    @Nullable Path trustedCertificates) {

  private static final String SERVICE = "/IKosWeb";

  public KhaosSettings {
    Setting.require(
        source.matches("[A-Za-z0-9_-]{1,40}"),
        "khaos.source",
        "text of " + source.length() + " characters",
        "Give a name of 1 to 40 letters, digits, - and _.");
    requireEndpoint(endpoint);
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
    Setting.requireDisjoint(
        despatch.stages(), stages.finalised(), "khaos.despatch.stages", "khaos.stages.finalised");
    Setting.requireDisjoint(
        despatch.stages(), stages.cancelled(), "khaos.despatch.stages", "khaos.stages.cancelled");
    Setting.require(
        stages.known().containsAll(despatch.stages()),
        "khaos.despatch.stages",
        "has stages that are not in khaos.stages.known",
        "Add them there, or take them out here.");
    Setting.require(
        trustedCertificates == null || Files.isReadable(trustedCertificates),
        "khaos.trusted-certificates",
        "a file that can't be read",
        "Give the path of a readable PEM file, or remove the setting.");
  }

  /** The defaults for a service at this address. */
  public static KhaosSettings forEndpoint(String source, URI endpoint) {
    return new KhaosSettings(
        source,
        endpoint,
        ZoneId.of("Europe/London"),
        Stages.DEFAULT,
        DespatchRule.DEFAULT,
        ConsentMapping.DEFAULT,
        List.of(EmailPlace.values()),
        Set.of("example"),
        LineDiscount.REFUSED,
        CallLimits.DEFAULT,
        CursorOverlap.DEFAULT,
        KhaosAuth.NONE,
        null);
  }

  /** The same with other stages and evidence of despatch. */
  public KhaosSettings with(Stages newStages, DespatchRule newDespatch) {
    return new KhaosSettings(
        source,
        endpoint,
        zone,
        newStages,
        newDespatch,
        consent,
        emailOrder,
        extraTopLevelDomains,
        lineDiscount,
        calls,
        overlap,
        auth,
        trustedCertificates);
  }

  /** The same with another consent rule and e-mail order. */
  public KhaosSettings with(ConsentMapping newConsent, List<EmailPlace> newEmailOrder) {
    return new KhaosSettings(
        source,
        endpoint,
        zone,
        stages,
        despatch,
        newConsent,
        newEmailOrder,
        extraTopLevelDomains,
        lineDiscount,
        calls,
        overlap,
        auth,
        trustedCertificates);
  }

  /** The same with other limits of a call. */
  public KhaosSettings with(CallLimits newCalls) {
    return new KhaosSettings(
        source,
        endpoint,
        zone,
        stages,
        despatch,
        consent,
        emailOrder,
        extraTopLevelDomains,
        lineDiscount,
        newCalls,
        overlap,
        auth,
        trustedCertificates);
  }

  /** The same with another way to be known. */
  public KhaosSettings with(KhaosAuth newAuth) {
    return new KhaosSettings(
        source,
        endpoint,
        zone,
        stages,
        despatch,
        consent,
        emailOrder,
        extraTopLevelDomains,
        lineDiscount,
        calls,
        overlap,
        newAuth,
        trustedCertificates);
  }

  /** The same with another meaning of a line's discount. */
  public KhaosSettings with(LineDiscount newLineDiscount) {
    return new KhaosSettings(
        source,
        endpoint,
        zone,
        stages,
        despatch,
        consent,
        emailOrder,
        extraTopLevelDomains,
        newLineDiscount,
        calls,
        overlap,
        auth,
        trustedCertificates);
  }

  /** The same, with certificates of the site's own trusted as well. */
  public KhaosSettings trusting(Path newTrustedCertificates) {
    return new KhaosSettings(
        source,
        endpoint,
        zone,
        stages,
        despatch,
        consent,
        emailOrder,
        extraTopLevelDomains,
        lineDiscount,
        calls,
        overlap,
        auth,
        newTrustedCertificates);
  }

  private static void requireEndpoint(URI endpoint) {
    String scheme = Objects.toString(endpoint.getScheme(), "").toLowerCase(Locale.ROOT);
    Setting.require(
        (scheme.equals("http") || scheme.equals("https")) && endpoint.getHost() != null,
        "khaos.endpoint",
        "no absolute http or https address",
        "Give the call address, like https://erp.example/khaos.exe/soap/IKosWeb.");
    Setting.require(
        endpoint.getRawUserInfo() == null && endpoint.getRawQuery() == null,
        "khaos.endpoint",
        "an address with a login or a query in it",
        "Put the login into khaos.auth.");
    String path = Objects.toString(endpoint.getPath(), "");
    Setting.require(
        path.endsWith(SERVICE) && !path.endsWith("/wsdl" + SERVICE),
        "khaos.endpoint",
        path.endsWith("/wsdl" + SERVICE)
            ? "the address of the service's description (/wsdl/)"
            : "an address that doesn't end in /IKosWeb",
        "Give the call address, which ends in /soap/IKosWeb.");
  }
}
