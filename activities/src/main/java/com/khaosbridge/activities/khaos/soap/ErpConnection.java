package com.khaosbridge.activities.khaos.soap;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the web service is, how it knows us and how much is asked of it.
 *
 * @param endpoint the service's call address, ending in {@code /soap/IKosWeb}
 * @param trustedCertificates a PEM file of certificates to trust besides the JVM's, for sites with
 *     certificates of their own; there is no way to trust all
 */
public record ErpConnection(
    URI endpoint, KhaosAuth auth, CallLimits limits, @Nullable Path trustedCertificates) {
  private static final String SERVICE = "/IKosWeb";

  public ErpConnection {
    requireEndpoint(endpoint);
    Setting.require(
        trustedCertificates == null || Files.isReadable(trustedCertificates),
        "khaos.trusted-certificates",
        "a file that can't be read",
        "Give the path of a readable PEM file, or remove the setting.");
  }

  /** Without a login, with the usual limits. */
  public static ErpConnection to(URI endpoint) {
    return new ErpConnection(endpoint, KhaosAuth.NONE, CallLimits.DEFAULT, null);
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
