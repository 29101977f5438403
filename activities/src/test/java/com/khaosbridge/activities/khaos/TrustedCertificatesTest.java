package com.khaosbridge.activities.khaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.khaosbridge.activities.khaos.soap.Answers;
import com.khaosbridge.activities.khaos.soap.CallLimits;
import com.khaosbridge.activities.khaos.soap.ErpConnection;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.khaos.soap.ErpUnavailableException;
import com.khaosbridge.activities.khaos.soap.KhaosAuth;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path dir;

  @Test
  void aSitesOwnCertificateIsTrustedOnlyIfConfigured() throws Exception {
    KeyStore store = selfSigned();
    Path pem =
        Files.writeString(
            dir.resolve("erp.pem"),
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(store.getCertificate("erp").getEncoded())
                + "\n-----END CERTIFICATE-----\n");
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(contextOf(store).getSocketFactory());
      server.start();
      server.enqueue(
          new MockResponse.Builder()
              .body(Answers.envelope("GetMailingStatusList", "<return/>"))
              .build());
      URI endpoint = server.url("/k.exe/soap/IKosWeb").uri();

      try (KhaosControl khaos = connect(endpoint, null)) {
        assertThatExceptionOfType(ErpUnavailableException.class)
            .isThrownBy(() -> khaos.mailingStatuses(ErpPriority.CUSTOMERS))
            .withMessageContaining("SSLHandshakeException");
      }
      try (KhaosControl khaos = connect(endpoint, pem)) {
        assertThat(khaos.mailingStatuses(ErpPriority.CUSTOMERS)).isEmpty();
      }
    }
  }

  @Test
  void aFileWithoutCertificatesIsRefused() throws Exception {
    Path empty = Files.writeString(dir.resolve("empty.pem"), "");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> connect(URI.create("https://erp.example/soap/IKosWeb"), empty))
        .withMessageContaining("khaos.trusted-certificates");
  }

  private static KhaosControl connect(URI endpoint, Path certificates) {
    return new KhaosControl(
        KhaosSettings.over(
            "shop", new ErpConnection(endpoint, KhaosAuth.NONE, CallLimits.DEFAULT, certificates)),
        new SimpleMeterRegistry());
  }

  private KeyStore selfSigned() throws Exception {
    Path file = dir.resolve("erp.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "erp",
                "-keyalg",
                "EC",
                "-dname",
                "CN=erp",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static SSLContext contextOf(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
