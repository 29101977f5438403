package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.VendorWords;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of Emarsys' refusal of a call or a row: its code, and the ids of fields that we sent
 * ourselves. Its words may quote the contact, so they end here.
 *
 * @param code 0 if there is none that we can read
 * @param alreadyThere whether the words say that such a contact exists, which some codes leave open
 * @param fields ids of fields that the words name, only such as were in our request
 */
record Refusal(int code, boolean alreadyThere, Set<String> fields) {
  static final Refusal WITHOUT_CODE = new Refusal(0, false, Set.of());

  private static final Pattern FIELD = Pattern.compile("(?:field|field id|external id): (\\w+)\\b");

  /** Emarsys' codes have up to five digits; anything longer is no code. */
  private static final Pattern CODE = Pattern.compile("\\d{1,5}");

  /** Our words for the codes that we may meet (Emarsys developer hub, "Core API error codes"). */
  private static final Map<Integer, String> MEANINGS =
      Map.ofEntries(
          Map.entry(1000, "too many contacts in a call"),
          Map.entry(1009, "HTTP method not taken"),
          Map.entry(1010, "request not readable"),
          Map.entry(2002, "too many keys in a call"),
          Map.entry(2003, "list expected"),
          Map.entry(2004, "key field not known"),
          Map.entry(2005, "key value missing"),
          Map.entry(2006, "contact field not known"),
          Map.entry(2007, "value not valid for its field"),
          Map.entry(2008, "no such contact"),
          Map.entry(2009, "contact exists already"),
          Map.entry(2010, "several contacts have the key"),
          Map.entry(2020, "contact list not known"),
          Map.entry(5001, "event not known"),
          Map.entry(5003, "event of this name is there"),
          Map.entry(5005, "nothing is started by the event"),
          Map.entry(5008, "event data too large"),
          Map.entry(5009, "event data not readable"),
          Map.entry(5010, "event time not readable"),
          Map.entry(5011, "event data no object"),
          Map.entry(9006, "field of this type not to be made by the API"));

  Refusal {
    fields = Set.copyOf(fields);
  }

  /**
   * Reads a refusal.
   *
   * @param words Emarsys' own, looked at and dropped
   * @param ourFields ids of the fields that the refused call or row had
   */
  static Refusal of(String code, String words, Collection<String> ourFields) {
    Set<String> named = new LinkedHashSet<>();
    Matcher field = FIELD.matcher(words);
    while (field.find()) {
      if (ourFields.contains(field.group(1))) {
        named.add(field.group(1));
      }
    }
    return new Refusal(
        CODE.matcher(code).matches() ? Integer.parseInt(code) : 0,
        words.contains("already exist"),
        named);
  }

  /** Code and meaning in our words, fit for a verdict. */
  String detail() {
    String meaning = MEANINGS.get(code);
    return "Emarsys: "
        + (code == 0 ? VendorWords.NO_CODE : "code " + code)
        + (meaning == null ? "" : ", " + meaning)
        + (fields.isEmpty()
            ? ""
            : ", field " + String.join(", ", fields.stream().sorted().toList()));
  }
}
