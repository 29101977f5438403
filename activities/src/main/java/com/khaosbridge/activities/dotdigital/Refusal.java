package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.VendorWords;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What is kept of Dotdigital's refusal of a call or a row: its code, and names that we use
 * ourselves. It is read from any of the shapes Dotdigital uses: v3 with code and details (a list,
 * an object or absent), a list of those, or v2 with a code inside its message. The words may quote
 * the contact, so they end here.
 *
 * @param code e.g. {@code contacts:badRequest} or {@code ERROR_CONTACT_SUPPRESSED}; empty if there
 *     is none, or none of a form that can't hold data
 * @param names our own names that the words hold, e.g. of a data field
 */
record Refusal(String code, List<String> names) {
  private static final int LONGEST = 60;
  private static final Pattern V2 = Pattern.compile("\\bERROR(_[A-Z]+)+\\b");
  private static final Pattern V3 =
      Pattern.compile(
          "(?i:contacts|insightData|configuration|customIdentifiers|auth|account|marketingEmail)"
              + ":[A-Za-z]{1,40}");

  /**
   * The bare codes of imports. They are plain words, as names are, so that only known ones can be
   * told from data (developer.dotdigital.com, "importcontact" and "importinsightdata").
   */
  private static final Set<String> OF_IMPORTS =
      Set.of(
          "ApiSchemaViolation",
          "Blocker",
          "ConsentRecordsNotApplied",
          "ContactEmailDoesNotExist",
          "ContactIdDoesNotExist",
          "ContactIdentifierDoesNotExist",
          "ContactNotFound",
          "Duplicate",
          "DuplicateIdentifier",
          "DuplicateKey",
          "GloballySuppressed",
          "InconsistentTypes",
          "InvalidAddressBookIds",
          "InvalidClientKey",
          "InvalidContact",
          "InvalidContactId",
          "InvalidContactIdentifier",
          "InvalidContactStatus",
          "InvalidDomain",
          "InvalidEmail",
          "InvalidJson",
          "InvalidMatchIdentifier",
          "InvalidPhoneNumber",
          "JsonContainsDashUnderscoreClash",
          "JsonContainsNestedArray",
          "JsonDoesNotMatchSchema",
          "JsonKeyInvalidCharacters",
          "JsonKeyTooLong",
          "JsonNumberValueTooLarge",
          "JsonValueIncompatibleWithSchema",
          "JsonValueTooLong",
          "KeyExistingForDifferentContact",
          "NoValidIdentifiers",
          "SuppressedByDomain",
          "Unknown");

  Refusal {
    names = List.copyOf(names);
  }

  /**
   * Reads an answer other than success.
   *
   * @param ourNames names that may be repeated if the words hold them
   */
  static Refusal of(Answer answer, Collection<String> ourNames) {
    JsonNode body = WireJson.read(answer.body());
    JsonNode error = body.isArray() ? body.path(0) : body;
    if (!error.isObject()) {
      return new Refusal(v2Code(answer.body()), List.of());
    }
    List<String> words = new ArrayList<>();
    add(words, error.path("description"));
    add(words, error.path("message"));
    details(words, error.path("details"));
    String text = String.join("; ", words);
    String code = code(WireJson.text(error.path("errorCode")));
    return new Refusal(code.isEmpty() ? v2Code(text) : code, VendorWords.ours(ourNames, text));
  }

  /** Reads a refusal of one row in an accepted call. */
  static Refusal of(String code, String words, Collection<String> ourNames) {
    return new Refusal(code(code), VendorWords.ours(ourNames, words));
  }

  /** The code of an answer, in lower case; empty if it has none. */
  static String codeOf(Answer answer) {
    return of(answer, List.of()).code().toLowerCase(Locale.ROOT);
  }

  /** Code and names, fit for a verdict. */
  String detail() {
    return (code.isEmpty() ? VendorWords.NO_CODE : code)
        + (names.isEmpty() ? "" : ", about " + String.join(", ", names));
  }

  private static String code(String text) {
    boolean structured = V2.matcher(text).matches() || V3.matcher(text).matches();
    return structured && text.length() <= LONGEST
        ? text
        : VendorWords.ourWord(OF_IMPORTS, text, "");
  }

  private static String v2Code(String text) {
    Matcher code = V2.matcher(text);
    return code.find() && code.group().length() <= LONGEST ? code.group() : "";
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
}
