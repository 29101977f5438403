package com.khaosbridge.activities.khaos.soap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Trusts the JVM's authorities and the certificates of a site's own PEM file. */
final class TrustedCertificates {
  private final X509TrustManager manager;
  private final SSLSocketFactory sockets;

  private TrustedCertificates(Path pem) throws GeneralSecurityException, IOException {
    List<Certificate> all = new ArrayList<>(List.of(managerOf(null).getAcceptedIssuers()));
    all.addAll(read(pem));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < all.size(); i++) {
      store.setCertificateEntry("certificate-" + i, all.get(i));
    }
    this.manager = managerOf(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {manager}, null);
    this.sockets = context.getSocketFactory();
  }

  /** Makes the client trust the file's certificates, too; without a file it stays as it is. */
  static void applyTo(OkHttpClient.Builder client, @Nullable Path pem) {
    if (pem == null) {
      return;
    }
    try {
      TrustedCertificates trusted = new TrustedCertificates(pem);
      client.sslSocketFactory(trusted.sockets, trusted.manager);
    } catch (GeneralSecurityException | IOException e) {
      // The cause's message may quote the file.
      throw new IllegalArgumentException(
          "setting khaos.trusted-certificates: a file without readable certificates ("
              + e.getClass().getSimpleName()
              + "). Give a PEM file of X.509 certificates.");
    }
  }

  private static Collection<X509Certificate> read(Path pem)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(pem)) {
      List<X509Certificate> certificates = new ArrayList<>();
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        certificates.add((X509Certificate) certificate);
      }
      if (certificates.isEmpty()) {
        throw new IOException("no certificate");
      }
      return certificates;
    }
  }

  private static X509TrustManager managerOf(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager candidate : factory.getTrustManagers()) {
      if (candidate instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }
}
