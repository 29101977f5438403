package com.khaosbridge.sandbox.emarsys;

import static com.khaosbridge.sandbox.emarsys.FieldType.DATE;
import static com.khaosbridge.sandbox.emarsys.FieldType.LONGTEXT;
import static com.khaosbridge.sandbox.emarsys.FieldType.MULTICHOICE;
import static com.khaosbridge.sandbox.emarsys.FieldType.NUMERIC;
import static com.khaosbridge.sandbox.emarsys.FieldType.SHORTTEXT;
import static com.khaosbridge.sandbox.emarsys.FieldType.SINGLECHOICE;
import static com.khaosbridge.sandbox.emarsys.FieldType.URL;

import com.khaosbridge.sandbox.store.StateStore;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The contact fields of the account: the system's, those set up for a retailer, and those made
 * since.
 */
final class AccountFields {
  private static final List<String> YES_NO = List.of("Yes", "No");
  private static final List<String> TRUE_FALSE = List.of("True", "False");

  /** E-mail and mobile have an index; custom fields only where Support was asked for one. */
  private static final Set<Integer> INDEXED = Set.of(3, 37, 10569, 10570);

  /** Seen in real accounts: longer string ids are cut. */
  private static final int LONGEST_STRING_ID = 32;

  private static final int FIRST_MADE_ID = 10601;

  private final MVMap<String, String> made;

  /** Read without a lock: each new field makes a new map. */
  private volatile Map<String, Field> byKey = Map.of();

  AccountFields(StateStore store) {
    this.made = store.map("emarsys.madeField");
    Map<String, Field> all = new LinkedHashMap<>();
    person(all);
    company(all);
    systemKept(all);
    partnerAndPreferences(all);
    retailer(all);
    made.values().stream().map(AccountFields::read).forEach(field -> all.put(field.key(), field));
    this.byKey = Collections.unmodifiableMap(all);
  }

  Collection<Field> all() {
    return byKey.values();
  }

  /** The field of this id, or null. */
  @Nullable Field find(String id) {
    return byKey.get(id);
  }

  /** Makes a field without choices, whose string id follows from its name. */
  synchronized Field make(String name, FieldType type) {
    Field field = new Field(FIRST_MADE_ID + made.size(), name, type, freeStringId(name), List.of());
    made.put(
        field.key(),
        Json.write(
            Json.object()
                .put("id", field.id())
                .put("name", name)
                .put("type", type.name())
                .put("stringId", field.stringId())));
    Map<String, Field> all = new LinkedHashMap<>(byKey);
    all.put(field.key(), field);
    byKey = Collections.unmodifiableMap(all);
    return field;
  }

  private String freeStringId(String name) {
    String words =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    String wanted = words.substring(0, Math.min(LONGEST_STRING_ID, words.length()));
    String free = wanted;
    for (int n = 1; isTaken(free); n++) {
      free = wanted + "_" + n;
    }
    return free;
  }

  private boolean isTaken(String stringId) {
    return byKey.values().stream().anyMatch(field -> field.stringId().equals(stringId));
  }

  private static Field read(String json) {
    JsonNode field = Json.parse(json);
    return new Field(
        field.path("id").intValue(),
        field.path("name").stringValue(),
        FieldType.valueOf(field.path("type").stringValue()),
        field.path("stringId").stringValue(),
        List.of());
  }

  static boolean isIndexed(Field field) {
    return INDEXED.contains(field.id());
  }

  /** Whether contacts can be searched by it: a custom field only if it is indexed. */
  static boolean canBeKey(Field field) {
    return !field.type().isChoice() && (!field.isCustom() || isIndexed(field));
  }

  private static void person(Map<String, Field> all) {
    add(
        all,
        0,
        "Interests",
        MULTICHOICE,
        "interests",
        List.of("Home", "Garden", "Gifts", "Kitchen"));
    add(all, 1, "First Name", LONGTEXT, "first_name");
    add(all, 2, "Last Name", LONGTEXT, "last_name");
    add(all, 3, "E-Mail", LONGTEXT, "email");
    add(all, 4, "Date of Birth", DATE, "birth_date");
    add(all, 5, "Gender", SINGLECHOICE, "gender", List.of("Male", "Female"));
    add(all, 6, "Marital Status", SINGLECHOICE, "marital_status", List.of("Single", "Married"));
    add(all, 7, "Children", SINGLECHOICE, "children", YES_NO);
    add(all, 8, "Education", SHORTTEXT, "education");
    add(all, 9, "Title", SINGLECHOICE, "title", List.of("Dr.", "Prof."));
    add(all, 10, "Address", LONGTEXT, "address");
    add(all, 11, "City", LONGTEXT, "city");
    add(all, 12, "State", LONGTEXT, "state");
    add(all, 13, "ZIP Code", SHORTTEXT, "zip_code");
    add(all, 14, "Country", SINGLECHOICE, "country", Countries.NAMES);
    add(all, 15, "Phone", SHORTTEXT, "phone");
    add(all, 16, "Fax", SHORTTEXT, "fax");
  }

