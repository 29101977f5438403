package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Sales Data API: its own token, plain text both ways, and no way to tell a repeated upload
 * from a new one.
 */
final class SalesUploads {
  private static final String MERCHANT = "sandbox";
  private static final String TOKEN = "sandbox-sales-token";

  private final SalesLog log;
  private final Supplier<Instant> realTime;

  SalesUploads(SalesLog log, Supplier<Instant> realTime) {
    this.log = log;
    this.realTime = realTime;
  }

  Response handle(Request request) {
    List<String> path = request.segments();
    boolean known =
        path.size() == 5
            && path.get(1).equals("merchant")
            && path.get(3).equals("sales-data")
            && path.get(4).equals("api");
    if (!known) {
      return plain(404, "Not found\n");
    }
    if (!request.method().equals("POST")) {
      return plain(405, "Method not allowed\n").with("Allow", "POST");
    }
    if (!path.get(2).equals(MERCHANT)
        || !AccessTokens.bearer(request.header("Authorization")).equals(TOKEN)) {
      return plain(401, "Invalid token\n");
    }
    if (!isCsv(request.header("Content-Type")) || request.header("Content-Encoding") != null) {
      return plain(400, "Plain text/csv expected\n");
    }
    return accept(request.body());
  }

  private synchronized Response accept(byte[] body) {
    SalesFile file;
    try {
      file = SalesFile.read(body);
    } catch (SalesFile.BadSalesFile refused) {
      return plain(400, refused.getMessage() + "\n");
    }
    List<String> agreed = log.agreedColumns();
    if (agreed != null && !agreed.equals(file.columns())) {
      return plain(400, "The columns differ from the agreed: " + String.join(",", agreed) + "\n");
    }
    log.append(file, sha256(body), realTime.get());
    return plain(200, "Upload accepted\n");
  }

  private static boolean isCsv(@Nullable String contentType) {
    return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("text/csv");
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static Response plain(int status, String text) {
    return Response.of(status, "text/plain; charset=utf-8", text);
  }
}
