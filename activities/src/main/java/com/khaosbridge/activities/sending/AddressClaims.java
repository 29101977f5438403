package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.destination.AddressClaim;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.activities.ledger.persons.Persons;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose the addresses are that are about to be written. */
public final class AddressClaims {
  /** Of which nobody but the internet's own documentation makes use, and which takes no mail. */
  public static final String STANDARD_SPARE_DOMAIN = "example.com";

  private final Persons persons;
  private final KeyedHash hash;
  private final String spareDomain;

  /**
   * @param spareDomain where contacts go that give an address up
   */
  public AddressClaims(Persons persons, KeyedHash hash, String spareDomain) {
    this.persons = persons;
    this.hash = hash;
    this.spareDomain = spareDomain;
  }

  /** By person. */
  Map<String, AddressClaim> of(Map<String, PersonInErp> inErp) {
    Map<String, byte[]> addresses = new HashMap<>();
    inErp.forEach(
        (id, person) -> {
          String email = person.leading().normalEmail();
          if (email != null) {
            addresses.put(id, hash.of(List.of(email)));
          }
        });
    Set<String> alone = persons.alone(addresses);
    Map<String, Set<String>> others = persons.otherIds(inErp.keySet());
    Map<String, AddressClaim> claims = new HashMap<>();
    for (String id : inErp.keySet()) {
      claims.put(
          id,
          new AddressClaim(id, others.getOrDefault(id, Set.of()), alone.contains(id), spareDomain));
    }
    return claims;
  }
}
