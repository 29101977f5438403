package com.khaosbridge.activities.reconciling;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The scripts of a page, and the policy that lets a browser run these and load nothing at all. */
final class PageScripts {
  private PageScripts() {}

  static String policy() {
    return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
        + " style-src 'unsafe-inline'; script-src "
        + hash(PageParts.library())
        + " "
        + hash(PageParts.charts())
        + "\">\n";
  }

  /** To stand at the page's end. */
  static String elements(ChartData data) {
    return "<script type=\"application/json\" id=\"chart-data\">"
        + data.json()
        + "</script>\n<script>"
        + PageParts.library()
        + "</script>\n<script>"
        + PageParts.charts()
        + "</script>\n";
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
