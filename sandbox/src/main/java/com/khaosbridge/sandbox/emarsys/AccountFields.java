package com.khaosbridge.sandbox.emarsys;

import static com.khaosbridge.sandbox.emarsys.FieldType.DATE;
import static com.khaosbridge.sandbox.emarsys.FieldType.LONGTEXT;
import static com.khaosbridge.sandbox.emarsys.FieldType.MULTICHOICE;
import static com.khaosbridge.sandbox.emarsys.FieldType.NUMERIC;
import static com.khaosbridge.sandbox.emarsys.FieldType.SHORTTEXT;
import static com.khaosbridge.sandbox.emarsys.FieldType.SINGLECHOICE;
import static com.khaosbridge.sandbox.emarsys.FieldType.URL;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contact fields of the account: the system's and those set up for a retailer. */
final class AccountFields {
  private static final List<String> YES_NO = List.of("Yes", "No");
  private static final List<String> TRUE_FALSE = List.of("True", "False");

  /** E-mail and mobile have an index; custom fields only where Support was asked for one. */
  private static final Set<Integer> INDEXED = Set.of(3, 37, 10569, 10570);

  private final Map<String, Field> byKey = new LinkedHashMap<>();

  AccountFields() {
    person();
    company();
    systemKept();
    partnerAndPreferences();
    retailer();
  }

  Collection<Field> all() {
    return byKey.values();
  }

  /** The field of this id, or null. */
  @Nullable Field find(String id) {
    return byKey.get(id);
  }

  static boolean isIndexed(Field field) {
    return INDEXED.contains(field.id());
  }

  /** Whether contacts can be searched by it: a custom field only if it is indexed. */
  static boolean canBeKey(Field field) {
    return !field.type().isChoice() && (!field.isCustom() || isIndexed(field));
  }

  private void person() {
    add(0, "Interests", MULTICHOICE, "interests", List.of("Home", "Garden", "Gifts", "Kitchen"));
    add(1, "First Name", LONGTEXT, "first_name");
    add(2, "Last Name", LONGTEXT, "last_name");
    add(3, "E-Mail", LONGTEXT, "email");
    add(4, "Date of Birth", DATE, "birth_date");
    add(5, "Gender", SINGLECHOICE, "gender", List.of("Male", "Female"));
    add(6, "Marital Status", SINGLECHOICE, "marital_status", List.of("Single", "Married"));
    add(7, "Children", SINGLECHOICE, "children", YES_NO);
    add(8, "Education", SHORTTEXT, "education");
    add(9, "Title", SINGLECHOICE, "title", List.of("Dr.", "Prof."));
    add(10, "Address", LONGTEXT, "address");
    add(11, "City", LONGTEXT, "city");
    add(12, "State", LONGTEXT, "state");
    add(13, "ZIP Code", SHORTTEXT, "zip_code");
    add(14, "Country", SINGLECHOICE, "country", Countries.NAMES);
    add(15, "Phone", SHORTTEXT, "phone");
    add(16, "Fax", SHORTTEXT, "fax");
  }

  private void company() {
    add(17, "Job Position", SHORTTEXT, "job_position");
    add(18, "Company", LONGTEXT, "company");
    add(19, "Department", SHORTTEXT, "department");
    add(20, "Industry", SHORTTEXT, "industry");
    add(21, "Phone (office)", SHORTTEXT, "office_phone");
    add(22, "Fax (office)", SHORTTEXT, "office_fax");
    add(23, "Number of Employees", SHORTTEXT, "number_of_employees");
    add(24, "Annual Revenue (in 000 EUR)", SHORTTEXT, "annual_revenue");
    add(25, "URL", URL, "url");
  }

  private void systemKept() {
    add(26, "Preferred e-mail format", SINGLECHOICE, "email_format", List.of("HTML", "Text"));
    add(27, "Avg. length of visit (minutes)", NUMERIC, "avg_visit_length");
    add(28, "Page views per day", NUMERIC, "page_views_per_day");
    add(29, "Days since last email sent", NUMERIC, "last_email_sent");
    add(30, "Response rate", NUMERIC, "response_rate");
    add(31, "Opt-In", SINGLECHOICE, "optin", TRUE_FALSE);
    add(32, "User status", SHORTTEXT, "user_status");
    add(33, "Contact source", SHORTTEXT, "contact_source");
    add(34, "Contact form", SHORTTEXT, "contact_form");
    add(35, "Registration Language", SHORTTEXT, "registration_language");
    add(36, "Newsletter", SINGLECHOICE, "newsletter", YES_NO);
    add(37, "Mobile", SHORTTEXT, "mobile");
  }

  private void partnerAndPreferences() {
    add(38, "First Name of Partner", LONGTEXT, "partner_first_name");
    add(39, "Birthdate of Partner", DATE, "partner_birth_date");
    add(40, "Anniversary", DATE, "anniversary");
    add(41, "Company Address", LONGTEXT, "company_address");
    add(42, "Zip Code (office)", SHORTTEXT, "office_zip_code");
    add(43, "City (office)", LONGTEXT, "office_city");
    add(44, "State (office)", LONGTEXT, "office_state");
    add(45, "Country (office)", SINGLECHOICE, "office_country", Countries.NAMES);
    add(46, "Salutation", SINGLECHOICE, "salutation", List.of("Mr.", "Ms.", "Mrs."));
    add(47, "E-mail valid?", SINGLECHOICE, "email_valid", TRUE_FALSE);
    add(48, "Date of first registration", DATE, "first_registration");
  }

  private void retailer() {
    add(10569, "Khaos person", SHORTTEXT, "khaos_person_id");
    add(10570, "Khaos URN", SHORTTEXT, "khaos_urn");
    add(10571, "Khaos customer ids", LONGTEXT, "khaos_customer_ids");
    add(10572, "Khaos first order", DATE, "khaos_first_order");
    add(10573, "Khaos last order", DATE, "khaos_last_order");
    add(10574, "Khaos last despatch", DATE, "khaos_last_despatch");
    add(10575, "Khaos orders", NUMERIC, "khaos_orders");
    add(10576, "Khaos items", NUMERIC, "khaos_items");
    add(10577, "Khaos distinct SKUs", NUMERIC, "khaos_distinct_skus");
    add(10578, "Khaos gross", NUMERIC, "khaos_gross");
    add(10579, "Khaos refunded", NUMERIC, "khaos_refunded");
    add(10580, "Khaos after credits", NUMERIC, "khaos_after_credits");
    add(10581, "Khaos average order", NUMERIC, "khaos_average_order");
    add(10582, "Khaos unallocated credit", NUMERIC, "khaos_unallocated_credit");
    add(10583, "Khaos days since last order", SHORTTEXT, "khaos_since_last_order");
    add(10584, "Khaos last returned SKUs", LONGTEXT, "khaos_last_returned_skus");
    add(10585, "Khaos returned only", SHORTTEXT, "khaos_returned_only");
    add(10586, "Khaos VIP", SHORTTEXT, "khaos_vip");
  }

  private void add(int id, String name, FieldType type, String stringId) {
    add(id, name, type, stringId, List.of());
  }

  private void add(int id, String name, FieldType type, String stringId, List<String> choices) {
    byKey.put(Integer.toString(id), new Field(id, name, type, stringId, choices));
  }
}
