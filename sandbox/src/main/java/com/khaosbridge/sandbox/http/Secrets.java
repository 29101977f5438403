package com.khaosbridge.sandbox.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes credentials out of what is journaled. */
final class Secrets {
  private static final String MASK = "***";
  private static final Set<String> HEADERS =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "x-wsse");
  private static final String NAMES =
      "(?:client_secret|access_token|refresh_token|password|web_password|secret)";
  private static final Pattern FORM = Pattern.compile("(?i)\\b(" + NAMES + "=)[^&\\s\"<]+");
  private static final Pattern JSON =
      Pattern.compile("(?i)(\"" + NAMES + "\"\\s*:\\s*\")[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+(\")");
  private static final Pattern XML =
      Pattern.compile("(?i)((?:<|&lt;)" + NAMES + "(?:>|&gt;))[^<&]*((?:<|&lt;)/)");

  private Secrets() {}

  /** The header's value, of a credential only its scheme. */
  static String header(String name, String value) {
    if (!HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      return value;
    }
    int space = value.indexOf(' ');
    return space < 0 ? MASK : value.substring(0, space + 1) + MASK;
  }

  /** A body or query with the values of password, secret and token fields masked. */
  static String text(String text) {
    if (!mentionsCredential(text)) {
      return text;
    }
    String masked = FORM.matcher(text).replaceAll("$1" + MASK);
    masked = JSON.matcher(masked).replaceAll("$1" + MASK + "$2");
    masked = XML.matcher(masked).replaceAll("$1" + MASK + "$2");
    return masked;
  }

  /** A cheap look, as bodies of several megabytes without credentials are the rule. */
  private static boolean mentionsCredential(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("secret") || lower.contains("token") || lower.contains("password");
  }
}
