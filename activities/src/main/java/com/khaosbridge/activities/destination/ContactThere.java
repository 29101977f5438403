package com.khaosbridge.activities.destination;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contact as a destination has it. Holds personal data: never log or store it, only compare.
 *
 * @param personId the person id that it carries, null if none
 * @param email as the destination spells it, null if it has none
 * @param extraFields the values of the fields that were asked for besides, by the name they were
 *     asked by; a field without a value is missing
 */
public record ContactThere(
    String contactId,
    @Nullable String personId,
    @Nullable String email,
    ConsentThere consent,
    Profile profile,
    Map<String, String> extraFields) {
  public ContactThere {
    extraFields = Map.copyOf(extraFields);
  }

  @Override
  public String toString() {
    return "ContactThere[" + contactId + "]";
  }

  /**
   * The fields that we write, each null if it is empty there or not ours to write.
   *
   * @param country ISO 3166 alpha-2, or the destination's own name of a country that has no code
   * @param customerIds the ERP's customer ids, separated by commas
   */
  public record Profile(
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String country,
      @Nullable String postcode,
      @Nullable String urn,
      @Nullable String customerIds) {
    @Override
    public String toString() {
      return "Profile[" + urn + "]";
    }
  }
}
