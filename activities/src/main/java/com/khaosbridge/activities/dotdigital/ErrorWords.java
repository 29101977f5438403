package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What an error answer says, from any of the shapes Dotdigital uses: v3 with code and details (a
 * list, an object or absent), a list of those, or v2 with a code inside its message.
 *
 * @param code e.g. {@code contacts:badRequest} or {@code ERROR_CONTACT_SUPPRESSED}, empty if none
 * @param text the words, still with whatever personal data they hold: only for {@link #clean}
 */
record ErrorWords(String code, String text) {
  private static final int LONGEST = 300;
  private static final Pattern V2_CODE = Pattern.compile("ERROR_[A-Z_]+");
  private static final Pattern EMAIL = Pattern.compile("[^\\s'\"<>(),;:=]+@[^\\s'\"<>(),;]+");
  private static final Pattern QUOTED =
      Pattern.compile("'[^']*'|\"[^\"]*\"|\u201c[^\u201d]*\u201d");

  static ErrorWords of(Answer answer) {
    JsonNode body = WireJson.read(answer.body());
    JsonNode error = body.isArray() ? body.path(0) : body;
    if (!error.isObject()) {
      return new ErrorWords(v2Code(answer.body()), "");
    }
    List<String> words = new ArrayList<>();
    add(words, error.path("description"));
    add(words, error.path("message"));
    details(words, error.path("details"));
    String text = String.join("; ", words);
    String code = WireJson.text(error.path("errorCode"));
    return new ErrorWords(code.isEmpty() ? v2Code(text) : code, text);
  }

  /**
   * Words fit for the ledger: e-mail addresses removed, and every quoted text that isn't one of the
   * names we know to be harmless, because quotes are where a refused value is repeated.
   */
  static String clean(String text, Set<String> harmless) {
    String withoutEmails = EMAIL.matcher(text).replaceAll("[e-mail]");
    Matcher quoted = QUOTED.matcher(withoutEmails);
    StringBuilder out = new StringBuilder();
    while (quoted.find()) {
      String inside = quoted.group().substring(1, quoted.group().length() - 1);
      boolean keep = harmless.contains(inside) || "[e-mail]".equals(inside);
      quoted.appendReplacement(out, Matcher.quoteReplacement(keep ? quoted.group() : "[value]"));
    }
    quoted.appendTail(out);
    return shortened(out.toString());
  }

  /** Words about a record that holds no personal data by construction: only e-mails are removed. */
  static String cleanOfEmails(String text) {
    return shortened(EMAIL.matcher(text).replaceAll("[e-mail]"));
  }

  private static void details(List<String> words, JsonNode details) {
    if (details.isArray()) {
      details.forEach(detail -> details(words, detail));
    } else if (details.isObject()) {
      add(words, details.path("item"));
      add(words, details.path("description"));
      add(words, details.path("error"));
      details(words, details.path("items"));
    } else {
      add(words, details);
    }
  }

  private static void add(List<String> words, JsonNode node) {
    String text = WireJson.text(node);
    if (!text.isBlank()) {
      words.add(text);
    }
  }

  private static String v2Code(String text) {
    Matcher code = V2_CODE.matcher(text);
    return code.find() ? code.group() : "";
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
