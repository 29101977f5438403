package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.ledger.KeyedHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keyed hashes of a contact's fields, by field: enough to compare, and nothing to read.
 *
 * @param fields of a field that has a value; several if either may stand there
 */
record ProfileHashes(Map<String, List<byte[]>> fields) {
  private static final String COUNTRY = "country";

  /** Of a contact as it is there. */
  static ProfileHashes of(ContactThere contact, KeyedHash hash) {
    Map<String, List<byte[]>> fields = new TreeMap<>();
    ContactThere.Profile profile = contact.profile();
    put(fields, hash, "e-mail", lower(contact.email()));
    put(fields, hash, "first name", profile.firstName());
    put(fields, hash, "last name", profile.lastName());
    put(fields, hash, "postcode", profile.postcode());
    put(fields, hash, "urn", profile.urn());
    put(fields, hash, "customer ids", profile.customerIds());
    put(fields, hash, COUNTRY, lower(profile.country()));
    return new ProfileHashes(fields);
  }

  /** Of a customer as the ERP has it. */
  static ProfileHashes of(Row.Profile profile, KeyedHash hash) {
    Map<String, List<byte[]>> fields = new TreeMap<>();
    put(fields, hash, "e-mail", lower(profile.email()));
    put(fields, hash, "first name", profile.firstName());
    put(fields, hash, "last name", profile.lastName());
    put(fields, hash, "postcode", profile.postcode());
    put(fields, hash, "urn", profile.urn());
    put(fields, hash, "customer ids", String.join(",", profile.customerIds()));
    put(fields, hash, COUNTRY, lower(profile.countryCode()), lower(profile.country()));
    return new ProfileHashes(fields);
  }

  /** The fields of which the ERP has a value that is not there. */
  List<String> differing(ProfileHashes there) {
    List<String> differing = new ArrayList<>();
    fields.forEach(
        (field, values) -> {
          List<byte[]> found = there.fields().get(field);
          // A country that the destination has no choice for is not written.
          boolean unwritten = found == null && field.equals(COUNTRY);
          if (!unwritten && (found == null || !anyEqual(values, found))) {
            differing.add(field);
          }
        });
    return differing;
  }

  private static boolean anyEqual(List<byte[]> values, List<byte[]> found) {
    return values.stream()
        .anyMatch(value -> found.stream().anyMatch(other -> Arrays.equals(value, other)));
  }

  private static void put(
      Map<String, List<byte[]>> fields, KeyedHash hash, String field, @Nullable String... values) {
    List<byte[]> hashes = new ArrayList<>();
    for (String value : values) {
      if (value != null && !value.isBlank()) {
        hashes.add(hash.of(List.of(value.strip())));
      }
    }
    if (!hashes.isEmpty()) {
      fields.put(field, hashes);
    }
  }

  private static @Nullable String lower(@Nullable String value) {
    return value == null ? null : value.toLowerCase(Locale.ROOT);
  }
}