  private static void company(Map<String, Field> all) {
    add(all, 17, "Job Position", SHORTTEXT, "job_position");
    add(all, 18, "Company", LONGTEXT, "company");
    add(all, 19, "Department", SHORTTEXT, "department");
    add(all, 20, "Industry", SHORTTEXT, "industry");
    add(all, 21, "Phone (office)", SHORTTEXT, "office_phone");
    add(all, 22, "Fax (office)", SHORTTEXT, "office_fax");
    add(all, 23, "Number of Employees", SHORTTEXT, "number_of_employees");
    add(all, 24, "Annual Revenue (in 000 EUR)", SHORTTEXT, "annual_revenue");
    add(all, 25, "URL", URL, "url");
  }

  private static void systemKept(Map<String, Field> all) {
    add(all, 26, "Preferred e-mail format", SINGLECHOICE, "email_format", List.of("HTML", "Text"));
    add(all, 27, "Avg. length of visit (minutes)", NUMERIC, "avg_visit_length");
    add(all, 28, "Page views per day", NUMERIC, "page_views_per_day");
    add(all, 29, "Days since last email sent", NUMERIC, "last_email_sent");
    add(all, 30, "Response rate", NUMERIC, "response_rate");
    add(all, 31, "Opt-In", SINGLECHOICE, "optin", TRUE_FALSE);
    add(all, 32, "User status", SHORTTEXT, "user_status");
    add(all, 33, "Contact source", SHORTTEXT, "contact_source");
    add(all, 34, "Contact form", SHORTTEXT, "contact_form");
    add(all, 35, "Registration Language", SHORTTEXT, "registration_language");
    add(all, 36, "Newsletter", SINGLECHOICE, "newsletter", YES_NO);
    add(all, 37, "Mobile", SHORTTEXT, "mobile");
  }

  private static void partnerAndPreferences(Map<String, Field> all) {
    add(all, 38, "First Name of Partner", LONGTEXT, "partner_first_name");
    add(all, 39, "Birthdate of Partner", DATE, "partner_birth_date");
    add(all, 40, "Anniversary", DATE, "anniversary");
    add(all, 41, "Company Address", LONGTEXT, "company_address");
    add(all, 42, "Zip Code (office)", SHORTTEXT, "office_zip_code");
    add(all, 43, "City (office)", LONGTEXT, "office_city");
    add(all, 44, "State (office)", LONGTEXT, "office_state");
    add(all, 45, "Country (office)", SINGLECHOICE, "office_country", Countries.NAMES);
    add(all, 46, "Salutation", SINGLECHOICE, "salutation", List.of("Mr.", "Ms.", "Mrs."));
    add(all, 47, "E-mail valid?", SINGLECHOICE, "email_valid", TRUE_FALSE);
    add(all, 48, "Date of first registration", DATE, "first_registration");
  }

  private static void retailer(Map<String, Field> all) {
    add(all, 10569, "Khaos person", SHORTTEXT, "khaos_person_id");
    add(all, 10570, "Khaos URN", SHORTTEXT, "khaos_urn");
    add(all, 10571, "Khaos customer ids", LONGTEXT, "khaos_customer_ids");
    add(all, 10572, "Khaos first order", DATE, "khaos_first_order");
    add(all, 10573, "Khaos last order", DATE, "khaos_last_order");
    add(all, 10574, "Khaos last despatch", DATE, "khaos_last_despatch");
    add(all, 10575, "Khaos orders", NUMERIC, "khaos_orders");
    add(all, 10576, "Khaos items", NUMERIC, "khaos_items");
    add(all, 10577, "Khaos distinct SKUs", NUMERIC, "khaos_distinct_skus");
    add(all, 10578, "Khaos gross", NUMERIC, "khaos_gross");
    add(all, 10579, "Khaos refunded", NUMERIC, "khaos_refunded");
    add(all, 10580, "Khaos after credits", NUMERIC, "khaos_after_credits");
    add(all, 10581, "Khaos average order", NUMERIC, "khaos_average_order");
    add(all, 10582, "Khaos unallocated credit", NUMERIC, "khaos_unallocated_credit");
    add(all, 10583, "Khaos days since last order", SHORTTEXT, "khaos_since_last_order");
    add(all, 10584, "Khaos last returned SKUs", LONGTEXT, "khaos_last_returned_skus");
    add(all, 10585, "Khaos returned only", SHORTTEXT, "khaos_returned_only");
    add(all, 10586, "Khaos VIP", SHORTTEXT, "khaos_vip");
  }

  private static void add(
      Map<String, Field> all, int id, String name, FieldType type, String stringId) {
    add(all, id, name, type, stringId, List.of());
  }

  private static void add(
      Map<String, Field> all,
      int id,
      String name,
      FieldType type,
      String stringId,
      List<String> choices) {
    all.put(Integer.toString(id), new Field(id, name, type, stringId, choices));
  }
}
